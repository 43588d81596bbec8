// The audit of an account for an admin: a page of it, newest first. Looking at an audit is an entry of it as well, kept before
// anything is given (PCI DSS 4.0.1, 10.2.1.3).
import { auditEntry, type Caller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';
import { isPosition } from '../stores/position.ts';
import { type AuditFilters, parseAuditFilters } from './filters.ts';
import { AuditReading, type AuditRecord } from './read.ts';

/** What of an audit is wanted. */
export interface AuditQuery {
  readonly accountId: string;
  readonly filters?: AuditFilters;
  /** Most entries of the page, 1 to 500, default 100. */
  readonly limit?: number;
  /** `cursor` of the page before, with otherwise the same query. */
  readonly cursor?: string;
}

/** A part of an audit, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditRecord[];
  /** Absent on the last page. A page may be shorter than the limit, even empty, and still have a cursor. */
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;
/** Most blocks that one page looks at: a filter that fits little must not make one call long. */
const MAX_BLOCKS = 200;

/**
 * Lists entries.
 *
 * @throws RangeError for filters, a limit or a cursor that cannot be
 * @throws TellsafeError `account_unknown`
 */
export async function listAudit(kit: Kit, caller: Caller, query: AuditQuery): Promise<AuditPage> {
  const { accountId, limit = DEFAULT_LIMIT } = query;
  kit.accounts.get(accountId);
  const filters = parseAuditFilters(query.filters ?? {});
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new RangeError(`limit must be 1 to ${MAX_LIMIT}`);
  const start = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const page = await readPage(kit, accountId, filters, limit, start);
  await kit.audit.record(accountId, auditEntry(kit, caller, 'audit-read', { kind: 'audit', id: accountId }, 'done'));
  return page;
}

interface Cursor {
  readonly block: number;
  /** Entries before this position are wanted. */
  readonly before: string;
}

async function readPage(
  kit: Kit,
  account: string,
  filters: AuditFilters,
  limit: number,
  start: Cursor | undefined,
): Promise<AuditPage> {
  const head = await kit.chain.seal(account);
  const entries: AuditRecord[] = [];
  if (!head) return { entries };
  const reading = new AuditReading(kit.stores.records, account, head, filters);
  let blocks = 0;
  for await (const block of reading.down(start?.block)) {
    const found = (await reading.entries(block)).filter(({ position }) => !start || position < start.before).reverse();
    const room = limit - entries.length;
    entries.push(...found.slice(0, room));
    const last = entries.at(-1);
    if (found.length > room && last) return { entries, cursor: formatCursor(block.number, last.position) };
    blocks += 1;
    if (entries.length === limit || blocks === MAX_BLOCKS) {
      return block.number > 1 ? { entries, cursor: formatCursor(block.number - 1, block.upTo) } : { entries };
    }
  }
  return { entries };
}

function formatCursor(block: number, before: string): string {
  return `${block}-${before}`;
}

function parseCursor(cursor: string): Cursor {
  const [, block = '', before = ''] = /^([1-9][0-9]{0,11})-([0-9]{16})$/.exec(cursor) ?? [];
  if (block === '' || !isPosition(before)) throw new RangeError('cursor must be one that a page gave');
  return { block: Number(block), before };
}
