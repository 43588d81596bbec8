// What the commands about key files have in common: wrong arguments, help, files that cannot be used.
import { isTellsafeError } from '@tellsafe/core';
import type { CliOutput, ExitCode } from './types.ts';

/** Where a key file is when nothing else is said. */
export const DEFAULT_PATH = 'tellsafe.keys';

/** Thrown by a command: the arguments are wrong; the text says which and how. Never repeats what was typed. */
export class WrongArguments extends Error {
  override readonly name = 'WrongArguments';
}

/** Thrown by a command that will not do what it was told; the text says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A command about a key file. */
export interface KeyCommand {
  readonly help: string;
  /**
   * Does it.
   *
   * @returns what to tell; `help` when that was asked for
   * @throws WrongArguments, Refused, or TellsafeError `key_file_invalid`
   */
  run(args: readonly string[]): string | { readonly help: true };
}

/** Runs a command. */
export function runKeyCommand({ help, run }: KeyCommand, args: readonly string[], output: CliOutput): ExitCode {
  try {
    const told = run(args);
    output.write(typeof told === 'string' ? told : help);
    return 0;
  } catch (error) {
    return failedKeyCommand(help, error, output);
  }
}

/**
 * Tells why a command failed.
 *
 * @throws what it does not know: a fault of the program
 */
export function failedKeyCommand(help: string, error: unknown, output: CliOutput): ExitCode {
  if (error instanceof WrongArguments || isParseError(error)) {
    const reason = error instanceof WrongArguments ? error.message : 'These arguments are not right.';
    output.error(`${reason}\n\n${help}`);
    return 2;
  }
  if (!(error instanceof Refused) && !isTellsafeError(error, 'key_file_invalid')) throw error;
  output.error(`${error.message}\n`);
  return 1;
}

/**
 * The one path of a command, or its default.
 *
 * @throws WrongArguments when there are several, or an empty one
 */
export function onePath(positionals: readonly string[]): string {
  const [path = DEFAULT_PATH, ...more] = positionals;
  if (more.length > 0) throw new WrongArguments('Only one path can be given.');
  if (path === '') throw new WrongArguments('The path is empty.');
  return path;
}

/** An instant as people read it. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Errors of `parseArgs`, whose messages repeat what was typed. */
function isParseError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
