// Schemas of one throwaway PostgreSQL for the kits of a test file: started when the first kit wants one, emptied and used
// again, stopped after the file's last test.
import type { Clock } from '@tellsafe/core';
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { afterAll } from 'vitest';
import type { Store } from '../../src/stores/types.ts';
import { type PostgresBench, postgresBench } from './postgres.ts';
import type { DurablePlaces } from './store-places.ts';

/** Two schemas, for records and sealed answers. */
export interface PostgresPlaces {
  /** Where another process finds them. */
  readonly places: DurablePlaces;
  records(clock: Clock): Store;
  sealed(clock: Clock): Store;
  /** Empties them. */
  leave(): Promise<void>;
}

let starting: Promise<PostgresBench> | undefined;
const free: string[] = [];
afterAll(async () => {
  if (starting) await (await starting).stop();
});

/** The server in which the kits of this test file have their schemas. */
export async function sharedPostgres(): Promise<PostgresBench> {
  starting ??= postgresBench();
  return starting;
}

/** Takes two empty schemas. */
export async function postgresPlaces(): Promise<PostgresPlaces> {
  const bench = await sharedPostgres();
  const records = free.pop() ?? (await bench.schema());
  const sealed = free.pop() ?? (await bench.schema());
  const placeOf = (schema: string) => ({ kind: 'postgres', url: bench.server.url, schema }) as const;
  return {
    places: { records: placeOf(records), sealed: placeOf(sealed) },
    records: (clock) => postgresStore({ client: bench.admin, schema: records, clock }),
    sealed: (clock) => postgresStore({ client: bench.admin, schema: sealed, clock }),
    leave: async () => {
      const tables = [records, sealed].flatMap((schema) =>
        ['records', 'entries', 'events'].map((name) => `${schema}.${name}`),
      );
      await bench.admin.query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
      free.push(records, sealed);
    },
  };
}
