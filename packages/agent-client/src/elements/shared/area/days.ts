// Days as date fields write them, `2026-11-22`, by the clock of this device.

/** Whether two days are in their order; an empty one stands for any. */
export function areDaysInOrder({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return from === '' || to === '' || from <= to;
}

/** The start of a day, some days later, in epoch ms, not before 1970. */
export function dayStart(day: string, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Math.max(0, new Date(year, month - 1, date + daysLater).getTime());
}
