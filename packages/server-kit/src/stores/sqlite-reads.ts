// Lists and feeds of the SQLite store: a checked query in, a page out. Changes nothing.
import { formatIndexCursor, parseIndexCursor } from './index-cursor.ts';
import { formatPosition } from './position.ts';
import { parseEntries } from './sqlite-changes.ts';
import type { EventRow, KeptRow, ListedRow, OverdueRow, RecordRow, Statements } from './sqlite-statements.ts';
import type { Feed, GroupQuery, IndexQuery, Key, Overdue, Page, StoredEvent, StoredRecord } from './types.ts';

/** A record of the port from its key and a row. */
export function toStoredRecord({ account, group, collection, id }: Key, row: KeptRow): StoredRecord {
  return {
    account,
    group,
    collection,
    id,
    body: row.body,
    expiresAt: row.expires_at,
    index: parseEntries(row.entries).map(([name, value, order]) => ({ name, value, order })),
    version: row.version,
  };
}

/** A record of the port from a row of a list. */
function toListed(row: RecordRow): StoredRecord {
  return toStoredRecord({ account: row.account, group: row.grp, collection: row.collection, id: row.name }, row);
}

/** A page of the records of a collection, by id. */
export function listGroup(statements: Statements, query: GroupQuery, now: number): Page {
  const { account, group, collection, cursor = '', limit } = query;
  const rows = statements.listGroup.all(account, group, collection, cursor, now, limit + 1) as unknown as RecordRow[];
  const records = rows.slice(0, limit).map(toListed);
  const last = records.at(-1);
  return rows.length > limit && last ? { records, cursor: last.id } : { records };
}

/** A page of an account's list by index. */
export function listIndex(statements: Statements, query: IndexQuery, now: number): Page {
  const { account, index, value, limit, descending = false } = query;
  const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER } = query;
  const statement = descending ? statements.listIndexDown : statements.listIndexUp;
  const beyond = query.cursor === undefined ? undefined : parseIndexCursor(query.cursor);
  // Record numbers start at 1 and stay far below the largest integer: these ends lie outside every list.
  const { order, tie } = beyond ?? (descending ? { order: to, tie: Number.MAX_SAFE_INTEGER } : { order: from, tie: 0 });
  const found = statement.all(account, index, value, from, to, order, tie, now, limit + 1);
  const rows = found as unknown as ListedRow[];
  const records = rows.slice(0, limit).map(toListed);
  const last = rows[limit - 1];
  if (rows.length <= limit || !last) return { records };
  return { records, cursor: formatIndexCursor({ order: last.place, tie: last.record }) };
}

/** What waits for a purge. */
export function readOverdue({ overdueRecords, overdueEvents }: Statements, now: number): Overdue {
  const rows = [overdueRecords, overdueEvents].map((statement) => statement.get(now) as unknown as OverdueRow);
  const oldest = rows.flatMap((row) => row.oldest ?? []);
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** The living events after a position. */
export function readEvents(
  statements: Statements,
  { account, group }: Feed,
  after: number,
  { now, limit }: { readonly now: number; readonly limit: number },
): readonly StoredEvent[] {
  const rows =
    group === undefined
      ? statements.readAccount.all(account, after, now, limit)
      : statements.readGroup.all(account, group, after, now, limit);
  return (rows as unknown as EventRow[]).map((row) => ({
    account,
    group: row.grp,
    position: formatPosition(row.position),
    type: row.type,
    body: row.body,
    expiresAt: row.expires_at,
  }));
}
