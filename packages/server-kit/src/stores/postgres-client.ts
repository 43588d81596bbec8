// The client that is passed in, by what is called of it; and what its failures mean.
import { TellsafeError } from '@tellsafe/core';
import { WRONG_SETTING } from './postgres.sql.ts';

/** A statement with its parameters. The name lets the server keep the statement's plan. */
export interface PostgresQuery {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** What is called of a `Pool` or `Client` of `pg`, or of another driver with the same `query`. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<{ readonly rows: readonly unknown[] }>;
}

/** How often a statement runs that the server undid by itself. */
const ATTEMPTS = 4;

/** SQLSTATE of a transaction that was rolled back because of others: serialization_failure, deadlock_detected. */
const undone = new Set(['40001', '40P01']);

/** SQLSTATE that a missing schema gives: undefined_table, undefined_function, invalid_schema_name, undefined_column. */
const missing = new Set(['42P01', '42883', '3F000', '42703']);

const INSUFFICIENT_PRIVILEGE = '42501';

/** Advice for each setting that breaks a promise. */
export const settingHints = {
  synchronous_commit: 'synchronous_commit is off: acknowledged commits could be lost. Set it to on for this role.',
  transaction_isolation: 'default_transaction_isolation must be "read committed" for this role.',
} as const;

/**
 * Runs a statement, again if the server undid it.
 *
 * @throws TellsafeError `option_invalid` when the schema or the settings are not as needed, `store_unavailable` otherwise
 */
export async function runQuery(client: PostgresClient, query: PostgresQuery): Promise<readonly unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await client.query(query)).rows;
    } catch (error) {
      if (attempt < ATTEMPTS && undone.has(codeOf(error))) continue;
      throw failureOf(error);
    }
  }
}

/** Wrong set-up of the database, said to the person who configures it. */
export function unusable(hint: string, cause?: Error): TellsafeError {
  return new TellsafeError('option_invalid', { key: 'client', hint }, cause === undefined ? {} : { cause });
}

function failureOf(error: unknown): TellsafeError {
  const code = codeOf(error);
  const cause = withoutData(error, code);
  if (missing.has(code)) {
    return unusable('The schema is missing or incomplete: run "tellsafe migrate --postgres".', cause);
  }
  if (code === INSUFFICIENT_PRIVILEGE) {
    return unusable('This role may not use the schema: grant it usage, and all data rights on its tables.', cause);
  }
  if (code === WRONG_SETTING && error instanceof Error && error.message in settingHints) {
    return unusable(settingHints[error.message as keyof typeof settingHints], cause);
  }
  return new TellsafeError('store_unavailable', undefined, { cause });
}

/** The SQLSTATE, or the code of a network failure; `''` when there is none. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? `${error.code}` : '';
}

/** **Security:** messages and details of the server repeat keys and parameters, so only the code goes on. */
function withoutData(error: unknown, code: string): Error {
  const name = error instanceof Error ? error.constructor.name : 'Error';
  return new Error(`${name} ${/^[A-Z0-9_]{1,40}$/.test(code) ? code : 'without a code'}`);
}
