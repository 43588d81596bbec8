// What a PostgreSQL server holds outside of its files, and its data as a dump tells it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPostgres, type PostgresServer } from '../../../../scripts/services/postgres.mjs';

/** The numbers of the server's processes, the parent of all first; the parent alone where the system does not tell. */
export function pidsOf({ folder }: PostgresServer): readonly [number, ...number[]] {
  const parent = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const path = `/proc/${parent}/task/${parent}/children`;
  const children = existsSync(path) ? readFileSync(path, 'utf8').split(' ').filter(Boolean) : [];
  return [parent, ...children.map(Number)];
}

/** Everything in the database as SQL text: what the server keeps compressed is plain here, bytes are in hex. */
export function dumpOf({ url }: PostgresServer): Buffer {
  return execFileSync(join(findPostgres() ?? '', 'pg_dump'), ['-d', url], { maxBuffer: 2 ** 31 - 1 });
}
