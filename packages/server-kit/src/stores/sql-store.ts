// The store port over the tables of sqlite.sql.ts: calls are checked, then run as statements. Where the database is, how a
// transaction is made and when it is on disk are the backend's matter.
import type { Clock } from '@tellsafe/core';
import { checkCommit } from './checked-commit.ts';
import {
  checkFeed,
  checkForget,
  checkHold,
  checkInstant,
  checkKeys,
  checkListQuery,
  checkPurge,
  checkRead,
  isIndexQuery,
} from './checks.ts';
import { formatPosition } from './position.ts';
import { applyCommit, applyHold, applyPurge } from './sqlite-changes.ts';
import { listGroup, listIndex, readEvents, readOverdue, toStoredRecord } from './sqlite-reads.ts';
import type { KeptRow, Statements, StateRow } from './sqlite-statements.ts';
import type { Change } from './sqlite-writer.ts';
import type {
  Commit,
  Feed,
  Group,
  Key,
  Overdue,
  Page,
  Position,
  Store,
  StoreCapabilities,
  StoredEvent,
  StoredRecord,
  StoreListQuery,
} from './types.ts';

/** A database with the tables. Every method rejects with `store_closed` once it is closed, with `store_unavailable` when it failed. */
export interface SqlBackend {
  readonly statements: Statements;
  /** Other processes see what this one commits. */
  readonly shared: boolean;
  /** Runs one read, which does not wait. */
  read<T>(read: () => T): Promise<T>;
  /** Runs several statements at one instant; called within {@link SqlBackend.read}. */
  inSnapshot<T>(read: () => T): T;
  /** Runs a change in a write transaction; resolves when it is on disk. */
  write<T>(change: Change<T>): Promise<T>;
  /** A purge has found nothing more to do. */
  purged(): Promise<void>;
  close(): Promise<void>;
}

/** A store over a backend. */
export class SqlStore implements Store {
  readonly capabilities: StoreCapabilities;
  readonly #backend: SqlBackend;
  readonly #statements: Statements;
  readonly #clock: Clock;

  constructor(backend: SqlBackend, clock: Clock) {
    const { shared, statements } = backend;
    this.capabilities = Object.freeze({ index: true, feeds: true, durable: true, shared, retention: true });
    this.#backend = backend;
    this.#statements = statements;
    this.#clock = clock;
  }

  async get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    checkKeys(keys);
    const getAll = () => this.#getAll(keys);
    return this.#backend.read(() => (keys.length > 1 ? this.#backend.inSnapshot(getAll) : getAll()));
  }

  async commit(batch: Commit): Promise<boolean> {
    const commit = checkCommit(batch);
    return this.#backend.write((transaction) => applyCommit(transaction, commit, this.#clock()));
  }

  async list(query: StoreListQuery): Promise<Page> {
    checkListQuery(query);
    const list = { ...query };
    return this.#backend.read(() =>
      isIndexQuery(list)
        ? listIndex(this.#statements, list, this.#clock())
        : listGroup(this.#statements, list, this.#clock()),
    );
  }

  async read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const start = checkRead(feed, after, limit);
    return this.#backend.read(() => readEvents(this.#statements, { ...feed }, start, { now: this.#clock(), limit }));
  }

  async latest(feed: Feed): Promise<Position> {
    checkFeed(feed);
    return formatPosition((await this.#readState()).sequence);
  }

  async purge(now: number, limit: number): Promise<number> {
    checkPurge(now, limit);
    const deleted = await this.#backend.write((transaction) => applyPurge(transaction, now, limit));
    if (deleted < limit) await this.#backend.purged();
    return deleted;
  }

  async hold({ account, group }: Group, held: boolean): Promise<number> {
    checkHold({ account, group }, held);
    return this.#backend.write((transaction) => applyHold(transaction, { account, group }, held, this.#clock()));
  }

  async forget({ account, group }: Group, types: readonly string[]): Promise<number> {
    checkForget({ account, group }, types);
    const list = JSON.stringify(types);
    return this.#backend.write(({ statements }) => Number(statements.forget.run(account, group, list).changes));
  }

  async overdue(now: number): Promise<Overdue> {
    checkInstant(now, 'now');
    return this.#backend.read(() => readOverdue(this.#statements, now));
  }

  async incarnation(): Promise<string> {
    return (await this.#readState()).incarnation;
  }

  close(): Promise<void> {
    return this.#backend.close();
  }

  #readState(): Promise<StateRow> {
    return this.#backend.read(() => this.#statements.state.get() as StateRow);
  }

  #getAll(keys: readonly Key[]): (StoredRecord | null)[] {
    const now = this.#clock();
    return keys.map((key) => {
      const { account, group, collection, id } = key;
      const row = this.#statements.get.get(account, group, collection, id) as KeptRow | undefined;
      return row && now < row.expires_at ? toStoredRecord(key, row) : null;
    });
  }
}
