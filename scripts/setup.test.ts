import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isInstalled } from './setup.mjs';

const lit = { version: '3.3.3', integrity: 'sha512-a' };
let folder = '';

function write(file: string, packages: Record<string, object>) {
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  mkdirSync(join(folder, 'node_modules', 'lit'), { recursive: true });
  write('package-lock.json', { '': {}, 'packages/core': {}, 'node_modules/lit': lit });
  write('node_modules/.package-lock.json', { 'node_modules/lit': lit });
});
afterEach(() => rmSync(folder, { recursive: true }));

it('accepts what npm recorded as installed', () => {
  expect(isInstalled(folder)).toBe(true);
});

it('accepts that an optional package of another platform is missing', () => {
  write('package-lock.json', { 'node_modules/lit': lit, 'node_modules/other': { version: '1.0.0', optional: true } });
  expect(isInstalled(folder)).toBe(true);
});

it('notices a fresh clone, another version, other content, a new package and a deleted one', () => {
  write('package-lock.json', { 'node_modules/lit': { ...lit, version: '3.3.4' } });
  expect(isInstalled(folder)).toBe(false);
  write('package-lock.json', { 'node_modules/lit': { ...lit, integrity: 'sha512-b' } });
  expect(isInstalled(folder)).toBe(false);
  write('package-lock.json', { 'node_modules/lit': lit, 'node_modules/zod': { version: '4.0.0' } });
  expect(isInstalled(folder)).toBe(false);
  write('package-lock.json', { 'node_modules/lit': lit });
  rmSync(join(folder, 'node_modules', 'lit'), { recursive: true });
  expect(isInstalled(folder)).toBe(false);
  rmSync(join(folder, 'node_modules'), { recursive: true });
  expect(isInstalled(folder)).toBe(false);
});
