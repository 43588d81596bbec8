// P3: lifecycles per second on PostgreSQL, against a floor with the same statements; and how many statements a request takes.
import type { Benchmark } from './run/benchmark.ts';
import { createDatabase, withPostgres } from './run/database.ts';
import { compareLifecycles } from './run/lifecycles.ts';

export const p03: Benchmark = {
  id: 'P3',
  title: 'lifecycles on PostgreSQL, fsync on, against a floor with the same statements',
  unit: 'of the floor',
  reach: { atLeast: 0.7 },
  run: (settings) =>
    // Both use databases of one server: it is as warm for the one as for the other.
    withPostgres(async (server) => {
      const [kit, floor] = [await createDatabase(server.url, 'kit'), await createDatabase(server.url, 'floor')];
      return compareLifecycles(settings, { kind: 'postgres', kit, floor });
    }),
};
