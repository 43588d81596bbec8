// Opens the records store that a command is about. Makes nothing: a file that is not there stays away.
import { statSync } from 'node:fs';
import type { Clock } from '@tellsafe/core';
import { postgresStore } from '../stores/postgres.ts';
import type { PostgresWarning } from '../stores/postgres-check.ts';
import { sqliteStore } from '../stores/sqlite.ts';
import type { SqliteWarning } from '../stores/sqlite-file.ts';
import type { Store } from '../stores/types.ts';
import { openClient, PG_MISSING, reasonOf } from './postgres-client.ts';

/** Where the records are. */
export type RecordsPlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string };

/** Thrown: the place cannot be used; the text says why. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** An open store. */
export interface OpenRecords {
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * Opens it.
 *
 * @param onWarning hears of what works but should be changed
 * @throws Unusable, or TellsafeError `option_invalid`
 */
export async function openRecords(
  place: RecordsPlace,
  clock: Clock,
  onWarning: (warning: SqliteWarning | PostgresWarning) => void = () => {},
): Promise<OpenRecords> {
  if (place.kind === 'sqlite') {
    if (!isFilled(place.path)) throw new Unusable('The file of a store does not exist, or is empty.');
    const store = sqliteStore(place.path, { clock, onWarning });
    return { store, close: () => store.close() };
  }
  const client = openClient(place.url);
  if (!client) throw new Unusable(PG_MISSING.trimEnd());
  const store = postgresStore({ client, schema: place.schema, clock, onWarning });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => {});
    throw new Unusable(`The database refused: ${reasonOf(error)}`, { cause: error });
  }
  return {
    store,
    close: async () => {
      await store.close();
      await client.end().catch(() => {});
    },
  };
}

function isFilled(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.size > 0;
}
