// `tellsafe migrate --postgres`: makes or updates the tables of a PostgreSQL store. Never shows the address of the database,
// which holds a password.
import { parseArgs } from 'node:util';
import { isTellsafeError } from '@tellsafe/core';
import { DEFAULT_SCHEMA, postgresScript } from '../stores/postgres.sql.ts';
import { migratePostgres } from '../stores/postgres-migrate.ts';
import { openClient, PG_MISSING, reasonOf } from './postgres-client.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe migrate --postgres [options]

Makes the tables of a PostgreSQL store, or updates them. What is there already stays; run it again at any time.

      --url <url>       The database (default: the environment's DATABASE_URL)
      --schema <name>   Where the tables go (default: ${DEFAULT_SCHEMA})
      --print           Only show the SQL; needs no database
  -h, --help            Show this help

The package "pg" must be installed in this folder: npm install pg
`;

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
    output.error(PG_MISSING);
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
