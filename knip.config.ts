// What counts as used: the subpaths and commands of the packages, what the builds bundle, programs that tests start as processes of their own.
import { existsSync, globSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KnipConfig } from 'knip';
import { expandSubpaths, readPackages, root, sourceOf } from './scripts/workspace.mjs';

/** Bundled by build-page.mjs, build-embed.mjs and embed-page.mjs, not by a subpath. */
const bundled = ['*.mjs', 'src/embed.ts', 'src/page/{boot,preview-boot}.ts'];
const tests = ['{src,test}/**/*.{test,browser,e2e}.ts'];
/** Programs: workers of proofs, steps of `test:long`. */
const programs = ['test/proof/*.ts', 'test/channels/{prism,runtimes}/*.ts'];

/** What tests see the source of, or take the built page and the licences of as files. */
const seen: Readonly<Record<string, readonly string[]>> = {
  'server-kit': ['@tellsafe/consumer-widget'],
  'agent-client': ['@tellsafe/server-kit'],
};

/** Patterns that match something. */
const matching = (folder: string, patterns: readonly string[]) =>
  patterns.filter((pattern) => globSync(pattern, { cwd: folder }).length > 0);

const packages = readPackages().map((pkg) => {
  const published = [...expandSubpaths(pkg).map(({ source }) => source), ...Object.values(pkg.bin).map(sourceOf)];
  const workspace = {
    entry: [...published.map((source) => `${source}!`), ...matching(pkg.folder, [...bundled, ...tests, ...programs])],
    project: matching(pkg.folder, ['{src,test}/**/*.ts', '*.mjs']),
    ignoreDependencies: [...(seen[basename(pkg.folder)] ?? [])],
  };
  return [`packages/${basename(pkg.folder)}`, workspace] as const;
});

/** Programs of examples that are not the start of a script. */
const ofExamples = [
  '*.mjs',
  '{src,test}/*worker.mjs',
  'src/**/*-process.ts',
  'pages/**/*.ts',
  'test/screens.ts',
  ...tests,
];

const examples = readdirSync(join(root, 'examples'))
  .map((name) => ({ name, folder: join(root, 'examples', name) }))
  .filter(({ folder }) => existsSync(join(folder, 'package.json')))
  .map(({ name, folder }) => {
    const workspace = { entry: matching(folder, ofExamples), project: matching(folder, ['**/*.ts', '**/*.mjs']) };
    return [`examples/${name}`, workspace] as const;
  });

const config: KnipConfig = {
  // A type beside the function that takes it is for its readers.
  ignoreExportsUsedInFile: true,
  rules: { types: 'off' },
  ignoreIssues: {
    // The router takes these files whole.
    'packages/server-kit/src/handlers/*.ts': ['exports'],
  },
  ignoreDependencies: [
    '@changesets/config', // of @changesets/cli, in the address of a schema
    '@arethetypeswrong/cli', // its command is called by its path
    'cloudflare', // cloudflare:workers is part of the runtime
    'ioredis', // benchmarks use the clients that the server kit is tested with
  ],
  workspaces: {
    '.': {
      entry: [
        'scripts/*.mjs',
        'bench/{main,p*}.ts',
        'bench/{fill,load,soak}/main.ts',
        'bench/{floor,servers}/*.ts',
        'bench/start/*.mjs',
        'models/*.mjs',
        '{scripts,bench,models}/**/*.test.ts',
      ],
      project: ['{scripts,bench,models}/**/*.{ts,mjs}'],
      ignoreBinaries: ['apt-get', 'taskset'],
    },
    ...Object.fromEntries(examples),
    ...Object.fromEntries(packages),
  },
};

export default config;
