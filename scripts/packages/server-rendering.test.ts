// Pages are rendered on servers too (Next, Nuxt, SvelteKit, Astro), where modules for browsers are evaluated without a browser: every built
// entry of the browser packages loads in a bare Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { expandSubpaths, readPackages } from '../workspace.mjs';

const entries = readPackages()
  .filter(({ name }) => name === '@tellsafe/consumer-widget' || name === '@tellsafe/agent-client')
  .flatMap((pkg) => expandSubpaths(pkg).map(({ built }) => pathToFileURL(join(pkg.folder, built)).href));

/** What a Node of its own says of modules that it loads, each by its address. */
function load(addresses: readonly string[]): Record<string, string> {
  const program = `
    const said = {};
    for (const address of ${JSON.stringify(addresses)}) {
      said[address] = await import(address).then(() => 'loaded', (error) => String(error));
    }
    console.log(JSON.stringify(said));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], {
    input: program,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('SF-GEN-03 every entry for browsers loads on a server', () => {
  expect(entries.length).toBeGreaterThanOrEqual(9);
  expect(load(entries)).toEqual(Object.fromEntries(entries.map((address) => [address, 'loaded'])));
});

test('control: a module that touches the document as it loads is noticed', () => {
  const address = `data:text/javascript,${encodeURIComponent('document.body.append("x");')}`;
  expect(load([address])).toEqual({ [address]: 'ReferenceError: document is not defined' });
});
