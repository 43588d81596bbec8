// The SQLite store passes the store contract, with several connections to one file as several processes have them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { storeContract } from '../testing/index.ts';
import { sqliteStore } from './sqlite.ts';
import type { Store } from './types.ts';

describe('store contract', () => {
  const cases = storeContract({
    name: 'sqlite',
    create: async (clock) => {
      const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
      const open: Store[] = [];
      const connect = async (): Promise<Store> => {
        const store = sqliteStore(join(folder, 'store.db'), { clock });
        open.push(store);
        return store;
      };
      const closeAll = () => Promise.all(open.splice(0).map((store) => store.close()));
      return {
        store: await connect(),
        connect,
        reopen: async () => {
          await closeAll();
          return connect();
        },
        destroy: async () => {
          await closeAll();
          rmSync(folder, { recursive: true });
        },
      };
    },
  });
  for (const { name, run } of cases) test(name, run);
});
