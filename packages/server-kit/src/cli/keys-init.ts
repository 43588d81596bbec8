// `tellsafe keys init`: makes a key file. Never shows a key.
import { parseArgs } from 'node:util';
import { isTellsafeError } from '@tellsafe/core';
import { createKeyFile } from '../keys/file.ts';
import type { CliOutput, ExitCode } from './types.ts';

const DEFAULT_PATH = 'tellsafe.keys';

const help = `Usage: tellsafe keys init [path]

Makes a key file that only you can read (mode 0600). An existing file is left as it is.

  path          Where to put it (default: ${DEFAULT_PATH})
  -h, --help    Show this help

The file holds the pepper of the one-time keys and the key that wraps data keys. Keep a copy of it apart from
the database: without it no stored answer can be opened, and with it and the database the outer layer can be.
`;

/** Runs `tellsafe keys init`. */
export function runKeysInit(args: readonly string[], output: CliOutput): ExitCode {
  const parsed = parse(args);
  if (!parsed) {
    output.error(`These arguments are not right.\n\n${help}`);
    return 2;
  }
  if (parsed.help) {
    output.write(help);
    return 0;
  }
  try {
    createKeyFile(parsed.path);
  } catch (error) {
    if (!isTellsafeError(error, 'key_file_invalid')) throw error;
    output.error(`${error.message}\n`);
    return 1;
  }
  output.write(`Made ${parsed.path}. Keep a copy of it in a safe place, apart from the database.\n`);
  return 0;
}

function parse(args: readonly string[]): { path: string; help: boolean } | undefined {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [path = DEFAULT_PATH, ...more] = positionals;
    return more.length > 0 || path === '' ? undefined : { path, help: values.help ?? false };
  } catch {
    return undefined;
  }
}
