// Entries of an audit as lines of CSV that no spreadsheet takes for formulas.
import type { AuditRecord } from './read.ts';

const columns = [
  'number',
  'at',
  'action',
  'outcome',
  'reason',
  'actor',
  'actorId',
  'sessionId',
  'origin',
  'object',
  'objectId',
  'count',
  'intact',
] as const;

/** The first line. */
export const AUDIT_CSV_HEAD = `${columns.join(',')}\r\n`;

/** An entry as a line. */
export function auditCsvLine({ number, intact, entry }: AuditRecord): string {
  const { who, action, at, outcome, origin, object, count } = entry;
  const agent = who.kind === 'agent' ? who : undefined;
  const refused = typeof outcome === 'object' ? outcome.refused : undefined;
  const row: Readonly<Record<(typeof columns)[number], string | number | boolean | null | undefined>> = {
    number,
    at: new Date(at).toISOString(),
    action,
    outcome: refused === undefined ? String(outcome) : 'refused',
    reason: refused,
    actor: who.kind,
    actorId: agent?.id,
    sessionId: agent?.sessionId,
    origin,
    object: object.kind,
    objectId: object.id,
    count,
    intact,
  };
  return `${columns.map((name) => csvCell(row[name])).join(',')}\r\n`;
}

/**
 * A cell. **Security:** what a spreadsheet would take for a formula begins with an apostrophe.
 *
 * @see RFC 4180 §2
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? '');
  const safe =
    typeof value === 'string' && /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(text)
      ? `'${text}`
      : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
