// What a deployment does before its processes start: tables in both databases, and a key file for each half. May be done again.
// As a program (compose.yaml) it takes its settings from the environment.
import { existsSync, mkdirSync } from 'node:fs';
import { createKeyFile } from '@tellsafe/server-kit/keys/file';
import { migratePostgres, type PostgresScriptClient } from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';
import { keyFileIn } from './setting.ts';

/** Where it is prepared. */
export interface Places {
  readonly recordsUrl: string;
  readonly sealedUrl: string;
  readonly keysDir: string;
  /** The desk never gets to see it. */
  readonly vaultKeysDir: string;
}

/** Makes tables and keys that are not there. */
export async function prepare({ recordsUrl, sealedUrl, keysDir, vaultKeysDir }: Places): Promise<void> {
  for (const url of [recordsUrl, sealedUrl]) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await migratePostgres(client as PostgresScriptClient).finally(() => client.end());
  }
  for (const folder of [keysDir, vaultKeysDir]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!existsSync(keyFileIn(folder))) createKeyFile(keyFileIn(folder));
  }
}

if (import.meta.main) {
  const {
    RECORDS_URL: recordsUrl,
    SEALED_URL: sealedUrl,
    KEYS_DIR: keysDir,
    VAULT_KEYS_DIR: vaultKeysDir,
  } = process.env;
  if (!recordsUrl || !sealedUrl || !keysDir || !vaultKeysDir) {
    console.error('RECORDS_URL, SEALED_URL, KEYS_DIR and VAULT_KEYS_DIR must be set.');
    process.exit(1);
  }
  await prepare({ recordsUrl, sealedUrl, keysDir, vaultKeysDir });
}
