// The words of the command.
import { parseArgs } from 'node:util';

/** What the command was told. */
export interface Flags {
  /** Processes of each half, 1 to 16. */
  readonly processes: number;
  /** The desk's port, 0 to 65535. */
  readonly port: number;
  /** The vault's port, 0 to 65535. */
  readonly formPort: number;
}

export const usage = `Usage: npm start -w examples/cluster -- [--processes <n>] [--port <n>] [--form-port <n>]

  --processes  desks, and as many vaults, 1 to 16; default 2
  --port       where the desks are reached, 0 to 65535 (0 takes a free one); default 4700
  --form-port  where the vaults are reached, 0 to 65535; default 4701

Databases are those of RECORDS_URL, SEALED_URL (PostgreSQL) and REDIS_URL; with none of the three, servers of this machine that are gone at the
end. DATA_DIR keeps the keys; databases that stay need it.`;

/** Reads them. @throws Error that names the flag, its value and its range */
export function flagsFrom(words: readonly string[]): Flags {
  const string = { type: 'string' } as const;
  const options = { processes: string, port: string, 'form-port': string };
  const { values } = parseArgs({ args: [...words], options });
  const number = (name: keyof typeof options, fallback: number, min: number, max: number): number => {
    const text = values[name];
    if (text === undefined) return fallback;
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new Error(`--${name} is "${text}", but must be a whole number from ${min} to ${max}.`);
  };
  return {
    processes: number('processes', 2, 1, 16),
    port: number('port', 4700, 0, 65_535),
    formPort: number('form-port', 4701, 0, 65_535),
  };
}
