// Reads of the PostgreSQL store: a checked query in, records, pages and events out. Changes nothing.
import { sleep } from '../timer.ts';
import { formatIndexCursor, parseIndexCursor } from './index-cursor.ts';
import { formatPosition } from './position.ts';
import { type PostgresClient, runQuery } from './postgres-client.ts';
import { parseEntries } from './postgres-commit.ts';
import { keyText } from './postgres-names.ts';
import type {
  EventRow,
  LatestRow,
  ListedRow,
  PostgresStatements,
  RecordRow,
  Statement,
} from './postgres-statements.ts';
import type { Feed, GroupQuery, IndexQuery, Key, Page, Position, StoredEvent, StoredRecord } from './types.ts';

/** Pauses of a read of a feed that waits for older transactions to end, in ms. Most end at once; a long one is left alone. */
const HELD_BACK_PAUSES_MS = [2, 5, 10, 20, 40, 80, 160];

/** Reads through one client. */
export class PostgresReads {
  readonly #client: PostgresClient;
  readonly #statements: PostgresStatements;

  constructor(client: PostgresClient, statements: PostgresStatements) {
    this.#client = client;
    this.#statements = statements;
  }

  /** The living records under some keys, in one statement and so at one instant. */
  async get(keys: readonly Key[], now: number): Promise<(StoredRecord | null)[]> {
    const rows = (await this.#run(...this.#getQuery(keys, now))) as readonly RecordRow[];
    const found = new Map(rows.map((row) => [Number(row.at) - 1, row]));
    return keys.map((key, at) => {
      const row = found.get(at);
      return row ? toStoredRecord(row, key) : null;
    });
  }

  /** A page of the records of a collection, by id. */
  async listGroup({ account, group, collection, cursor = '', limit }: GroupQuery, now: number): Promise<Page> {
    const values = [keyText(account), keyText(group), keyText(collection), cursor, now, limit + 1];
    const rows = (await this.#run(this.#statements.listGroup, values)) as readonly RecordRow[];
    const records = rows.slice(0, limit).map((row) => toStoredRecord(row, { account, group, collection }));
    const last = records.at(-1);
    return rows.length > limit && last ? { records, cursor: last.id } : { records };
  }

  /** A page of an account's list by index. */
  async listIndex(query: IndexQuery, now: number): Promise<Page> {
    const { account, index, value, limit, descending = false } = query;
    const { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER } = query;
    const beyond = query.cursor === undefined ? undefined : parseIndexCursor(query.cursor);
    // Ties are positive and stay below the largest safe integer: these ends lie outside every list.
    const { order, tie } =
      beyond ?? (descending ? { order: to, tie: Number.MAX_SAFE_INTEGER } : { order: from, tie: 0 });
    const statement = descending ? this.#statements.listIndexDown : this.#statements.listIndexUp;
    const values = [keyText(account), keyText(index), keyText(value), from, to, order, tie, now, limit + 1];
    const rows = (await this.#run(statement, values)) as readonly ListedRow[];
    const records = rows.slice(0, limit).map((row) => {
      const group = row.long_group ?? row.grp;
      return toStoredRecord(row, { account, group, collection: row.long_collection ?? row.collection });
    });
    const last = rows[limit - 1];
    if (rows.length <= limit || !last) return { records };
    return { records, cursor: formatIndexCursor({ order: Number(last.place), tie: Number(last.tie) }) };
  }

  /**
   * The living events after a position, below the horizon. Where an event stands above it, an older transaction still runs
   * and may put one before it: waits a little for that one to end, so that the wake-up that brought the reader is not wasted. So a
   * reader need not ask again after a page that is not full.
   */
  async read({ account, group }: Feed, after: number, now: number, limit: number): Promise<StoredEvent[]> {
    const { readAccount, readGroup } = this.#statements;
    const values = [keyText(account), after, now, limit];
    const query: [Statement, unknown[]] =
      group === undefined ? [readAccount, values] : [readGroup, [...values, keyText(group)]];
    return untilEnded(async () => {
      const rows = (await this.#run(...query)) as readonly EventRow[];
      const ready = rows.filter(({ position, horizon }) => Number(position) < Number(horizon));
      const isHeldBack = ready.length < rows.length;
      return { isHeldBack, result: ready.map((row) => toStoredEvent(row, account)) };
    });
  }

  /** The position below which every event is committed and readable; `''` for a feed without events. */
  async latest(account: string): Promise<Position> {
    return untilEnded(async () => {
      const [row] = (await this.#run(this.#statements.latest, [keyText(account)])) as readonly LatestRow[];
      if (!row || row.last === null) return { isHeldBack: false, result: '' };
      const result = formatPosition(Number(row.horizon) - 1);
      return { isHeldBack: Number(row.last) >= Number(row.horizon), result };
    });
  }

  #getQuery(keys: readonly Key[], now: number): [Statement, unknown[]] {
    const [only] = keys;
    const { getOne, getMany } = this.#statements;
    if (only && keys.length === 1) {
      return [getOne, [keyText(only.account), keyText(only.group), keyText(only.collection), only.id, now]];
    }
    const column = (part: keyof Key) => keys.map((key) => (part === 'id' ? key.id : keyText(key[part])));
    return [getMany, [column('account'), column('group'), column('collection'), column('id'), now]];
  }

  #run({ name, text }: Statement, values: unknown[]): Promise<readonly unknown[]> {
    return runQuery(this.#client, { name, text, values });
  }
}

/** Asks again while the answer is held back, for a limited time; then takes the answer as it is. */
async function untilEnded<Result>(ask: () => Promise<{ isHeldBack: boolean; result: Result }>): Promise<Result> {
  for (const pause of HELD_BACK_PAUSES_MS) {
    const { isHeldBack, result } = await ask();
    if (!isHeldBack) return result;
    await sleep(pause);
  }
  return (await ask()).result;
}

function toStoredRecord(row: RecordRow, { account, group, collection }: Omit<Key, 'id'>): StoredRecord {
  return {
    account,
    group,
    collection,
    id: row.name,
    body: new Uint8Array(row.body),
    expiresAt: Number(row.expires_at),
    index: parseEntries(row.entries),
    version: Number(row.version),
  };
}

function toStoredEvent(row: EventRow, account: string): StoredEvent {
  return {
    account,
    group: row.long_group ?? row.grp,
    position: formatPosition(Number(row.position)),
    type: row.type,
    body: new Uint8Array(row.body),
    expiresAt: Number(row.expires_at),
  };
}
