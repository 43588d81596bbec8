// How long ago something was, as people say it: "5 min. ago".

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const formats = new Map<string, Intl.RelativeTimeFormat>();

/** An age in its largest whole unit; less than a minute is now. @param at and now epoch ms */
export function ageOf(at: number, now: number, locale: string): string {
  // The digits of the texts.
  const tag = `${locale}-u-nu-latn`;
  const format = formats.get(tag) ?? new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
  formats.set(tag, format);
  const passed = Math.max(0, now - at);
  for (const [unit, ms] of units) if (passed >= ms) return format.format(-Math.floor(passed / ms), unit);
  return format.format(0, 'second');
}
