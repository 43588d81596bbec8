// Five projects: `node`, `node-alone` and `happy-dom` for logic, `browser` inside Chromium, `e2e` for whole flows that drive Chromium themselves.
// Packages see each other's source here, through the same `exports` lists that the builds use.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findChromium } from './scripts/chromium.mjs';
import { aloneFiles } from './scripts/suite/alone-files.mjs';
import { LongFirst } from './scripts/suite/long-first.ts';
import { useMemoryFolder } from './scripts/suite/memory-folder.ts';
import { readPackages, root, sourceOf } from './scripts/workspace.mjs';

useMemoryFolder();

const alias = readPackages().flatMap((pkg) =>
  pkg.subpaths.map(({ subpath, built }) => ({
    find: new RegExp(`^${(pkg.name + subpath.slice(1)).replaceAll('.', '\\.').replace('*', '([^/]+)')}$`),
    replacement: join(pkg.folder, sourceOf(built)).replace('*', '$1'),
  })),
);

// Found one by one, each would reload the page under the tests that run: on a fresh clone all are prepared before the first.
const browserDependencies = [
  '@noble/ciphers/chacha.js',
  '@noble/hashes/hkdf.js',
  '@noble/hashes/hmac.js',
  '@noble/hashes/sha2.js',
  '@noble/hashes/sha3.js',
  '@noble/post-quantum/ml-kem.js',
  'axe-core',
  'd3-scale',
  'd3-shape',
  'eventsource-parser',
  'eventsource-parser/stream',
  'fast-check',
  'hono',
  'hpke',
  'idb-keyval',
  'lit',
  'lit/directive.js',
  'lit/directives/guard.js',
  'lit/directives/live.js',
  'lit/directives/repeat.js',
  'temporal-polyfill',
  'zod',
];

const alone = aloneFiles();
const exclude = ['**/node_modules/**', '**/dist/**'];

/** Databases, browsers and processes of a busy machine take their time: no test and no wait fails for that. */
const patience = {
  setupFiles: [join(root, 'scripts', 'patience.ts')],
  expect: { poll: { timeout: 20_000 } },
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  root,
  test: {
    // Two at least: most tests wait for browsers, databases and clocks more than they compute. Three browsers on two processors are in
    // each other's way.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          ...patience,
          name: 'node',
          environment: 'node',
          isolate: false,
          setupFiles: [...patience.setupFiles, join(root, 'scripts', 'suite', 'leave-clean.ts')],
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'scripts/**/*.test.ts',
            '{bench,models}/**/*.test.ts',
            'examples/*/{src,test}/**/*.test.ts',
          ],
          exclude: [...exclude, '**/*.dom.test.ts', ...alone],
        },
      },
      {
        resolve: { alias },
        test: { ...patience, name: 'node-alone', environment: 'node', include: alone, exclude },
      },
      {
        resolve: { alias },
        test: {
          ...patience,
          name: 'happy-dom',
          environment: 'happy-dom',
          include: ['packages/{consumer-widget,agent-client}/src/**/*.dom.test.ts'],
          exclude,
        },
      },
      {
        resolve: { alias },
        optimizeDeps: { include: browserDependencies },
        test: {
          ...patience,
          name: 'browser',
          // As below.
          retry: 1,
          include: ['packages/*/test/browser/**/*.browser.ts'],
          exclude,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium() ?? 'chromium', args: [...chromiumFlags] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e',
          // A busy machine may lose a press between a browser's processes; what is broken fails twice.
          retry: 1,
          environment: 'node',
          include: ['examples/*/test/**/*.e2e.ts'],
          exclude,
        },
      },
    ],
  },
});
