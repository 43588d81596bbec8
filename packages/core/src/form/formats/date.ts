// Calendar dates, normalised to YYYY-MM-DD (ISO 8601). Only dates that exist, and only spellings that mean one date.
import { type FormatRule, refuse } from './format-rule.ts';

/**
 * Accepts the year first with `-`, `/`, `.` or spaces, eight digits YYYYMMDD, and 年月日; the day first with dots
 * (31.12.1999); day and month in either order with `/`, `-` or spaces when only one order is a date. 03/04/1985 means two dates
 * and is refused as `date_ambiguous`. Years are 1800 to 2199, so dates of other calendars are refused and not misread.
 */
export const readDate: FormatRule = (text) => {
  const spelled = text
    .replace(/[年月]/g, '-')
    .replace('日', '')
    .replace(/ *([/.-]) *| +/g, (_, sign = ' ') => sign);
  const yearFirst = /^(\d{4})([/. -])(\d{1,2})\2(\d{1,2})$|^(\d{4})(\d\d)(\d\d)$/.exec(spelled);
  if (yearFirst) {
    const [, year, , month, day, year8, month8, day8] = yearFirst;
    return isoDate(year ?? year8, month ?? month8, day ?? day8) ?? refuse('date_invalid');
  }
  const [, first, separator, second, year] = /^(\d{1,2})([/. -])(\d{1,2})\2(\d{4})$/.exec(spelled) ?? [];
  const dayFirst = isoDate(year, second, first);
  const monthFirst = separator === '.' ? undefined : isoDate(year, first, second);
  if (dayFirst && monthFirst && dayFirst !== monthFirst) return refuse('date_ambiguous');
  return dayFirst ?? monthFirst ?? refuse('date_invalid');
};

function isoDate(year = '', month = '', day = ''): string | undefined {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const instant = Date.parse(iso);
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(iso);
  return exists && year >= '1800' && year <= '2199' ? iso : undefined;
}
