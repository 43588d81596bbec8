// What a process can reach of the answers: its routes, the files it has open, the keys and ciphertexts in its memory, heap and files.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ReadResponse } from '@tellsafe/core/wire';
import { LeakScanner } from '../../../../scripts/leak-scan.ts';
import { servesRoute } from '../../src/roles.ts';
import { call } from '../clients.ts';
import type { Half } from './processes.ts';
import { routePatterns } from './stage.ts';

/** What was found; nothing of it may be there in a desk. */
export interface Reach {
  /** Routes of the vault that it serves. */
  readonly routes: readonly string[];
  /** Files of the vault that it has open. */
  readonly files: readonly string[];
  /** Keys of the vault that it holds, or that lie in its own files. */
  readonly keys: number;
  /** Sealed answers and data keys that it holds, or that lie in its own files. */
  readonly answers: number;
}

/** What is looked for. */
export interface Treasure {
  /** Bytes of the vault's keys. */
  readonly keys: readonly Uint8Array[];
  /** Bytes of what the vault keeps. */
  readonly answers: readonly Uint8Array[];
  /** Names that its files begin with. */
  readonly files: readonly string[];
}

/** Enough of a ciphertext to know it by. */
const MARK_BYTES = 48;

/** The keys of a key file, as bytes. */
export function keysIn(path: string): readonly Uint8Array[] {
  const found = [...readFileSync(path, 'utf8').matchAll(/"key":\s*"([A-Za-z0-9_-]{43})"/g)];
  if (found.length === 0) throw new RangeError('the key file holds no key');
  return found.map(([, key = '']) => Buffer.from(key, 'base64url'));
}

/** What a vault's SQLite file keeps: wrapped data keys and sealed answers. */
export function sealedIn(path: string): readonly Uint8Array[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database
      .prepare("SELECT collection, body FROM records WHERE collection IN ('data-key', 'answers')")
      .all();
    return rows.map(({ collection, body }) => {
      const bytes = Buffer.from(body as Uint8Array);
      if (collection === 'answers') return bytes.subarray(0, MARK_BYTES);
      return Buffer.from((JSON.parse(bytes.toString()) as { bytes: string }).bytes, 'base64url').subarray(
        0,
        MARK_BYTES,
      );
    });
  } finally {
    database.close();
  }
}

/** What the page sealed, as it came to a reader. */
export function ciphertextsOf({ parts }: ReadResponse): readonly Uint8Array[] {
  const copies = [parts.recorded, parts.offTheRecord].flatMap((part) => part?.recipients ?? []);
  return copies.map(({ ciphertext }) => Buffer.from(ciphertext, 'base64url').subarray(0, MARK_BYTES));
}

/** Looks into a process. @param folders its own files; @param scratch where a heap snapshot goes */
export async function reachOf(
  half: Half,
  { keys, answers, files }: Treasure,
  folders: readonly string[],
  scratch: string,
): Promise<Reach> {
  const { pid } = half.worker;
  const path = join(scratch, `${pid}.heapsnapshot`);
  await half.ask({ kind: 'snapshot', path });
  const count = (marks: readonly Uint8Array[]) => {
    const scanner = new LeakScanner(marks);
    const leaks = [
      ...(scanner.memory(pid, 'private') ?? []),
      ...scanner.file(path),
      ...folders.flatMap((folder) => scanner.folder(folder)),
    ];
    return new Set(leaks.map(({ mark }) => mark)).size;
  };
  const open = process.platform === 'linux' ? openFiles(pid) : [];
  return {
    routes: await vaultRoutesOf(half),
    files: files.filter((file) => open.some((one) => one.startsWith(file))),
    keys: count(keys),
    answers: count(answers),
  };
}

/** Names of the vault's routes that a process serves. */
export async function vaultRoutesOf({ fetch }: Half): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, method, path } of routePatterns) {
    if (servesRoute(['desk'], name)) continue;
    const there = path.replace(/:[a-z]+/g, 'acme');
    const { text } = await call({ tellsafe: { fetch } as never }, method, there, method === 'GET' ? {} : { body: {} });
    if (!text.includes('route_unknown')) found.push(name);
  }
  return found;
}

function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      return [];
    }
  });
}
