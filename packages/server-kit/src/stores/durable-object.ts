// The store in a Durable Object of Cloudflare Workers: the same tables as in a file, in the object's own SQLite database. Everything of an
// object runs in one thread, and one transaction runs at a time; a change is handed out after it is on disk.
import { type Clock, type RandomBytes, systemClock, TellsafeError } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { type SqlBackend, SqlStore } from './sql-store.ts';
import { SCHEMA_VERSION, tablesSql } from './sqlite.sql.ts';
import { prepareStatements, type SqlStatement, type SqlValue, type Statements } from './sqlite-statements.ts';
import { applyAll, type Change } from './sqlite-writer.ts';
import type { Store } from './types.ts';

/** What of a Durable Object's `ctx.storage` is used; the object's class is declared with `new_sqlite_classes`. */
export interface DurableObjectStorageLike {
  readonly sql: {
    exec(query: string, ...values: (string | number | Uint8Array)[]): { toArray(): Record<string, unknown>[] };
  };
  transactionSync<T>(change: () => T): T;
  sync(): Promise<void>;
}

/** Options of {@link durableObjectStore}. */
export interface DurableObjectStoreOptions {
  /** Decides what is expired; the machine's clock by default. */
  readonly clock?: Clock;
  /** Source of the incarnation of new tables. */
  readonly random?: RandomBytes;
}

/** Kept in a table of its own: `PRAGMA user_version` is not to be had there. */
const versionSql = 'CREATE TABLE tellsafe_schema (version INTEGER NOT NULL) STRICT;';

/**
 * Opens the store of a Durable Object; makes its tables when they are not there. Call it in the object's constructor.
 *
 * The tables are `state`, `records`, `entries`, `events` and `tellsafe_schema`; the object keeps nothing else under these names. One store
 * serves as `records` and `sealed` together. Its bounds are those of the platform: 10 GB an object.
 *
 * **Security:** after going back to an earlier state of the storage (point-in-time recovery), call {@link bumpDurableObjectIncarnation}
 * before the first request.
 *
 * @param storage `ctx.storage` of an object with SQLite
 * @throws TellsafeError `option_invalid` when the object has no SQLite or tables of another version
 * @example
 * ```ts
 * const store = durableObjectStore(this.ctx.storage);
 * createTellsafe({ stores: { records: store, sealed: store, volatile: memoryStore() }, … });
 * ```
 */
export function durableObjectStore(
  storage: DurableObjectStorageLike,
  { clock = systemClock, random = webRandom }: DurableObjectStoreOptions = {},
): Store {
  return new SqlStore(new ObjectDatabase(storage, () => toBase64url(random(16))), clock);
}

/** What a recovery skips, so that no number given out since comes again. */
const RESTORE_SKIP = 2 ** 32;

/**
 * Tells a store that it went back to an earlier state: one-time keys issued before match no more, and versions and positions go on far
 * beyond every one that was given out since.
 *
 * @param storage `ctx.storage` of an object whose store was made already
 * @returns the new incarnation, once it is on disk
 */
export async function bumpDurableObjectIncarnation(
  storage: DurableObjectStorageLike,
  { random = webRandom }: { readonly random?: RandomBytes } = {},
): Promise<string> {
  const incarnation = toBase64url(random(16));
  const sql = 'UPDATE state SET incarnation = ?, sequence = sequence + ?';
  storage.sql.exec(sql, incarnation, RESTORE_SKIP).toArray();
  await storage.sync();
  return incarnation;
}

class ObjectDatabase implements SqlBackend {
  /** All requests of the object come to this process; there is no other. */
  readonly shared = false;
  readonly statements: Statements;
  readonly #storage: DurableObjectStorageLike;
  #closed = false;

  constructor(storage: DurableObjectStorageLike, newIncarnation: () => string) {
    makeTables(storage, newIncarnation);
    this.#storage = storage;
    this.statements = prepareStatements((sql) => statementOf(storage.sql, sql));
  }

  async read<T>(read: () => T): Promise<T> {
    return this.#use(read);
  }

  inSnapshot<T>(read: () => T): T {
    return read(); // nothing else runs between two statements
  }

  async write<T>(change: Change<T>): Promise<T> {
    const result = this.#use(() => this.#storage.transactionSync(() => applyAll(this.statements, [change])[0] as T));
    try {
      await this.#storage.sync();
    } catch (error) {
      throw new TellsafeError('store_unavailable', undefined, { cause: error });
    }
    return result;
  }

  async purged(): Promise<void> {} // the log is the platform's

  async close(): Promise<void> {
    this.#closed = true;
  }

  #use<T>(work: () => T): T {
    if (this.#closed) throw new TellsafeError('store_closed');
    try {
      return work();
    } catch (error) {
      throw new TellsafeError('store_unavailable', undefined, { cause: error });
    }
  }
}

function makeTables(storage: DurableObjectStorageLike, newIncarnation: () => string): void {
  if (typeof storage?.sql?.exec !== 'function') throw unusable('An object with SQLite is needed (new_sqlite_classes).');
  const { sql } = storage;
  storage.transactionSync(() => {
    const isThere = "SELECT count(*) AS count FROM sqlite_master WHERE name = 'tellsafe_schema'";
    if (sql.exec(isThere).toArray()[0]?.count === 0) {
      sql.exec(tablesSql).toArray();
      sql.exec(versionSql).toArray();
      sql.exec('INSERT INTO tellsafe_schema VALUES (?)', SCHEMA_VERSION).toArray();
      sql.exec('INSERT INTO state VALUES (1, ?, 0)', newIncarnation()).toArray();
    }
    const version = sql.exec('SELECT version FROM tellsafe_schema').toArray()[0]?.version;
    if (version !== SCHEMA_VERSION) throw unusable(`The object has tables of another version (${version}).`);
  });
}

/** Statements are kept prepared by the runtime, which knows them by their text. */
function statementOf(sql: DurableObjectStorageLike['sql'], text: string): SqlStatement {
  const all = (...values: SqlValue[]) =>
    sql
      .exec(text, ...values)
      .toArray()
      .map(withBytes);
  return {
    all,
    get: (...values) => all(...values)[0],
    run: (...values) => {
      sql.exec(text, ...values).toArray();
      const [row] = sql.exec('SELECT changes() AS changes, last_insert_rowid() AS lastInsertRowid').toArray();
      return row as ReturnType<SqlStatement['run']>;
    },
  };
}

/** A BLOB comes as `ArrayBuffer`. */
function withBytes(row: Record<string, unknown>): Record<string, unknown> {
  return row.body instanceof ArrayBuffer ? { ...row, body: new Uint8Array(row.body) } : row;
}

function unusable(hint: string): TellsafeError {
  return new TellsafeError('option_invalid', { key: 'storage', hint });
}
