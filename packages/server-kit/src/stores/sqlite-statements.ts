// Every SQL statement of the stores over SQLite, prepared once per connection. One property per statement.
import { HOLD_SHIFT_MS, MAX_ITEMS, MAX_PURGE } from './limits.ts';

const recordColumns = 'r.account, r.grp, r.collection, r.name, r.version, r.expires_at, r.entries, r.body';

/** The walk along a list by index. `CROSS JOIN` keeps SQLite from starting at the records. */
function listIndexSql(direction: 'ASC' | 'DESC'): string {
  const beyond = direction === 'ASC' ? '>' : '<';
  return `SELECT ${recordColumns}, e.place, e.record FROM entries e CROSS JOIN records r ON r.id = e.record
    WHERE e.account = ? AND e.list = ? AND e.value = ? AND e.place BETWEEN ? AND ?
    AND (e.place, e.record) ${beyond} (?, ?) AND r.expires_at > ?
    ORDER BY e.place ${direction}, e.record ${direction} LIMIT ?`;
}

const statements = {
  state: 'SELECT incarnation, sequence FROM state',
  setSequence: 'UPDATE state SET sequence = ?',
  get: `SELECT version, expires_at, entries, body FROM records
    WHERE account = ? AND grp = ? AND collection = ? AND name = ?`,
  find: `SELECT id, version, expires_at, entries FROM records
    WHERE account = ? AND grp = ? AND collection = ? AND name = ?`,
  insert: `INSERT INTO records (account, grp, collection, name, version, expires_at, entries, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  update: 'UPDATE records SET version = ?, expires_at = ?, entries = ?, body = ? WHERE id = ?',
  updateBody: 'UPDATE records SET version = ?, body = ? WHERE id = ?',
  remove: 'DELETE FROM records WHERE id = ?',
  insertEntry: 'INSERT INTO entries (account, list, value, place, record) VALUES (?, ?, ?, ?, ?)',
  removeEntry: 'DELETE FROM entries WHERE account = ? AND list = ? AND value = ? AND place = ? AND record = ?',
  listGroup: `SELECT ${recordColumns} FROM records r
    WHERE account = ? AND grp = ? AND collection = ? AND name > ? AND expires_at > ? ORDER BY name LIMIT ?`,
  listIndexUp: listIndexSql('ASC'),
  listIndexDown: listIndexSql('DESC'),
  append: 'INSERT INTO events (position, account, grp, type, expires_at, body) VALUES (?, ?, ?, ?, ?, ?)',
  readAccount: `SELECT position, grp, type, expires_at, body FROM events
    WHERE account = ? AND position > ? AND expires_at > ? ORDER BY position LIMIT ?`,
  readGroup: `SELECT position, grp, type, expires_at, body FROM events
    WHERE account = ? AND grp = ? AND position > ? AND expires_at > ? ORDER BY position LIMIT ?`,
  dueRecords: 'SELECT id, account, entries FROM records WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
  purgeEvents: `DELETE FROM events WHERE position IN
    (SELECT position FROM events WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)`,
  holdRecords: `UPDATE records SET expires_at = expires_at + ${HOLD_SHIFT_MS}
    WHERE account = ? AND grp = ? AND expires_at > ? AND expires_at < ${HOLD_SHIFT_MS}`,
  holdEvents: `UPDATE events SET expires_at = expires_at + ${HOLD_SHIFT_MS}
    WHERE account = ? AND grp = ? AND expires_at > ? AND expires_at < ${HOLD_SHIFT_MS}`,
  releaseRecords: `UPDATE records SET expires_at = expires_at - ${HOLD_SHIFT_MS}
    WHERE account = ? AND grp = ? AND expires_at >= ${HOLD_SHIFT_MS}`,
  releaseEvents: `UPDATE events SET expires_at = expires_at - ${HOLD_SHIFT_MS}
    WHERE account = ? AND grp = ? AND expires_at >= ${HOLD_SHIFT_MS}`,
  forget: `DELETE FROM events WHERE position IN (SELECT position FROM events
    WHERE account = ? AND grp = ? AND type IN (SELECT value FROM json_each(?)) LIMIT ${MAX_ITEMS})`,
  overdueRecords: `SELECT count(*) AS count, min(expires_at) AS oldest FROM
    (SELECT expires_at FROM records WHERE expires_at <= ? ORDER BY expires_at LIMIT ${MAX_PURGE})`,
  overdueEvents: `SELECT count(*) AS count, min(expires_at) AS oldest FROM
    (SELECT expires_at FROM events WHERE expires_at <= ? ORDER BY expires_at LIMIT ${MAX_PURGE})`,
} as const;

/** What only a connection to a file has: its transactions and its log. */
const connectionStatements = {
  begin: 'BEGIN',
  beginImmediate: 'BEGIN IMMEDIATE',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  checkpoint: 'PRAGMA wal_checkpoint(TRUNCATE)',
} as const;

/** What a value may be that a statement is given. */
export type SqlValue = string | number | Uint8Array;

/** A prepared statement; `node:sqlite` has the same. */
export interface SqlStatement {
  /** The first row. */
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  run(...values: SqlValue[]): {
    /** Rows that it inserted, updated or deleted. */
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
}

/** The prepared statements. */
export type Statements = Readonly<Record<keyof typeof statements, SqlStatement>>;

/** The prepared statements of a connection to a file. */
export type ConnectionStatements = Statements & Readonly<Record<keyof typeof connectionStatements, SqlStatement>>;

/** Prepares what every store needs. */
export function prepareStatements(prepare: (sql: string) => SqlStatement): Statements {
  return prepareAll(statements, prepare);
}

/** Prepares what a connection to a file needs. */
export function prepareConnectionStatements(prepare: (sql: string) => SqlStatement): ConnectionStatements {
  return prepareAll({ ...statements, ...connectionStatements }, prepare);
}

function prepareAll<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  prepare: (sql: string) => SqlStatement,
): Readonly<Record<Name, SqlStatement>> {
  const prepared = Object.entries<string>(texts).map(([name, sql]) => [name, prepare(sql)]);
  return Object.fromEntries(prepared) as Record<Name, SqlStatement>;
}

/** A row of `get`: what the key does not say. */
export interface KeptRow {
  readonly version: number;
  readonly expires_at: number;
  readonly entries: string;
  readonly body: Uint8Array;
}

/** A row of `listGroup` and `listIndex…`. */
export interface RecordRow extends KeptRow {
  readonly account: string;
  readonly grp: string;
  readonly collection: string;
  readonly name: string;
}

/** What a list by index adds to it. */
export interface ListedRow extends RecordRow {
  readonly place: number;
  readonly record: number;
}

/** A row of `find`. */
export interface FoundRow {
  readonly id: number;
  readonly version: number;
  readonly expires_at: number;
  readonly entries: string;
}

/** A row of `readAccount` and `readGroup`. */
export interface EventRow {
  readonly position: number;
  readonly grp: string;
  readonly type: string;
  readonly expires_at: number;
  readonly body: Uint8Array;
}

/** The row of `state`. */
export interface StateRow {
  readonly incarnation: string;
  readonly sequence: number;
}

/** A row of `overdueRecords` and `overdueEvents`. */
export interface OverdueRow {
  readonly count: number;
  readonly oldest: number | null;
}

/** A row of `dueRecords`. */
export interface DueRow {
  readonly id: number;
  readonly account: string;
  readonly entries: string;
}
