// The client of `pg` that commands use, when it is installed, and what they tell of its failures.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PostgresQuery } from '../stores/postgres-client.ts';

/** What commands use of `pg`. */
export interface CommandClient {
  connect(): Promise<unknown>;
  query(query: string | PostgresQuery): Promise<{ readonly rows: readonly unknown[] }>;
  end(): Promise<void>;
}

/** What to say where `pg` is missing. */
export const PG_MISSING = 'The package "pg" is not installed here. Run: npm install pg\n';

/** The `pg` of the folder that the command runs in, else the one beside this package; not connected yet. */
export function openClient(url: string): CommandClient | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      const { Client } = createRequire(from)('pg') as { Client: new (config: object) => CommandClient };
      return new Client({ connectionString: url });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}

/** The server's own sentence, which speaks of schemas and roles; of a failed connection only the code, not the address. */
export function reasonOf(error: unknown): string {
  const { code = 'unknown', message = '' } = error as { code?: string; message?: string };
  return /^[0-9A-Z]{5}$/.test(code) ? `${message} (${code})` : code;
}
