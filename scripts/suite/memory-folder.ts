// Temporary folders of tests lie in memory where there is enough of it: databases of tests wait for a disk thousands of times, and what
// tests prove of kills is the same, because a killed process loses nothing that the system has taken, on a disk or in memory.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GIB = 2 ** 30;
/** Room that the tests never fill, bytes. */
const ROOM = 2 * GIB;
/** What browsers and servers need beside it, bytes. */
const FREE = 5 * GIB;

/** What decides. */
export interface Memory {
  /** A folder in memory. */
  readonly place: string;
  /** Bytes that files in it may still take. */
  readonly room: (place: string) => number;
  /** Bytes that processes may still take. */
  readonly available: number;
}

const thisMachine: Memory = {
  place: '/dev/shm',
  room: (place) => {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize;
  },
  available: process.availableMemory(),
};

/** A new folder in memory; nothing where there is no such place, too little of it, or none for programs. */
export function folderInMemory({ place, room, available }: Memory = thisMachine): string | undefined {
  let folder: string | undefined;
  try {
    if (room(place) < ROOM || available < FREE) return undefined;
    folder = mkdtempSync(join(place, 'tests-'));
    // PostgreSQL runs as another user when the tests run as root, and goes through it to its own folder.
    chmodSync(folder, 0o711);
    if (runsPrograms(folder)) return folder;
  } catch {
    // There is no such place, or it is not ours.
  }
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  return undefined;
}

/** Tests compile programs, which containers forbid to run from their shared memory. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}

/** Makes a folder in memory the place of temporary files of this process and of all that it starts; it goes when this process ends. */
export function useMemoryFolder(): void {
  if (process.env.TMPDIR !== undefined) return;
  const folder = folderInMemory();
  if (folder === undefined) return;
  process.env.TMPDIR = folder;
  // Databases of processes that have just ended may still be on their way out of it.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
}
