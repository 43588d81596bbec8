// What `tellsafe doctor` looks at, and what a look comes to.

/** What was found. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly of: string;
  /** `note`: it works, and should be changed. */
  readonly result: 'ok' | 'note' | 'wrong';
  /** What is so, in a sentence. */
  readonly found: string;
  /** What to do, in one line; there for everything that is not `ok`. */
  readonly fix?: string;
}

/** Something is as it must be. */
export const fine = (of: string, found: string): Finding => ({ of, result: 'ok', found });

/** Something must be changed. */
export const wrong = (of: string, found: string, fix: string): Finding => ({ of, result: 'wrong', found, fix });

/** Something works and should be changed. */
export const note = (of: string, found: string, fix: string): Finding => ({ of, result: 'note', found, fix });
