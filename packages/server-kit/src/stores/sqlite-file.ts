// Opens the file of a SQLite store: makes it, knows whether it is one of ours, and says in words why it cannot be used.
import { accessSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TellsafeError } from '@tellsafe/core';
import { APPLICATION_ID, connectionSql, SCHEMA_VERSION, schemaSql } from './sqlite.sql.ts';
import { isBusy, pragmaNumber } from './sqlite-errors.ts';

/** Something that works but should be changed. */
export type SqliteWarning = 'file_readable_by_others' | 'journal_mode_not_wal';

/** How to open a file. */
export interface OpenOptions {
  /** Gives the incarnation of a new file. */
  readonly newIncarnation: () => string;
  readonly onWarning: (warning: SqliteWarning) => void;
  /** False refuses a file that is not there. */
  readonly create: boolean;
}

/** How long opening waits for another process, in ms. */
const OPEN_WAIT_MS = 5000;
/** How often it tries to switch a new file to the write-ahead log; SQLite does not wait for this lock by itself. */
const WAL_ATTEMPTS = 200;
const WAL_PAUSE_MS = 10;

/**
 * Opens a file, with the tables in it.
 *
 * @param path - a file path; not `:memory:`
 * @throws TellsafeError `option_invalid` when the path cannot be used, with the reason as hint
 */
export function openSqliteFile(path: string, options: OpenOptions): DatabaseSync {
  checkPath(path, options);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: OPEN_WAIT_MS });
    database.exec(connectionSql);
    if (pragmaNumber(database, 'application_id') !== APPLICATION_ID) makeTables(database, path, options);
    const version = pragmaNumber(database, 'user_version');
    if (version !== SCHEMA_VERSION) throw unusable(path, `The file has tables of another version (${version}).`);
    if (!useWriteAheadLog(database)) options.onWarning('journal_mode_not_wal');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof TellsafeError) throw error;
    const hint = isBusy(error) ? 'Another program keeps the file locked.' : 'The file is not a database.';
    throw unusable(path, hint, error);
  }
}

function checkPath(path: string, { create, onWarning }: OpenOptions): void {
  if (typeof path !== 'string') throw new TypeError('path must be a string');
  if (path === '' || path.startsWith(':') || path.includes('\0')) {
    throw unusable(path, 'A path of a file is needed; for memory use memoryStore().');
  }
  if (!existsSync(dirname(path))) throw unusable(path, 'The folder does not exist.');
  if (!existsSync(path)) {
    if (!create) throw unusable(path, 'The file does not exist.');
    createFile(path);
  }
  const { mode } = readable(path);
  if ((mode & 0o077) !== 0 && process.platform !== 'win32') onWarning('file_readable_by_others');
}

/** Makes the file before SQLite does, so that only its owner may read it; SQLite gives its side files the same mode. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw unusable(path, 'The file cannot be made: the folder is not writable.', error);
  }
}

function readable(path: string): { mode: number } {
  const status = statSync(path);
  if (!status.isFile()) throw unusable(path, 'This is not a file.');
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw unusable(path, 'The file cannot be read and written.', error);
  }
  return status;
}

/** Makes the tables, unless the file holds something else or another process was faster. */
function makeTables(database: DatabaseSync, path: string, { newIncarnation }: OpenOptions): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
    const isNew = count === 0 && pragmaNumber(database, 'application_id') === 0;
    if (isNew) {
      database.exec(schemaSql);
      database.prepare('INSERT INTO state VALUES (1, ?, 0)').run(newIncarnation());
    } else if (pragmaNumber(database, 'application_id') !== APPLICATION_ID) {
      throw unusable(path, 'The file is the database of another program.');
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function useWriteAheadLog(database: DatabaseSync): boolean {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const row = database.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string };
      return row.journal_mode === 'wal';
    } catch (error) {
      if (!isBusy(error) || attempt === WAL_ATTEMPTS) throw error;
      Atomics.wait(pause, 0, 0, WAL_PAUSE_MS);
    }
  }
}

function unusable(path: string, hint: string, cause?: unknown): TellsafeError {
  return new TellsafeError('option_invalid', { key: 'path', value: path, hint }, { cause });
}
