// What every command is given and gives back.

/** 0 done, 1 failed, 2 wrong arguments, 3 what was checked is not as it must be. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a command writes: results to `write`, everything else to `error`. */
export interface CliOutput {
  write(text: string): void;
  error(text: string): void;
  /** Asks whoever sits at the terminal; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** Whether `error` is read on a terminal, so that progress may be shown there. */
  readonly isTerminal?: boolean;
}

/** Runs a command; `version` is that of this package. */
export type Command = (args: readonly string[], output: CliOutput, version: string) => ExitCode | Promise<ExitCode>;
