// Each stream is an open file of both processes: a machine that does not allow so many is noticed before anything is measured.

/** Files besides the streams. */
const RESERVE = 200;

/** @throws Error that says what to set */
export function needOpenFiles(streams: number): void {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  const soft = report.userLimits?.open_files?.soft;
  if (typeof soft !== 'number' || soft >= streams + RESERVE) return;
  throw new Error(
    `${streams} streams need ${streams + RESERVE} open files, and ${soft} are allowed: ulimit -n ${streams + RESERVE}`,
  );
}
