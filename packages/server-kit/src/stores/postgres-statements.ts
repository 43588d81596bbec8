// Every SQL statement of the PostgreSQL store, by its schema; and the rows they give.
import { HOLD_SHIFT_MS, MAX_ITEMS, MAX_PURGE } from './limits.ts';
import { checkSchema, NUMBERS_PER_TRANSACTION } from './postgres.sql.ts';

/** A statement without its parameters. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const recordColumns = 'r.collection, r.name, r.version, r.expires_at, r.entries, r.body';

/** True on a primary, an error on a replica, whose answers may be old. */
const onPrimary = "pg_current_wal_insert_lsn() > '0/0'";

function listIndexSql(schema: string, direction: 'ASC' | 'DESC'): string {
  const beyond = direction === 'ASC' ? '>' : '<';
  return `SELECT ${recordColumns}, r.grp, r.long_group, r.long_collection, e.place, e.tie
    FROM ${schema}.entries e JOIN ${schema}.records r
      ON r.account = e.account AND r.grp = e.grp AND r.collection = e.collection AND r.name = e.name
    WHERE e.account = $1 AND e.list = $2 AND e.value = $3 AND e.place BETWEEN $4 AND $5
      AND (e.place, e.tie) ${beyond} ($6, $7) AND r.expires_at > $8 AND ${onPrimary}
    ORDER BY e.place ${direction}, e.tie ${direction} LIMIT $9`;
}

/**
 * The number from which on a feed must not be read yet: a transaction that still runs may add events from there on.
 * Below the snapshot's oldest running transaction every transaction has ended.
 *
 * @see https://www.postgresql.org/docs/current/functions-info.html pg_snapshot_xmin
 */
const horizon = (schema: string) =>
  `(SELECT base FROM ${schema}.state) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint * ${NUMBERS_PER_TRANSACTION}`;

function readSql(schema: string, ofGroup: string): string {
  return `SELECT e.grp, e.long_group, e.position, e.expires_at, e.type, e.body, ${horizon(schema)} AS horizon
    FROM ${schema}.events e
    WHERE e.account = $1 AND e.position > $2 AND e.expires_at > $3 ${ofGroup} AND ${onPrimary}
    ORDER BY e.position LIMIT $4`;
}

/**
 * A purge: bounded, the longest due first, records before events. What another purge or commit holds at this moment is left
 * to it.
 */
const purgeSql = (schema: string) => `WITH
  due AS MATERIALIZED (SELECT account, grp, collection, name FROM ${schema}.records
    WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED),
  due_events AS MATERIALIZED (SELECT account, grp, position FROM ${schema}.events
    WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 - (SELECT count(*) FROM due) FOR UPDATE SKIP LOCKED),
  gone AS (DELETE FROM ${schema}.records r USING due d
    WHERE r.account = d.account AND r.grp = d.grp AND r.collection = d.collection AND r.name = d.name RETURNING 1),
  gone_entries AS (DELETE FROM ${schema}.entries e USING due d
    WHERE e.account = d.account AND e.grp = d.grp AND e.collection = d.collection AND e.name = d.name),
  gone_events AS (DELETE FROM ${schema}.events e USING due_events d
    WHERE e.account = d.account AND e.grp = d.grp AND e.position = d.position RETURNING 1)
  SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM gone_events) AS count`;

/** Moves the expiry of what a group holds and lives, or back. */
function holdSql(schema: string, shift: string, concerned: string): string {
  const update = (table: string) => `UPDATE ${schema}.${table} SET expires_at = expires_at ${shift}
    WHERE account = $1 AND grp = $2 AND ${concerned} RETURNING 1`;
  return `WITH held AS (${update('records')}), held_events AS (${update('events')})
    SELECT (SELECT count(*) FROM held) + (SELECT count(*) FROM held_events) AS count`;
}

const overdueSql = (schema: string) => `SELECT coalesce(sum(count), 0) AS count, min(oldest) AS oldest FROM (
  ${['records', 'events']
    .map(
      (table) => `SELECT count(*) AS count, min(expires_at) AS oldest FROM
    (SELECT expires_at FROM ${schema}.${table} WHERE expires_at <= $1 ORDER BY expires_at LIMIT ${MAX_PURGE}) AS due`,
    )
    .join(' UNION ALL ')}) AS all_due WHERE ${onPrimary}`;

function texts(schema: string) {
  return {
    check: `SELECT schema_version, pg_is_in_recovery() AS is_replica, current_setting('server_encoding') AS encoding,
      current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
      current_setting('full_page_writes') AS full_page_writes,
      current_setting('transaction_isolation') AS transaction_isolation FROM ${schema}.state`,
    getOne: `SELECT 1 AS at, ${recordColumns} FROM ${schema}.records r
      WHERE r.account = $1 AND r.grp = $2 AND r.collection = $3 AND r.name = $4 AND r.expires_at > $5 AND ${onPrimary}`,
    getMany: `SELECT k.at, ${recordColumns}
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS k(account, grp, collection, name, at)
      CROSS JOIN LATERAL (SELECT * FROM ${schema}.records r WHERE r.account = k.account AND r.grp = k.grp
        AND r.collection = k.collection AND r.name = k.name AND r.expires_at > $5 LIMIT 1) AS r
      WHERE ${onPrimary}`,
    commit: `SELECT ${schema}.commit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS done`,
    listGroup: `SELECT ${recordColumns} FROM ${schema}.records r
      WHERE r.account = $1 AND r.grp = $2 AND r.collection = $3 AND r.name > $4 AND r.expires_at > $5 AND ${onPrimary}
      ORDER BY r.name LIMIT $6`,
    listIndexUp: listIndexSql(schema, 'ASC'),
    listIndexDown: listIndexSql(schema, 'DESC'),
    readAccount: readSql(schema, ''),
    readGroup: readSql(schema, 'AND e.grp = $5'),
    latest: `SELECT last, ${horizon(schema)} AS horizon FROM
      (SELECT max(e.position) AS last FROM ${schema}.events e WHERE e.account = $1 AND ${onPrimary}) AS feed`,
    purge: purgeSql(schema),
    hold: holdSql(schema, `+ ${HOLD_SHIFT_MS}`, `expires_at > $3 AND expires_at < ${HOLD_SHIFT_MS}`),
    release: holdSql(schema, `- ${HOLD_SHIFT_MS}`, `expires_at >= ${HOLD_SHIFT_MS}`),
    forget: `WITH gone AS (DELETE FROM ${schema}.events e USING
      (SELECT position FROM ${schema}.events WHERE account = $1 AND grp = $2 AND type = ANY ($3::text[])
        ORDER BY position LIMIT ${MAX_ITEMS}) AS forgotten
      WHERE e.account = $1 AND e.grp = $2 AND e.position = forgotten.position RETURNING 1)
      SELECT count(*) AS count FROM gone`,
    overdue: overdueSql(schema),
    incarnation: `SELECT incarnation FROM ${schema}.fence()`,
  } as const;
}

/** The statements of a store. */
export type PostgresStatements = Readonly<Record<keyof ReturnType<typeof texts>, Statement>>;

/**
 * Names and texts of all statements. A connection keeps them by name, so the name says the schema.
 *
 * @throws TellsafeError `option_invalid` for a wrong schema
 */
export function statementsOf(schema: string): PostgresStatements {
  const named = Object.entries(texts(`"${checkSchema(schema)}"`)).map(([verb, text]) => {
    return [verb, { name: `${verb} ${schema}`, text }] as const;
  });
  return Object.fromEntries(named) as PostgresStatements;
}

/** The row of `check`. */
export interface CheckRow {
  readonly schema_version: number;
  readonly is_replica: boolean;
  readonly encoding: string;
  readonly synchronous_commit: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly transaction_isolation: string;
}

/** What a driver gives for `bigint`: text by default, or what the program made it give. */
export type BigNumber = string | number | bigint;

/** The row of `overdue`. */
export interface OverdueRow {
  readonly count: BigNumber;
  readonly oldest: BigNumber | null;
}

/** A row of `get…` and `listGroup`. */
export interface RecordRow {
  readonly at?: BigNumber;
  readonly collection: string;
  readonly name: string;
  readonly version: BigNumber;
  readonly expires_at: BigNumber;
  readonly entries: string;
  readonly body: Uint8Array;
}

/** A row of `listIndex…`. */
export interface ListedRow extends RecordRow {
  readonly grp: string;
  readonly long_group: string | null;
  readonly long_collection: string | null;
  readonly place: BigNumber;
  readonly tie: BigNumber;
}

/** A row of `readAccount` and `readGroup`. */
export interface EventRow {
  readonly grp: string;
  readonly long_group: string | null;
  readonly position: BigNumber;
  readonly expires_at: BigNumber;
  readonly type: string;
  readonly body: Uint8Array;
  readonly horizon: BigNumber;
}

/** The row of `latest`. */
export interface LatestRow {
  readonly last: BigNumber | null;
  readonly horizon: BigNumber;
}
