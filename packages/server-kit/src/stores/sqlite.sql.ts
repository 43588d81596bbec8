// The tables of a SQLite store and the settings of every connection to one. The file is the application's own, so the store
// makes them itself at first use; a change of them raises SCHEMA_VERSION.

/** Marks a file as ours ("Tell"). @see https://www.sqlite.org/pragma.html#pragma_application_id */
export const APPLICATION_ID = 0x54656c6c;

/** Version of the tables below, kept in `user_version`. */
export const SCHEMA_VERSION = 1;

/**
 * Settings of a connection. FULL: an acknowledged commit survives a power cut (security.md section 2). secure_delete:
 * deleted bytes are overwritten. journal_size_limit: a write-ahead log that once grew is cut again.
 */
export const connectionSql = `
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = OFF;
PRAGMA trusted_schema = OFF;
PRAGMA journal_size_limit = 16777216;
PRAGMA cache_size = -16384;
`;

/**
 * `state` is one row: the incarnation and the last number given out, for versions and positions alike.
 * `records.id` names a record for its index entries; `entries` repeats these as JSON, so that a change finds the old ones.
 */
export const tablesSql = `
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  incarnation TEXT NOT NULL,
  sequence INTEGER NOT NULL
) STRICT;
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  grp TEXT NOT NULL,
  collection TEXT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  entries TEXT NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (account, grp, collection, name)
) STRICT;
CREATE INDEX records_due ON records (expires_at);
CREATE TABLE entries (
  account TEXT NOT NULL,
  list TEXT NOT NULL,
  value TEXT NOT NULL,
  place INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (account, list, value, place, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  grp TEXT NOT NULL,
  type TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX events_of_account ON events (account, position);
CREATE INDEX events_of_group ON events (account, grp, position);
CREATE INDEX events_due ON events (expires_at);
`;

/** The tables of a file, and what marks it as ours. */
export const schemaSql = `${tablesSql}
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;
