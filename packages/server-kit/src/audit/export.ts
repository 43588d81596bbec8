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

/** What of an audit is one part of a file. */
export interface AuditPartQuery extends AuditExport {
  /** `cursor` of the part before, with otherwise the same query. */
  readonly cursor?: string;
}

/** A part of a file, to be put together in order. */
export interface AuditPart {
  readonly text: string;
  /** Absent in the last part. */
  readonly cursor?: string;
}

/** A part ends with the block that has brought it to so many entries, or to so many blocks. */
const PART_ENTRIES = 1000;
const PART_BLOCKS = 200;

/**
 * Writes a part of the entries up to the time of the first part. Each part is an entry as well, kept before it is given.
 *
 * @throws RangeError for filters or a cursor that cannot be
 * @throws TellsafeError `account_unknown`
 */
export async function exportAuditPart(kit: Kit, caller: Caller, wanted: AuditPartQuery): Promise<AuditPart> {
  const { accountId, format, cursor } = wanted;
  kit.accounts.get(accountId);
  const filters = parseAuditFilters(wanted.filters ?? {});
  const head = await kit.chain.seal(accountId);
  const { first, last } = cursor === undefined ? { first: 1, last: head?.number ?? 0 } : parseCursor(cursor);
  if (last > (head?.number ?? 0)) throw new RangeError('cursor must be one that a part gave');
  await kit.audit.record(accountId, auditEntry(kit, caller, 'audit-export', { kind: 'audit', id: accountId }, 'done'));
  const lines = format === 'csv' && first === 1 ? [AUDIT_CSV_HEAD] : [];
  const lineOf = format === 'csv' ? auditCsvLine : jsonLine;
  const reading = new AuditReading(kit.stores.records, accountId, { number: last }, filters);
  let blocks = 0;
  for await (const block of reading.up(first)) {
    for (const record of await reading.entries(block)) lines.push(lineOf(record));
    blocks += 1;
    const isFull = lines.length >= PART_ENTRIES || blocks === PART_BLOCKS;
    if (isFull && block.number < last) return { text: lines.join(''), cursor: `${block.number + 1}-${last}` };
  }
  return { text: lines.join('') };
}

function parseCursor(cursor: string): { readonly first: number; readonly last: number } {
  const [, first = 0, last = 0] = (/^([1-9][0-9]{0,11})-([1-9][0-9]{0,11})$/.exec(cursor) ?? []).map(Number);
  if (first < 2 || first > last) throw new RangeError('cursor must be one that a part gave');
  return { first, last };
}

function jsonLine({ entry, ...place }: AuditRecord): string {
  return `${JSON.stringify({ ...place, ...entry })}\n`;
}
