// The code of the guides is true: it has the types of the built packages, and names elements, attributes, parts, properties, settings and commands
// that there are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../workspace.mjs';
import { badCommands } from './commands.ts';
import { readElements, unknownNames } from './elements.ts';
import { blocksOf, type Page, readPage, readPages, rowsOf } from './markdown.ts';
import { sourcesOf, typeErrors, withImports } from './snippets.ts';

const guides = readdirSync(join(root, 'docs/guides')).map((name) => readPage(`docs/guides/${name}`));
const pages = [readPage('README.md'), ...guides, readPage('docs/deviations.md'), readPage('docs/threat-model.md')];
/** Pages that are read from top to bottom; what is not for a compiler has its reason here. */
const references = readPages().filter(
  ({ path }) =>
    /^(?:docs\/\w[\w-]*|docs\/channels\/.*|packages\/[\w-]+\/README)\.md$/.test(path) &&
    !pages.some((each) => each.path === path),
);
const forPeople = new Set([
  'docs/login.md', // its events are of the page's own element
  'docs/webhooks.md', // a receiver in JavaScript, which a test of its own plays
]);

const page = (text: string): Page => ({ path: 'a.md', text });

test('every block of TypeScript and JavaScript has the types of the built packages', async () => {
  const checked = references.filter(({ path }) => !forPeople.has(path)).map(withoutEllipses);
  const sources = [...sourcesOf(pages.flatMap(blocksOf)), ...sourcesOf(checked.flatMap(blocksOf)).map(withImports)];
  expect(sources.length).toBeGreaterThan(60);
  // Controls: what would be told if a guide were wrong, as part of the same run, because compilers take their time to start.
  const wrong = sourcesOf(blocksOf(page(mistakes)));
  const errors = await typeErrors([...sources, ...wrong]);
  expect(errors.filter((error) => !error.startsWith('a.md'))).toEqual([]);
  expect(errors.map((error) => /^a\.md:\d+/.exec(error)?.[0]).filter(Boolean)).toEqual(['a.md:3', 'a.md:8', 'a.md:14']);
});

test('whoever imports a registration alone has the types of its elements', () => {
  for (const file of ['consumer-widget/dist/register.d.ts', 'agent-client/dist/elements/register.d.ts']) {
    const text = readFileSync(join(root, 'packages', file), 'utf8');
    expect([file, /from '\.\/(?:\S+\/define|index)\.ts'/.test(text)]).toEqual([file, true]);
  }
});

const mistakes = `\`\`\`ts
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
memoryStore({ maxSize: 1 });
\`\`\`

\`\`\`js
import { createConversation } from '@tellsafe/consumer-widget/conversation';
createConversation({ endpoint: '', account: '' }).post('');
\`\`\`

\`\`\`html
<p>…</p>
<script type="module">
  import '@tellsafe/agent-client/element/register';
</script>
\`\`\`
`;

/** Blocks that leave something out are for people alone. */
function withoutEllipses({ path, text }: Page): Page {
  return {
    path,
    text: text.replace(/^```(?:ts|js)\n(?:(?!```)[\s\S])*?…(?:(?!^```)[\s\S])*?^```$/gm, (block) =>
      block.replace(/^```\w+/, '```text'),
    ),
  };
}

describe('names in the guides', () => {
  const elements = readElements();

  test('elements, attributes, parts and custom properties are those of the manifests', () => {
    expect(pages.flatMap((each) => unknownNames(each, elements))).toEqual([]);
    const wrong =
      '```html\n<tellsafe-bubble endpoint="/"></tellsafe-bubble>\n<tellsafe-workspace color="red"></tellsafe-workspace>\n```\n\n`--tellsafe-colour` and `tellsafe-invitation::part(box)`';
    expect(unknownNames(page(wrong), elements)).toEqual([
      'a.md: <tellsafe-bubble>',
      'a.md: <tellsafe-workspace color>',
      'a.md: --tellsafe-colour',
      'a.md: ::part(box)',
    ]);
  });

  test('SF-OPS-03 commands and their options are those of the command line', () => {
    expect(pages.flatMap(badCommands)).toEqual([]);
    const wrong =
      '```sh\nnpx tellsafe keys make tellsafe.keys\nnpx tellsafe check https://a.example --fast\n```\n\n`tellsafe inspect`, `tellsafe keys rotate --twice`';
    expect(badCommands(page(wrong))).toEqual([
      'a.md: tellsafe keys make',
      'a.md: tellsafe check --fast',
      'a.md: tellsafe inspect',
      'a.md: tellsafe keys rotate --twice',
    ]);
  });

  test('settings in tables are members of the types', () => {
    expect(pages.flatMap(unknownSettings)).toEqual([]);
    expect(unknownSettings(page('| Setting | Is |\n|---|---|\n| `maxSize`, `maxBytes` | a |\n'))).toEqual([
      'a.md: maxSize',
    ]);
  });

  test('a guide says what one has at its end, and is short', () => {
    for (const { path, text } of guides) {
      const [, , first = ''] = text.split('\n');
      expect([path, first.startsWith('At the end of this guide')]).toEqual([path, true]);
      expect([path, text.split('\n').length < 200]).toEqual([path, true]);
    }
  });
});

/** Members that the public types declare: enough to find a name that there is not. */
const declared = new Set(
  ['core', 'server-kit', 'consumer-widget', 'agent-client'].flatMap((name) => {
    const folder = join(root, 'packages', name, 'dist');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.d.ts'))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/^\s+(?:readonly |get |set )?(\w+)\??[:(]/gm),
      ])
      .map(([, member = '']) => member);
  }),
);

function unknownSettings(each: Page): string[] {
  return rowsOf(each)
    .filter(({ heads: [head = ''] }) => /^(?:Setting|Member|Part|Verb)\b/.test(head))
    .flatMap(({ cells: [names = ''] }) => [...names.matchAll(/`([a-z]\w*)`/g)].map(([, name = '']) => name))
    .filter((name) => !declared.has(name))
    .map((name) => `${each.path}: ${name}`);
}
