import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findProgram } from './find-program.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-'));
  for (const name of ['usual', 'named']) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const find = (environment: NodeJS.ProcessEnv) =>
  findProgram(environment, 'PROGRAM_PATH', ['named'], [join(folder, 'usual')]);

it('takes the path, then the usual places', () => {
  expect(find({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'named'));
  expect(find({ PATH: '/nowhere' })).toBe(join(folder, 'usual'));
  expect(find({})).toBe(join(folder, 'usual'));
});

it('takes what its variable says and nothing else', () => {
  expect(find({ PROGRAM_PATH: join(folder, 'named'), PATH: '' })).toBe(join(folder, 'named'));
  expect(find({ PROGRAM_PATH: '/nowhere', PATH: folder })).toBeUndefined();
});
