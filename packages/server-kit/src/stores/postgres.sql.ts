// The tables and functions of a PostgreSQL store as migrations, oldest first. The store never runs them: `tellsafe migrate
// --postgres` or the operator does. A released migration is never edited; a change is a new one.
import { TellsafeError } from '@tellsafe/core';

/** One step of the schema. Its SQL may be run again and then changes nothing. */
export interface PostgresMigration {
  /** Version of the schema after this step. */
  readonly version: number;
  /** Statements without parameters, to be run in one transaction. */
  readonly sql: string;
}

/** Version of the schema that this release needs. */
export const SCHEMA_VERSION = 1;

/** Name of the schema unless said otherwise. */
export const DEFAULT_SCHEMA = 'tellsafe';

/** Numbers per transaction: versions and positions are `base + transaction id × 1024 + place in the commit`. */
export const NUMBERS_PER_TRANSACTION = 1024;

/** What a renewal skips, so that no number given out by lost transactions comes again; about four million transactions. */
const RENEWAL_SKIP = 2 ** 32;

/** SQLSTATE that `commit` raises when the session's settings break a promise of the store; its message says which. */
export const WRONG_SETTING = 'TS001';

/** Statements are named after the schema, and such a name holds at most 63 bytes. */
const schemaPattern = /^[a-z_][a-z0-9_]{0,39}$/;

/**
 * Checks the name of a schema.
 *
 * @throws TellsafeError `option_invalid` when it is not 1 to 40 lower-case letters, digits and `_`
 */
export function checkSchema(schema: string): string {
  if (typeof schema === 'string' && schemaPattern.test(schema) && !schema.startsWith('pg_')) return schema;
  const hint = 'A schema is 1 to 40 of a–z, 0–9 and _, does not begin with a digit or with pg_.';
  throw new TellsafeError('option_invalid', { key: 'schema', value: `${schema}`, hint });
}

/**
 * The migrations of a PostgreSQL store.
 *
 * @param schema - where its tables are
 * @throws TellsafeError `option_invalid` for a wrong name
 */
export function postgresMigrations(schema: string = DEFAULT_SCHEMA): readonly PostgresMigration[] {
  const name = `"${checkSchema(schema)}"`;
  return [{ version: 1, sql: `${tables(name)}${numbering(name)}${commitFunction(name)}${finish(name, 1)}` }];
}

/**
 * All migrations as one script, for `psql` and for people who change their databases by hand.
 *
 * @param schema - where the tables are
 * @throws TellsafeError `option_invalid` for a wrong name
 */
export function postgresScript(schema: string = DEFAULT_SCHEMA): string {
  const steps = postgresMigrations(schema).map(({ version, sql }) => `-- Version ${version}\n${sql}`);
  return `BEGIN;\n${steps.join('\n')}\nCOMMIT;\n`;
}

/**
 * `state` is one row: `origin` is the server and timeline that `incarnation` and `base` belong to.
 * Names compare by bytes (`"C"`). `records.entries` repeats the index entries as JSON, so that a change finds the old ones;
 * the `long_…` columns hold a name whose key is its digest (postgres-names.ts).
 */
function tables(schema: string): string {
  return `
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.state (
  one boolean PRIMARY KEY CHECK (one),
  schema_version integer NOT NULL,
  origin text NOT NULL,
  incarnation text NOT NULL,
  base bigint NOT NULL
);
CREATE TABLE IF NOT EXISTS ${schema}.records (
  account text COLLATE "C" NOT NULL,
  grp text COLLATE "C" NOT NULL,
  collection text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  tie bigint NOT NULL,
  expires_at bigint NOT NULL,
  long_group text COLLATE "C",
  long_collection text COLLATE "C",
  entries text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (account, grp, collection, name)
) WITH (fillfactor = 80);
CREATE INDEX IF NOT EXISTS records_due ON ${schema}.records (expires_at);
CREATE TABLE IF NOT EXISTS ${schema}.entries (
  account text COLLATE "C" NOT NULL,
  grp text COLLATE "C" NOT NULL,
  collection text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  list text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  tie bigint NOT NULL,
  PRIMARY KEY (account, grp, collection, name, list, value)
);
CREATE INDEX IF NOT EXISTS entries_listed ON ${schema}.entries (account, list, value, place, tie);
CREATE TABLE IF NOT EXISTS ${schema}.events (
  account text COLLATE "C" NOT NULL,
  grp text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  expires_at bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  long_group text COLLATE "C",
  body bytea NOT NULL,
  PRIMARY KEY (account, grp, position)
);
CREATE INDEX IF NOT EXISTS events_of_account ON ${schema}.events (account, position);
CREATE INDEX IF NOT EXISTS events_due ON ${schema}.events (expires_at);
`;
}

/**
 * `origin()` names the server's data and its timeline, which changes when a replica is promoted or a backup is restored.
 * `fence()` gives the state of this origin; on a new one it renews first. `renew()` makes a new incarnation and moves all
 * numbers beyond those that lost transactions may have given out; an operator calls it after putting a dump back into the
 * same server.
 */
function numbering(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.origin() RETURNS text LANGUAGE sql VOLATILE
  SET search_path = pg_catalog, pg_temp AS $body$
  SELECT (SELECT system_identifier FROM pg_control_system())::text || '-' ||
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
$body$;
CREATE OR REPLACE FUNCTION ${schema}.renew() RETURNS text LANGUAGE plpgsql VOLATILE
  SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  here CONSTANT text := ${schema}.origin();
  highest bigint;
  renewed text;
BEGIN
  PERFORM FROM ${schema}.state FOR UPDATE;
  SELECT base INTO STRICT highest FROM ${schema}.state;
  IF split_part((SELECT origin FROM ${schema}.state), '-', 1) <> split_part(here, '-', 1) THEN
    -- Another server counts its transactions anew: go on above what is stored.
    highest := greatest(highest,
      (SELECT max(position) FROM ${schema}.events), (SELECT max(version) FROM ${schema}.records));
  END IF;
  UPDATE ${schema}.state
    SET origin = here, incarnation = here || '-' || gen_random_uuid(), base = highest + ${RENEWAL_SKIP}
    RETURNING incarnation INTO renewed;
  RETURN renewed;
END
$body$;
CREATE OR REPLACE FUNCTION ${schema}.fence() RETURNS ${schema}.state LANGUAGE plpgsql VOLATILE
  SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  here CONSTANT text := ${schema}.origin();
  found ${schema}.state%ROWTYPE;
BEGIN
  SELECT * INTO STRICT found FROM ${schema}.state;
  IF found.origin <> here THEN
    PERFORM FROM ${schema}.state FOR UPDATE;
    SELECT * INTO STRICT found FROM ${schema}.state;
    IF found.origin <> here THEN
      PERFORM ${schema}.renew();
      SELECT * INTO STRICT found FROM ${schema}.state;
    END IF;
  END IF;
  RETURN found;
END
$body$;
`;
}

/**
 * `commit` applies one commit: in one call, so that it is one round trip, and in steps, so that each step sees what was
 * committed while it waited for the group's lock. Lists come as JSON, their bodies as one run of bytes. Its plans live as long as
 * a connection: one that was made while a table was small must not scan it when it has grown.
 */
function commitFunction(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.commit(
  in_account text, in_group text, in_now bigint, in_fence text, in_long_group text,
  in_expect json, in_remove json, in_put json, in_entries json, in_append json, in_bodies bytea
) RETURNS boolean LANGUAGE plpgsql VOLATILE
  SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
DECLARE
  state ${schema}.state%ROWTYPE;
  unchanged bigint[];
  number bigint;
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    RAISE EXCEPTION USING ERRCODE = '${WRONG_SETTING}', MESSAGE = 'synchronous_commit';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION USING ERRCODE = '${WRONG_SETTING}', MESSAGE = 'transaction_isolation';
  END IF;
  -- One commit of a group at a time. Two groups with the same hash only wait for each other.
  PERFORM pg_advisory_xact_lock(
    hashtextextended(in_account || chr(1) || in_group, 8387236824950088));
  SELECT * INTO STRICT state FROM ${schema}.fence();
  IF in_fence <> state.incarnation THEN RETURN false; END IF;
  IF EXISTS (
    SELECT FROM json_to_recordset(in_expect) AS wanted(c text, n text, v bigint)
    LEFT JOIN ${schema}.records r ON r.account = in_account AND r.grp = in_group
      AND r.collection = wanted.c AND r.name = wanted.n AND r.expires_at > in_now
    WHERE coalesce(r.version, 0) <> wanted.v
  ) THEN RETURN false; END IF;

  IF in_remove IS NOT NULL THEN
    DELETE FROM ${schema}.records r USING json_to_recordset(in_remove) AS gone(c text, n text)
      WHERE r.account = in_account AND r.grp = in_group AND r.collection = gone.c AND r.name = gone.n;
    DELETE FROM ${schema}.entries e USING json_to_recordset(in_remove) AS gone(c text, n text)
      WHERE e.account = in_account AND e.grp = in_group AND e.collection = gone.c AND e.name = gone.n;
  END IF;

  IF in_put IS NOT NULL OR in_append IS NOT NULL THEN
    number := state.base + pg_current_xact_id()::text::bigint * ${NUMBERS_PER_TRANSACTION};
  END IF;

  IF in_put IS NOT NULL THEN
    -- Records whose index entries stay as they are; locked, so that a purge does not take them away meanwhile.
    unchanged := ARRAY(
      SELECT new.at FROM json_to_recordset(in_put) AS new(at bigint, c text, n text, i text)
      JOIN ${schema}.records r ON r.account = in_account AND r.grp = in_group
        AND r.collection = new.c AND r.name = new.n AND r.entries = new.i
      FOR UPDATE OF r);
    INSERT INTO ${schema}.records AS r
      (account, grp, collection, name, version, tie, expires_at, long_group, long_collection, entries, body)
      SELECT in_account, in_group, new.c, new.n, number + new.at, number + new.at, new.x, in_long_group, new.lc, new.i,
        substr(in_bodies, new.b, new.l)
      FROM json_to_recordset(in_put)
        AS new(at bigint, c text, n text, lc text, x bigint, i text, b integer, l integer)
      ON CONFLICT (account, grp, collection, name) DO UPDATE SET version = excluded.version,
        expires_at = excluded.expires_at, entries = excluded.entries, body = excluded.body;
    IF cardinality(unchanged) < json_array_length(in_put) THEN
      DELETE FROM ${schema}.entries e USING json_to_recordset(in_put) AS new(at bigint, c text, n text)
        WHERE e.account = in_account AND e.grp = in_group AND e.collection = new.c AND e.name = new.n
        AND new.at <> ALL (unchanged);
      INSERT INTO ${schema}.entries (account, grp, collection, name, list, value, place, tie)
        SELECT in_account, in_group, r.collection, r.name, entry.list, entry.value, entry.place, r.tie
        FROM json_to_recordset(in_entries)
          AS entry(at bigint, c text, n text, list text, value text, place bigint)
        JOIN ${schema}.records r ON r.account = in_account AND r.grp = in_group
          AND r.collection = entry.c AND r.name = entry.n
        WHERE entry.at <> ALL (unchanged);
    END IF;
  END IF;

  IF in_append IS NOT NULL THEN
    INSERT INTO ${schema}.events (account, grp, position, expires_at, type, long_group, body)
      SELECT in_account, in_group, number + new.at, new.x, new.t, in_long_group, substr(in_bodies, new.b, new.l)
      FROM json_to_recordset(in_append) AS new(at bigint, x bigint, t text, b integer, l integer);
  END IF;
  RETURN true;
END
$body$;
`;
}

function finish(schema: string, version: number): string {
  return `
INSERT INTO ${schema}.state (one, schema_version, origin, incarnation, base)
  SELECT true, ${version}, origin, origin || '-' || gen_random_uuid(), 0 FROM ${schema}.origin() AS origin
  ON CONFLICT (one) DO UPDATE SET schema_version = greatest(${schema}.state.schema_version, ${version});
`;
}
