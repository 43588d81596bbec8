// Brings a database to the schema of this release. For deployments; the store itself never calls it.
import { DEFAULT_SCHEMA, postgresMigrations } from './postgres.sql.ts';

/** What is called of a `Pool` or `Client` of `pg`: a row of statements without parameters, run as one transaction. */
export interface PostgresScriptClient {
  query(text: string): Promise<unknown>;
}

/** Any number, the same in every release: two migrations at once run one after the other. */
const MIGRATION_LOCK = 8387236824950087n;

/**
 * Makes or updates the tables and functions of a PostgreSQL store. What is there already stays; may be called again.
 *
 * @param client - with the right to make a schema, or to own the one that is there
 * @param schema - where the tables go; `tellsafe` by default
 * @throws the client's own error when the database refuses
 */
export async function migratePostgres(client: PostgresScriptClient, schema: string = DEFAULT_SCHEMA): Promise<void> {
  const steps = postgresMigrations(schema).map(({ sql }) => sql);
  // Statements sent together are one transaction: all of it, or nothing.
  await client.query([`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK});`, ...steps].join('\n'));
}
