// What a process has used so far.

/** Since the process started, in microseconds of one processor. */
export interface Usage {
  readonly cpuMicros: number;
}

export function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMicros: user + system };
}
