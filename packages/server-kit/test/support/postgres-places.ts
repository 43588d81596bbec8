// Schemas of one throwaway PostgreSQL for the kits of a process of tests: started when the first kit wants one, emptied and used
// again; it ends with the process.
import type { Clock } from '@tellsafe/core';
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
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
/** Kits that were emptied since the server gave the room of what was deleted free; it does not by itself. */
let emptied = 0;
const EMPTIED_AT_ONCE = 20;

/** The server in which the kits of this process have their schemas. */
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
      const tables = tablesOf([records, sealed]);
      await bench.admin.query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
      free.push(records, sealed);
      emptied += 1;
      if (emptied % EMPTIED_AT_ONCE === 0) await bench.admin.query(`VACUUM ${tablesOf(free).join(', ')}`);
    },
  };
}

const tablesOf = (schemas: readonly string[]) =>
  schemas.flatMap((schema) => ['records', 'entries', 'events'].map((name) => `${schema}.${name}`));
