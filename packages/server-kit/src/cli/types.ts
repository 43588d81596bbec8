// What every command is given and gives back.

/** 0 done, 1 failed, 2 wrong arguments, 3 what was checked is not as it must be. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Where a command writes: results to `write`, everything else to `error`. */
export interface CliOutput {
  write(text: string): void;
  error(text: string): void;
}
