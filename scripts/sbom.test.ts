// What the list of components holds: all that the packages bring along, and nothing of what only builds and tests use.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { sbom } from './sbom.mjs';
import { readPackages } from './workspace.mjs';

const manifests = readPackages().map(({ folder }) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
let list: ReturnType<typeof sbom>;
let names: string[];

beforeAll(() => {
  list = sbom();
  names = list.components.map(({ name }) => name);
}, 60_000);

test('the list of components has the packages, what they depend on, and what their builds bundle', () => {
  const wanted = manifests.flatMap(({ name, dependencies = {} }) => [name, ...Object.keys(dependencies)]);
  expect(names).toEqual(expect.arrayContaining(wanted));
  expect(names).toContain('qr');
});

test('it has no tools: neither of builds nor of tests', () => {
  const tools = ['vitest', 'rolldown', 'twilio', 'ioredis', 'redis', 'pg', '@types/node', 'axios', 'playwright-core'];
  expect(names.filter((name) => tools.includes(name))).toEqual([]);
});

test('each component is there that another one needs, with a permissive licence', () => {
  const refs = new Set(list.components.map((each) => each['bom-ref']));
  for (const { ref, dependsOn = [] } of list.dependencies)
    for (const each of [ref, ...dependsOn]) expect(refs).toContain(each);
  for (const { name, licenses } of list.components)
    expect(JSON.stringify(licenses), name).toMatch(
      /"(?:MIT|ISC|Apache-2\.0|BSD-3-Clause|Unlicense|\(MIT OR Apache-2\.0\))"/,
    );
});
