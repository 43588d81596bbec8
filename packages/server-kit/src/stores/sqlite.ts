// The SQLite store: one file, write-ahead log, every acknowledged commit on disk (`synchronous=FULL`), group commit. Several
// processes of one machine may use the same file. Needs Node 22.13 or later for `node:sqlite`.
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, type RandomBytes, systemClock, TellsafeError } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { sleep } from '../timer.ts';
import { type SqlBackend, SqlStore } from './sql-store.ts';
import { isBusy } from './sqlite-errors.ts';
import { openSqliteFile, type SqliteWarning } from './sqlite-file.ts';
import { type ConnectionStatements, prepareConnectionStatements } from './sqlite-statements.ts';
import { type Change, LOCK_PAUSE_MS, LOCK_WAIT_MS, SqliteWriter } from './sqlite-writer.ts';
import type { Store } from './types.ts';

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
  return new SqlStore(new SqliteFile(openSqliteFile(path, { create: true, newIncarnation, onWarning })), clock);
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

class SqliteFile implements SqlBackend {
  readonly shared = true;
  readonly statements: ConnectionStatements;
  readonly #database: DatabaseSync;
  readonly #writer: SqliteWriter;
  #closing: Promise<void> | undefined;

  constructor(database: DatabaseSync) {
    database.exec(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
    this.#database = database;
    this.statements = prepareConnectionStatements((sql) => database.prepare(sql));
    this.#writer = new SqliteWriter(database, this.statements);
  }

  close(): Promise<void> {
    this.#closing ??= this.#writer.drain().then(() => this.#database.close());
    return this.#closing;
  }

  async purged(): Promise<void> {
    if (!this.#closing) await this.read(() => this.#writer.checkpoint());
  }

  inSnapshot<T>(read: () => T): T {
    this.statements.begin.run();
    try {
      return read();
    } finally {
      this.statements.rollback.run();
    }
  }

  async write<T>(change: Change<T>): Promise<T> {
    if (this.#closing) throw new TellsafeError('store_closed');
    return this.#writer.run(change);
  }

  async read<T>(read: () => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#closing) throw new TellsafeError('store_closed');
      try {
        return read();
      } catch (error) {
        if (!isBusy(error) || attempt === READ_ATTEMPTS) {
          throw new TellsafeError('store_unavailable', undefined, { cause: error });
        }
        await sleep(LOCK_PAUSE_MS);
      }
    }
  }
}
