// Times as agents read them.

/** Hour and minute. */
export function clockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', numberingSystem: 'latn' }).format(at);
}

/** Hour and minute for today, the date before that. */
export function listTime(at: number, now: number, locale: string): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clockTime(at, locale);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', numberingSystem: 'latn' }).format(at);
}

/** Date and time. */
export function fullTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', numberingSystem: 'latn' }).format(
    at,
  );
}
