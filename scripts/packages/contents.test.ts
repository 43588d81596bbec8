import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contentProblems } from './contents.ts';

const builtIn = '/home/ada/tellsafe';
let folder: string;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
const map = (source: string, text?: string) =>
  JSON.stringify({ version: 3, sources: [source], ...(text !== undefined && { sourcesContent: [text] }) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-contents-'));
  write({ LICENSE: 'MIT', 'README.md': '# Acme', 'package.json': '{}' });
  write({ 'dist/index.js': 'export {};', 'dist/index.js.map': map('../src/index.ts', 'export {};') });
  write({ 'dist/testing/index.js': 'export {};' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what a published package holds', () => {
  test('a whole package without anything else is fine', () => {
    expect(contentProblems(folder, [builtIn])).toEqual([]);
  });

  test.each([
    ['src/index.ts', '', 'src does not belong'],
    ['dist/a.test.js', '', 'dist/a.test.js does not belong'],
    ['dist/test/a.js', '', 'dist/test/a.js does not belong'],
    ['dist/.env', '', 'dist/.env does not belong'],
    ['dist/a.js', `// ${builtIn}/src/a.ts`, 'dist/a.js tells where it was built'],
    ['dist/a.js.map', map('/srv/a.ts', ''), 'dist/a.js.map names /srv/a.ts'],
    ['dist/a.js.map', map('C:\\a.ts', ''), 'dist/a.js.map names C:\\a.ts'],
    ['dist/a.js.map', map('../src/a.ts'), 'dist/a.js.map names ../src/a.ts without its text, which is not packed'],
  ])('control: %s is noticed', (path, text, problem) => {
    write({ [path]: text });
    expect(contentProblems(folder, [builtIn])).toEqual([problem]);
  });

  test('control: a licence that is missing is noticed', () => {
    rmSync(join(folder, 'LICENSE'));
    expect(contentProblems(folder, [builtIn])).toEqual(['LICENSE is missing']);
  });
});
