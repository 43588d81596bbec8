// Times as agents read them: in the language of the texts, by the habits of the region that the browser names.

/** The same digits as in the texts. */
const digits = { numberingSystem: 'latn' } as const;

/** The browser's own tag for a language (`en-GB` for `en`), or the language alone. */
export function regional(locale: string): string {
  return navigator.languages.find((tag) => tag === locale || tag.startsWith(`${locale}-`)) ?? locale;
}

/** Hour and minute. */
export function clockTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { ...digits, hour: 'numeric', minute: '2-digit' }).format(at);
}

/** Hour and minute for today, the date before that. */
export function listTime(at: number, now: number, locale: string): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clockTime(at, locale);
  return new Intl.DateTimeFormat(regional(locale), { ...digits, day: 'numeric', month: 'short' }).format(at);
}

/** Date and time. */
export function fullTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { ...digits, dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Date and time to the second. */
export function exactTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(regional(locale), { ...digits, dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** `Today`, `Yesterday`, else the date with its weekday. */
export function dayName(at: number, now: number, locale: string): string {
  const midnight = (instant: number): number => new Date(instant).setHours(0, 0, 0, 0);
  const daysAgo = Math.round((midnight(now) - midnight(at)) / 86_400_000); // days have 23 to 25 hours
  if (daysAgo === 0 || daysAgo === 1) {
    const name = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day');
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  }
  const date = { ...digits, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(regional(locale), date).format(at);
}
