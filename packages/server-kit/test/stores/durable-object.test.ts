// The store of a Durable Object passes the store contract over `node:sqlite` in the place of the object's database.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import {
  bumpDurableObjectIncarnation,
  type DurableObjectStorageLike,
  durableObjectStore,
} from '../../src/stores/durable-object.ts';
import { storeContract } from '../../src/testing/index.ts';

type ObjectStorage = DurableObjectStorageLike & { synced: number; close(): void };

/** `ctx.storage` as the platform has it: bytes come as `ArrayBuffer`, settings cannot be read or set. */
function objectStorage(path: string): ObjectStorage {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA synchronous = OFF'); // what a real disk does is the platform's matter
  const prepared = new Map<string, StatementSync>();
  const storage: ObjectStorage = {
    synced: 0,
    sql: {
      exec: (query, ...values) => {
        if (/\b(?:BEGIN|COMMIT|ROLLBACK|PRAGMA)\b/.test(query)) throw new Error('not authorized');
        if (values.length === 0 && /;\s*\S/.test(query)) database.exec(query);
        else {
          const statement = prepared.get(query) ?? database.prepare(query);
          prepared.set(query, statement);
          const rows = statement.all(...values);
          const buffers = rows.map((row) =>
            row.body instanceof Uint8Array ? { ...row, body: new Uint8Array(row.body).buffer } : row,
          );
          return { toArray: () => buffers };
        }
        return { toArray: () => [] };
      },
    },
    transactionSync: (change) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = change();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    sync: async () => {
      storage.synced += 1;
    },
    close: () => database.close(),
  };
  return storage;
}

const capabilities = { index: true, feeds: true, durable: true, shared: false, retention: true };

describe('store contract', () => {
  const cases = storeContract({
    name: 'durable object',
    capabilities,
    create: async (clock) => {
      const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
      let storage: ObjectStorage;
      const open = () => {
        storage = objectStorage(join(folder, 'object.db'));
        return durableObjectStore(storage, { clock });
      };
      return {
        store: open(),
        reopen: async () => {
          storage.close();
          return open();
        },
        destroy: async () => {
          storage.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
  });
  for (const { name, run } of cases) test(name, run);
});

describe('the database of an object', () => {
  const record = { account: 'a', group: 'g', collection: 'c', id: 'i', body: new Uint8Array(1), expiresAt: 2e12 };

  test('SF-OPS-01 a commit is acknowledged after it is on disk, and not when that fails', async () => {
    const storage = objectStorage(':memory:');
    const store = durableObjectStore(storage);
    expect(await store.commit({ account: 'a', group: 'g', put: [record] })).toBe(true);
    expect(storage.synced).toBe(1);
    storage.sync = async () => {
      throw new Error('disk');
    };
    const failed = store.commit({ account: 'a', group: 'g', put: [record] });
    await expect(failed).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('SF-OTK-02 after a recovery nothing that was given out before matches', async () => {
    const storage = objectStorage(':memory:');
    const store = durableObjectStore(storage);
    await store.commit({ account: 'a', group: 'g', put: [record] });
    const before = await store.incarnation();
    const incarnation = await bumpDurableObjectIncarnation(storage);
    expect(incarnation).not.toBe(before);
    expect(await store.incarnation()).toBe(incarnation);
    expect(await store.commit({ account: 'a', group: 'g', put: [record], incarnation: before })).toBe(false);
    expect(await store.commit({ account: 'a', group: 'g', put: [record], incarnation })).toBe(true);
    const [again] = await store.get([record]);
    expect(again?.version).toBeGreaterThan(2 ** 32);
  });

  test('objects without SQLite and tables of another version are refused', () => {
    const none = {} as unknown as DurableObjectStorageLike;
    expect(() => durableObjectStore(none)).toThrow(expect.objectContaining({ code: 'option_invalid' }));
    const storage = objectStorage(':memory:');
    durableObjectStore(storage);
    storage.sql.exec('UPDATE tellsafe_schema SET version = ?', 99);
    expect(() => durableObjectStore(storage)).toThrow(expect.objectContaining({ code: 'option_invalid' }));
  });
});
