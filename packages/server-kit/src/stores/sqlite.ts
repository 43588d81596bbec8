// The SQLite store: one file, write-ahead log, every acknowledged commit on disk (`synchronous=FULL`), group commit. Several
// processes of one machine may use the same file. Needs Node 22.13 or later for `node:sqlite`.
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, type RandomBytes, systemClock, TellsafeError } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { checkCommit } from './checked-commit.ts';
import {
  checkFeed,
  checkForget,
  checkHold,
  checkInstant,
  checkKeys,
  checkListQuery,
  checkPurge,
  checkRead,
  isIndexQuery,
} from './checks.ts';
import { formatPosition } from './position.ts';
import { applyCommit, applyHold, applyPurge } from './sqlite-changes.ts';
import { isBusy } from './sqlite-errors.ts';
import { openSqliteFile, type SqliteWarning } from './sqlite-file.ts';
import { listGroup, listIndex, readEvents, readOverdue, toStoredRecord } from './sqlite-reads.ts';
import { prepareStatements, type RecordRow, type Statements, type StateRow } from './sqlite-statements.ts';
import { type Change, LOCK_PAUSE_MS, LOCK_WAIT_MS, SqliteWriter } from './sqlite-writer.ts';
import type {
  Commit,
  Feed,
  Group,
  Key,
  Overdue,
  Page,
  Position,
  Store,
  StoreCapabilities,
  StoredEvent,
  StoredRecord,
  StoreListQuery,
} from './types.ts';

export type { SqliteWarning } from './sqlite-file.ts';

/** Options of {@link sqliteStore}. */
export interface SqliteStoreOptions {
  /** Decides what is expired; the machine's clock by default. */
  readonly clock?: Clock;
  /** Source of the incarnation of a new file. */
  readonly random?: RandomBytes;
  /** Hears of what works but should be changed, while the store opens. */
  readonly onWarning?: (warning: SqliteWarning) => void;
}

/** How often a read waits for a lock; SQLite locks readers out only for moments. Together about 5 s. */
const READ_ATTEMPTS = 100;
/** What a restore skips, so that no number given out after the backup was made comes again. */
const RESTORE_SKIP = 2 ** 32;

/**
 * Opens a store in a file; makes the file (readable by its owner only) and its tables when they are not there.
 *
 * **Security:** deleted bytes are overwritten in the file, and gone from its write-ahead log after the next `purge` that
 * found nothing more to do. Copies that SQLite made when it moved rows between pages, of about one in a thousand, stay until
 * `VACUUM`. After putting a backup in place, call {@link bumpIncarnation} before the first start.
 *
 * @param path - file path; its folder must exist. Not on a network file system
 * @throws TellsafeError `option_invalid` when the path cannot be used
 * @example
 * ```ts
 * const records = sqliteStore('tellsafe.db');
 * ```
 */
export function sqliteStore(path: string, options: SqliteStoreOptions = {}): Store {
  const { clock = systemClock, random = webRandom, onWarning = () => {} } = options;
  const newIncarnation = () => toBase64url(random(16));
  return new SqliteStore(openSqliteFile(path, { create: true, newIncarnation, onWarning }), clock);
}

/**
 * Tells a file that it was restored from a backup: one-time keys issued before match no more, and versions and positions
 * go on far beyond every one that was given out after the backup was made.
 *
 * @param path - an existing file of {@link sqliteStore}
 * @returns the new incarnation
 * @throws TellsafeError `option_invalid` when the path cannot be used
 */
export function bumpIncarnation(path: string, { random = webRandom }: { readonly random?: RandomBytes } = {}): string {
  const newIncarnation = () => toBase64url(random(16));
  const database = openSqliteFile(path, { create: false, newIncarnation, onWarning: () => {} });
  try {
    const incarnation = newIncarnation();
    const sql = 'UPDATE state SET incarnation = ?, sequence = sequence + ?';
    database.prepare(sql).run(incarnation, RESTORE_SKIP);
    return incarnation;
  } finally {
    database.close();
  }
}

class SqliteStore implements Store {
  readonly capabilities: StoreCapabilities = Object.freeze({
    index: true,
    feeds: true,
    durable: true,
    shared: true,
    retention: true,
  });
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  readonly #statements: Statements;
  readonly #writer: SqliteWriter;
  #closing: Promise<void> | undefined;

  constructor(database: DatabaseSync, clock: Clock) {
    database.exec(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
    this.#database = database;
    this.#clock = clock;
    this.#statements = prepareStatements(database);
    this.#writer = new SqliteWriter(database, this.#statements);
  }

  async get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    checkKeys(keys);
    return this.#read(() => (keys.length > 1 ? this.#inSnapshot(() => this.#getAll(keys)) : this.#getAll(keys)));
  }

  async commit(batch: Commit): Promise<boolean> {
    const commit = checkCommit(batch);
    return this.#write((transaction) => applyCommit(transaction, commit, this.#clock()));
  }

  async list(query: StoreListQuery): Promise<Page> {
    checkListQuery(query);
    const list = { ...query };
    return this.#read(() =>
      isIndexQuery(list)
        ? listIndex(this.#statements, list, this.#clock())
        : listGroup(this.#statements, list, this.#clock()),
    );
  }

  async read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const start = checkRead(feed, after, limit);
    return this.#read(() => readEvents(this.#statements, { ...feed }, start, { now: this.#clock(), limit }));
  }

  async latest(feed: Feed): Promise<Position> {
    checkFeed(feed);
    return formatPosition((await this.#readState()).sequence);
  }

  async purge(now: number, limit: number): Promise<number> {
    checkPurge(now, limit);
    const deleted = await this.#write((transaction) => applyPurge(transaction, now, limit));
    if (deleted < limit && !this.#closing) await this.#read(() => this.#writer.checkpoint());
    return deleted;
  }

  async hold({ account, group }: Group, held: boolean): Promise<number> {
    checkHold({ account, group }, held);
    return this.#write((transaction) => applyHold(transaction, { account, group }, held, this.#clock()));
  }

  async forget({ account, group }: Group, types: readonly string[]): Promise<number> {
    checkForget({ account, group }, types);
    const list = JSON.stringify(types);
    return this.#write(({ statements }) => Number(statements.forget.run(account, group, list).changes));
  }

  async overdue(now: number): Promise<Overdue> {
    checkInstant(now, 'now');
    return this.#read(() => readOverdue(this.#statements, now));
  }

  async incarnation(): Promise<string> {
    return (await this.#readState()).incarnation;
  }

  close(): Promise<void> {
    this.#closing ??= this.#writer.drain().then(() => this.#database.close());
    return this.#closing;
  }

  #readState(): Promise<StateRow> {
    return this.#read(() => this.#statements.state.get() as unknown as StateRow);
  }

  #getAll(keys: readonly Key[]): (StoredRecord | null)[] {
    const now = this.#clock();
    return keys.map(({ account, group, collection, id }) => {
      const row = this.#statements.get.get(account, group, collection, id) as unknown as RecordRow | undefined;
      return row && now < row.expires_at ? toStoredRecord(row) : null;
    });
  }

  /** Several reads at one instant, whatever other processes commit meanwhile. */
  #inSnapshot<T>(read: () => T): T {
    this.#statements.begin.run();
    try {
      return read();
    } finally {
      this.#statements.rollback.run();
    }
  }

  async #write<T>(change: Change<T>): Promise<T> {
    if (this.#closing) throw new TellsafeError('store_closed');
    return this.#writer.run(change);
  }

  async #read<T>(read: () => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#closing) throw new TellsafeError('store_closed');
      try {
        return read();
      } catch (error) {
        if (!isBusy(error) || attempt === READ_ATTEMPTS) {
          throw new TellsafeError('store_unavailable', undefined, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
      }
    }
  }
}
