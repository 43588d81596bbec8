// A folder for the files of one benchmark, on a disk and not in memory where there is a choice.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes folders inside a new one and removes it in the end. */
export async function withFolder<Result>(
  names: readonly string[],
  use: (...folders: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-bench-'));
  try {
    const folders = names.map((name) => join(folder, name));
    for (const each of folders) mkdirSync(each);
    return await use(...folders);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
