// Looks once whether a database is fit to be a store, and says in words why not.

import { SCHEMA_VERSION } from './postgres.sql.ts';
import { type PostgresClient, runQuery, settingHints, unusable } from './postgres-client.ts';
import type { CheckRow, Statement } from './postgres-statements.ts';

/** Something that works but should be changed: after a power cut the server may have lost acknowledged commits. */
export type PostgresWarning = 'fsync_off' | 'full_page_writes_off';

/** @throws TellsafeError `option_invalid` with the reason as hint, `store_unavailable` when the database does not answer */
export async function checkDatabase(
  client: PostgresClient,
  { name, text }: Statement,
  onWarning: (warning: PostgresWarning) => void,
): Promise<void> {
  const [row] = (await runQuery(client, { name, text, values: [] })) as readonly CheckRow[];
  if (!row) throw unusable('The schema has no state: run "tellsafe migrate --postgres".');
  const reason = reasonAgainst(row);
  if (reason !== undefined) throw unusable(reason);
  if (row.fsync === 'off') onWarning('fsync_off');
  if (row.full_page_writes === 'off') onWarning('full_page_writes_off');
}

function reasonAgainst(row: CheckRow): string | undefined {
  const version = Number(row.schema_version);
  if (version < SCHEMA_VERSION) return `The schema is of version ${version}: run "tellsafe migrate --postgres".`;
  if (version > SCHEMA_VERSION) return `The schema is of version ${version}, made by a later release: update this one.`;
  if (row.is_replica) return 'The server is a replica; the store needs the primary.';
  if (row.encoding !== 'UTF8') return `The database has the encoding ${row.encoding}; UTF8 is needed.`;
  if (row.synchronous_commit === 'off') return settingHints.synchronous_commit;
  if (row.transaction_isolation !== 'read committed') return settingHints.transaction_isolation;
  return undefined;
}
