// The audit of an account as text, oldest first, for archives and other programs: lines of JSON, or CSV.
import { type AuditFormat, auditFormats } from '@tellsafe/core/wire';
import { auditEntry, type Caller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';
import { AUDIT_CSV_HEAD, auditCsvLine } from './csv.ts';
import { type AuditFilters, parseAuditFilters } from './filters.ts';
import { AuditReading, type AuditRecord } from './read.ts';

/** What of an audit is written, and how. */
export interface AuditExport {
  readonly accountId: string;
  /** `jsonl`: one JSON object on each line; `csv`: RFC 4180 with a line of names. */
  readonly format: AuditFormat;
  readonly filters?: AuditFilters;
}

/**
 * Writes the entries up to now, piece by piece. The export is an entry as well, kept before the first piece is given.
 *
 * @throws RangeError for filters or a format that cannot be
 * @throws TellsafeError `account_unknown`
 */
export async function* exportAudit(kit: Kit, caller: Caller, wanted: AuditExport): AsyncGenerator<string, void, void> {
  const { accountId, format } = wanted;
  kit.accounts.get(accountId);
  if (!auditFormats.includes(format)) throw new RangeError(`format must be ${auditFormats.join(' or ')}`);
  const filters = parseAuditFilters(wanted.filters ?? {});
  const head = await kit.chain.seal(accountId);
  await kit.audit.record(accountId, auditEntry(kit, caller, 'audit-export', { kind: 'audit', id: accountId }, 'done'));
  if (format === 'csv') yield AUDIT_CSV_HEAD;
  if (!head) return;
  const reading = new AuditReading(kit.stores.records, accountId, head, filters);
  const lineOf = format === 'csv' ? auditCsvLine : jsonLine;
  for await (const block of reading.up()) {
    const lines = (await reading.entries(block)).map(lineOf);
    if (lines.length > 0) yield lines.join('');
  }
}

function jsonLine({ entry, ...place }: AuditRecord): string {
  return `${JSON.stringify({ ...place, ...entry })}\n`;
}
