// A retired key leaves the memory of a running process: neither its bytes nor its text is found there (SF-RET-03). Linux only can
// look into another process; elsewhere the test proves what the process answers.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeakScanner } from '../../../../scripts/leak-scan.ts';
import { runCli } from '../../src/cli/run.ts';
import { createKeyFile } from '../../src/keys/file.ts';
import { bundle } from '../stores/child.ts';
import { startWorker } from '../support/worker.ts';

let folder = '';
let program = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  program = await bundle(join(import.meta.dirname, 'key-memory-worker.ts'), folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface InFile {
  readonly id: string;
  readonly key: string;
}

interface Found {
  /** Retired keys that the process still uses. */
  readonly known: readonly string[];
  /** In which spellings retired keys stand in its memory. */
  readonly inMemory: readonly string[];
}

const keysCommand = (...args: string[]) =>
  expect(runCli(['keys', ...args], '', { write: () => {}, error: () => {} })).toBe(0);

/** Lets a process use its keys, rotates, retires all older ones, and looks into its memory. */
async function retireUnder(manner: 'careful' | 'careless'): Promise<Found> {
  const path = join(folder, `${manner}.keys`);
  createKeyFile(path);
  const worker = await startWorker(program, { path, manner });
  try {
    const { macKeys, wrapKeys } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, InFile[]>;
    const old = [...(macKeys ?? []), ...(wrapKeys ?? [])];
    const ids = old.map(({ id }) => id);
    const question = { mac: macKeys?.map(({ id }) => id) ?? [], unwrap: wrapKeys?.map(({ id }) => id) ?? [] };
    const use = async () => (await worker.ask<{ known: string[] }>(question)).known;
    expect(await use()).toEqual(ids);
    // Bytes that JSON held in this process are no matter: only the other one is looked into.
    const scanner = new LeakScanner(old.map(({ key }) => Buffer.from(key, 'base64url')));
    const look = () => [...new Set((scanner.memory(worker.pid, 'private') ?? []).map(({ encoding }) => encoding))];
    keysCommand('rotate', path);
    keysCommand('retire', ...ids, '--file', path, '--force', '--erase');
    let known = ids;
    for (const until = Date.now() + 30_000; known.length > 0 && Date.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      known = await use();
    }
    return { known, inMemory: look() };
  } finally {
    await worker.stop();
  }
}

test('SF-RET-03 a retired key leaves the memory of a running process', { timeout: 180_000 }, async () => {
  expect(await retireUnder('careful')).toEqual({ known: [], inMemory: [] });
});

test('control: a process that keeps what it read is caught', { timeout: 180_000 }, async () => {
  const { inMemory } = await retireUnder('careless');
  if (process.platform !== 'linux') return;
  expect(inMemory).toContain('utf-8');
  expect(inMemory.some((encoding) => encoding.startsWith('base64'))).toBe(true);
});
