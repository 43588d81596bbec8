import { describe, expect, it } from 'vitest';
import { checkBoundaries } from './boundaries/check.ts';

const specifiers = new Set([
  '@tellsafe/core',
  '@tellsafe/core/form',
  '@tellsafe/core/form/schema',
  '@tellsafe/server-kit',
]);

/** Findings for a few files, as `rule path:line`. */
function check(texts: Record<string, string>): string[] {
  const findings = checkBoundaries(new Map(Object.entries(texts)), specifiers);
  return findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`);
}

/** Name of every rule that one import breaks. */
const broken = (path: string, specifier: string, keyword = 'import') =>
  check({ [path]: `${keyword} { x } from '${specifier}';\nx;\n` }).map((finding) => finding.split(' ')[0]);

const core = 'packages/core/src';
const server = 'packages/server-kit/src';
const widget = 'packages/consumer-widget/src';

describe('package-direction', () => {
  it.each([
    [`${core}/form/validate.ts`, '@tellsafe/server-kit'],
    [`${widget}/transport.ts`, '@tellsafe/server-kit'],
    ['packages/agent-client/src/feed.ts', '@tellsafe/server-kit'],
    [`${server}/router.ts`, '@tellsafe/server-kit'],
  ])('%s must not import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual(['package-direction']);
  });

  it.each([
    [`${server}/router.ts`, '@tellsafe/core/form'],
    ['packages/agent-client/src/feed.test.ts', '@tellsafe/server-kit'],
    ['examples/live-desk/src/main.ts', '@tellsafe/server-kit'],
  ])('%s may import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });

  it('sees re-exports, dynamic imports and import types', () => {
    const path = `${core}/form/validate.ts`;
    const lines = [
      "export { x } from '@tellsafe/server-kit';",
      "export const load = () => import('@tellsafe/server-kit');",
      "export type Server = import('@tellsafe/server-kit').Server;",
      "// import { x } from '@tellsafe/server-kit';",
    ];
    expect(check({ [path]: lines.join('\n') })).toEqual([1, 2, 3].map((line) => `package-direction ${path}:${line}`));
  });
});

describe('package-entrance', () => {
  it('refuses subpaths that are not exported', () => {
    expect(broken(`${server}/router.ts`, '@tellsafe/core/form/internal')).toEqual(['package-entrance']);
    expect(broken('examples/live-desk/src/main.ts', '@tellsafe/core/form/internal')).toEqual(['package-entrance']);
  });

  it('refuses files of another package and tests', () => {
    expect(broken(`${server}/router.ts`, '../../core/src/form/validate.ts')).toEqual(['package-entrance']);
    expect(broken(`${core}/form/validate.ts`, './validate.test.ts')).toEqual(['package-entrance']);
  });
});

describe('core-direction', () => {
  it.each([
    [`${core}/encoding/utf8.ts`, '../crypto/hash.ts'],
    [`${core}/crypto/hash.ts`, '../otk/purpose.ts'],
    [`${core}/form/validate.ts`, '../wire/routes.ts'],
    [`${core}/form/validate.ts`, '../index.ts'],
    [`${core}/errors.ts`, './crypto/hash.ts'],
    [`${core}/i18n/pick.ts`, '../form/validate.ts'],
    [`${core}/form/validate.ts`, '../surveys/index.ts'],
  ])('%s must not import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual(['core-direction']);
  });

  it.each([
    [`${core}/crypto/hash.ts`, '../encoding/utf8.js'],
    [`${core}/wire/routes.ts`, '../form/index.ts'],
    [`${core}/form/lint.ts`, '../i18n/texts.ts'],
    [`${core}/answers/payload.ts`, '../form/question.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });

  it('lets texts import types of forms', () => {
    expect(broken(`${core}/i18n/texts.ts`, '../form/question.ts', 'import type')).toEqual([]);
  });
});

describe('core-circles', () => {
  it('refuses rooms that lead back to each other', () => {
    const found = check({
      [`${core}/form/a.ts`]: "import { b } from '../otk/b.ts';",
      [`${core}/otk/b.ts`]: "import { c } from '../answers/c.ts';",
      [`${core}/answers/c.ts`]: "import { a } from '../form/a.ts';",
      [`${core}/retention/d.ts`]: "import { a } from '../form/a.ts';",
    });
    expect(found).toEqual(['answers/c', 'form/a', 'otk/b'].map((file) => `core-circles ${core}/${file}.ts:1`));
  });
});

describe('server-direction', () => {
  it.each([
    [`${server}/handlers/forms.ts`, '../stores/memory.ts'],
    [`${server}/handlers/forms.ts`, '../keys/file.ts'],
    [`${server}/services/forms.ts`, '../handlers/forms.ts'],
    [`${server}/services/forms.ts`, '../signals/memory.ts'],
    [`${server}/stores/types.ts`, '../services/forms.ts'],
    [`${server}/stores/types.ts`, './memory.ts'],
    [`${server}/stores/sqlite/index.ts`, '../../services/forms.ts'],
    [`${server}/create-tellsafe.ts`, './stores/memory.ts'],
    [`${server}/options.ts`, './keys/memory.ts'],
    [`${server}/audit/audit.ts`, '../handlers/forms.ts'],
    [`${server}/http/problem.ts`, '../handlers/forms.ts'],
  ])('%s must not import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual(['server-direction']);
  });

  it.each([
    [`${server}/handlers/forms.ts`, '../services/forms.ts'],
    [`${server}/services/forms.ts`, '../stores/types.ts'],
    [`${server}/stores/memory.ts`, './types.ts'],
    [`${server}/create-tellsafe.ts`, './router.ts'],
    [`${server}/options.ts`, './signals/memory.ts'],
    [`${server}/audit/audit.ts`, '../services/records/keys.ts'],
    [`${server}/cli/main.ts`, '../stores/sqlite.ts'],
    [`${server}/testing/harness.ts`, '../stores/memory.ts'],
    [`${server}/services/forms.test.ts`, '../stores/memory.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });
});

describe('node-modules', () => {
  it.each([
    [`${core}/crypto/random.ts`, 'node:crypto'],
    [`${server}/services/forms.ts`, 'fs'],
    [`${server}/http/serve.ts`, '@hono/node-server'],
    ['packages/agent-client/src/retry.ts', 'node:timers'],
  ])('%s must not import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual(['node-modules']);
  });

  it.each([
    [`${server}/runtime/node.ts`, 'node:http'],
    [`${server}/stores/sqlite.ts`, 'node:sqlite'],
    [`${server}/keys/file.ts`, 'node:fs'],
    [`${server}/cli/main.ts`, 'node:path'],
    [`${core}/form/validate.test.ts`, 'node:fs'],
  ])('%s may import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });
});

describe('small-pages', () => {
  it.each(['zod', 'zod/mini', '@tellsafe/core', '@tellsafe/core/form/schema'])(
    'the widget must not import %s',
    (name) => {
      expect(broken(`${widget}/page/boot.ts`, name)).toEqual(['small-pages']);
    },
  );

  it('lets the widget import what is light', () => {
    expect(broken(`${widget}/page/boot.ts`, '@tellsafe/core/form')).toEqual([]);
  });
});

describe('file-length', () => {
  const long = 'x;\n'.repeat(451);

  it('refuses a file of 451 lines, tests too', () => {
    expect(check({ [`${core}/form/long.ts`]: long })).toEqual([`file-length ${core}/form/long.ts:451`]);
    expect(check({ 'scripts/long.test.ts': long })).toEqual(['file-length scripts/long.test.ts:451']);
  });

  it('accepts 450 lines, generated files and locales', () => {
    const texts = { [`${core}/form/long.ts`]: 'x;\n'.repeat(450), [`${core}/i18n/locales/de.ts`]: long };
    expect(check({ ...texts, [`${server}/page/assets.generated.ts`]: long })).toEqual([]);
  });
});

describe('forbidden-words', () => {
  it.each([
    'export const at = Date.now();',
    'export const at = globalThis.Date.now();',
    'export const at = new Date();',
    'export const at = performance.now();',
    'export const dice = Math.random();',
    'export const port = process.env.PORT;',
    "export * from './a.ts';",
    "export * as a from './a.ts';",
    'export enum Colour { Red }',
  ])('refuses %s', (line) => {
    expect(check({ [`${core}/form/words.ts`]: line })).toEqual([`forbidden-words ${core}/form/words.ts:1`]);
  });

  it('accepts them in comments, strings, the clock, the command line and tests', () => {
    expect(check({ [`${core}/form/words.ts`]: "// Date.now()\nexport const hint = 'Math.random()';" })).toEqual([]);
    expect(check({ [`${core}/form/words.ts`]: 'export const at = new Date(0);' })).toEqual([]);
    expect(check({ [`${core}/clock.ts`]: 'export const now = () => Date.now();' })).toEqual([]);
    expect(check({ [`${server}/cli/main.ts`]: 'export const port = process.env.PORT;' })).toEqual([]);
    expect(check({ [`${core}/form/words.test.ts`]: 'export const at = Date.now();' })).toEqual([]);
  });

  it('refuses unnamed exports even there', () => {
    expect(check({ [`${server}/testing/index.ts`]: "export * from './a.ts';" })).toEqual([
      `forbidden-words ${server}/testing/index.ts:1`,
    ]);
  });
});
