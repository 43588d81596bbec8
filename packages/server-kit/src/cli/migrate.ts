// `tellsafe migrate --postgres`: makes or updates the tables of a PostgreSQL store. Never shows the address of the database,
// which holds a password.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isTellsafeError } from '@tellsafe/core';
import { DEFAULT_SCHEMA, postgresScript } from '../stores/postgres.sql.ts';
import { migratePostgres } from '../stores/postgres-migrate.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe migrate --postgres [options]

Makes the tables of a PostgreSQL store, or updates them. What is there already stays; run it again at any time.

      --url <url>       The database (default: the environment's DATABASE_URL)
      --schema <name>   Where the tables go (default: ${DEFAULT_SCHEMA})
      --print           Only show the SQL; needs no database
  -h, --help            Show this help

The package "pg" must be installed in this folder: npm install pg
`;

/** What the command uses of `pg`. */
interface ScriptClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
}

interface Wanted {
  readonly isHelp: boolean;
  readonly isPrint: boolean;
  readonly url: string | undefined;
  readonly schema: string;
}

/** Runs `tellsafe migrate`. */
export async function runMigrate(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  const wanted = parse(args);
  if (!wanted) {
    output.error(`These arguments are not right.\n\n${help}`);
    return 2;
  }
  if (wanted.isHelp) {
    output.write(help);
    return 0;
  }
  try {
    const script = postgresScript(wanted.schema);
    if (!wanted.isPrint) return await migrate(wanted, output);
    output.write(script);
    return 0;
  } catch (error) {
    if (!isTellsafeError(error, 'option_invalid')) throw error;
    output.error(`${error.message}\n`);
    return 2;
  }
}

async function migrate({ url, schema }: Wanted, output: CliOutput): Promise<ExitCode> {
  if (!url) {
    output.error('Which database? Give --url, or set DATABASE_URL.\n');
    return 2;
  }
  const client = openClient(url);
  if (!client) {
    output.error('The package "pg" is not installed here. Run: npm install pg\n');
    return 1;
  }
  try {
    await client.connect();
    await migratePostgres(client, schema);
  } catch (error) {
    output.error(`The database refused: ${reasonOf(error)}\n`);
    return 1;
  } finally {
    await client.end().catch(() => {});
  }
  output.write(`The schema ${schema} is ready.\n`);
  return 0;
}

/** The `pg` of the folder that the command runs in, else the one beside this package. */
function openClient(url: string): ScriptClient | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    try {
      const { Client } = createRequire(from)('pg') as { Client: new (config: object) => ScriptClient };
      return new Client({ connectionString: url });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')) throw error;
    }
  }
  return undefined;
}

/** The server's own sentence, which speaks of schemas and roles; of a failed connection only the code, not the address. */
function reasonOf(error: unknown): string {
  const { code = 'unknown', message = '' } = error as { code?: string; message?: string };
  return /^[0-9A-Z]{5}$/.test(code) ? `${message} (${code})` : code;
}

function parse(args: readonly string[]): Wanted | undefined {
  try {
    const options = {
      postgres: { type: 'boolean' },
      url: { type: 'string' },
      schema: { type: 'string' },
      print: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    if (!values.postgres && !values.help) return undefined;
    return {
      isHelp: values.help ?? false,
      isPrint: values.print ?? false,
      url: values.url ?? process.env.DATABASE_URL,
      schema: values.schema ?? DEFAULT_SCHEMA,
    };
  } catch {
    return undefined;
  }
}
