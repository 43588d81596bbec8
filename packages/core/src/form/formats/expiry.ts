// Expiry of a card: month and year in the spellings people type, normalised to MM/YY as cards print it (SF-FORM-05).
import { type FormatRule, refuse } from './format-rule.ts';

/** The last place on Earth where a day ends is twelve hours behind UTC. */
const LATEST_ZONE_MS = 12 * 3_600_000;

/**
 * Accepts MM/YY, M/YY, MM/YYYY, YYYY-MM, with slash, dash, dot or spaces between, and MMYY, MMYYYY, YYYYMM. Years are 2000 to
 * 2099. With `now`, a card whose month is over everywhere is refused.
 */
export const readExpiry: FormatRule = (text, now) => {
  const spelled = text.replace(/ *[/.-] *| +/g, '/');
  const monthFirst = /^(0?[1-9]|1[0-2])\/(?:20)?(\d\d)$|^(0[1-9]|1[0-2])(?:20)?(\d\d)$/.exec(spelled);
  const yearFirst = /^20(\d\d)(?:\/(0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))$/.exec(spelled);
  const month = Number(monthFirst?.[1] ?? monthFirst?.[3] ?? yearFirst?.[2] ?? yearFirst?.[3]);
  const year = monthFirst?.[2] ?? monthFirst?.[4] ?? yearFirst?.[1];
  if (year === undefined) return refuse('expiry_invalid');
  if (now !== undefined && now >= Date.UTC(2000 + Number(year), month) + LATEST_ZONE_MS) return refuse('expiry_past');
  return `${String(month).padStart(2, '0')}/${year}`;
};
