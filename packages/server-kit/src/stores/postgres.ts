// The PostgreSQL store: tables made by `tellsafe migrate`, a client passed in, one statement per verb. Every process may use
// the same database. Each key of a table begins with account and group, so that a partitioned or distributed table splits there.
import { type Clock, systemClock, TellsafeError } from '@tellsafe/core';
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
import { DEFAULT_SCHEMA } from './postgres.sql.ts';
import { checkDatabase, type PostgresWarning } from './postgres-check.ts';
import { type PostgresClient, runQuery } from './postgres-client.ts';
import { commitValues } from './postgres-commit.ts';
import { keyText } from './postgres-names.ts';
import { PostgresReads } from './postgres-reads.ts';
import { type OverdueRow, type PostgresStatements, type Statement, statementsOf } from './postgres-statements.ts';
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

export { type PostgresMigration, postgresMigrations, postgresScript } from './postgres.sql.ts';
export type { PostgresWarning } from './postgres-check.ts';
export type { PostgresClient, PostgresQuery } from './postgres-client.ts';
export { migratePostgres, type PostgresScriptClient } from './postgres-migrate.ts';

/** Options of {@link postgresStore}. */
export interface PostgresStoreOptions {
  /** A `Pool` (or `Client`) of `pg`, connected to the primary. It stays the caller's: closing the store does not end it. */
  readonly client: PostgresClient;
  /** Where the tables are; `tellsafe` by default. Two stores in one database need two schemas. */
  readonly schema?: string;
  /** Decides what is expired; the machine's clock by default. */
  readonly clock?: Clock;
  /** Hears of what works but should be changed, at the first use. */
  readonly onWarning?: (warning: PostgresWarning) => void;
}

/**
 * Makes a store over a PostgreSQL database, version 13 or later. Nothing is asked of the database before the first use; then
 * a schema that is missing or old, and settings that break a promise, are refused with `option_invalid`.
 *
 * **Security:** one-time keys are bound to the server and its timeline, so that a promoted replica or a restored backup
 * refuses the keys from before. After putting a dump back into the same server run `SELECT tellsafe.renew()`. Deleted bytes
 * stay in the server's files until it has vacuumed and its log has been recycled.
 *
 * @throws TellsafeError `option_invalid` when the client or the schema cannot be one
 * @example
 * ```ts
 * const pool = new Pool({ connectionString, max: 10 });
 * pool.on('error', (error) => logger.warn(error));
 * const records = postgresStore({ client: pool });
 * ```
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  const { client, schema = DEFAULT_SCHEMA, clock = systemClock, onWarning = () => {} } = options;
  if (typeof client?.query !== 'function') {
    throw new TellsafeError('option_invalid', { key: 'client', hint: 'A Pool or Client of pg is needed.' });
  }
  return new PostgresStore(client, statementsOf(schema), clock, onWarning);
}

class PostgresStore implements Store {
  readonly capabilities: StoreCapabilities = Object.freeze({
    index: true,
    feeds: true,
    durable: true,
    shared: true,
    retention: true,
  });
  readonly #client: PostgresClient;
  readonly #statements: PostgresStatements;
  readonly #clock: Clock;
  readonly #onWarning: (warning: PostgresWarning) => void;
  readonly #reads: PostgresReads;
  readonly #running = new Set<Promise<unknown>>();
  #checked: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    client: PostgresClient,
    statements: PostgresStatements,
    clock: Clock,
    onWarning: (warning: PostgresWarning) => void,
  ) {
    this.#client = client;
    this.#statements = statements;
    this.#clock = clock;
    this.#onWarning = onWarning;
    this.#reads = new PostgresReads(client, statements);
  }

  async get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    checkKeys(keys);
    const copies = keys.map(({ account, group, collection, id }) => ({ account, group, collection, id }));
    return this.#use(async () => (copies.length === 0 ? [] : this.#reads.get(copies, this.#clock())));
  }

  async commit(batch: Commit): Promise<boolean> {
    const commit = checkCommit(batch);
    return this.#use(async () => {
      const [row] = await this.#run(this.#statements.commit, commitValues(commit, this.#clock()));
      return (row as { done: boolean }).done;
    });
  }

  async list(query: StoreListQuery): Promise<Page> {
    checkListQuery(query);
    const list = { ...query };
    return this.#use(() =>
      isIndexQuery(list) ? this.#reads.listIndex(list, this.#clock()) : this.#reads.listGroup(list, this.#clock()),
    );
  }

  async read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const start = checkRead(feed, after, limit);
    const copy = { ...feed };
    return this.#use(() => this.#reads.read(copy, start, this.#clock(), limit));
  }

  async latest(feed: Feed): Promise<Position> {
    checkFeed(feed);
    const { account } = feed;
    return this.#use(() => this.#reads.latest(account));
  }

  async purge(now: number, limit: number): Promise<number> {
    checkPurge(now, limit);
    return this.#use(() => this.#count(this.#statements.purge, [now, limit]));
  }

  async hold({ account, group }: Group, held: boolean): Promise<number> {
    checkHold({ account, group }, held);
    const names = [keyText(account), keyText(group)];
    const { hold, release } = this.#statements;
    return this.#use(() => (held ? this.#count(hold, [...names, this.#clock()]) : this.#count(release, names)));
  }

  async forget({ account, group }: Group, types: readonly string[]): Promise<number> {
    checkForget({ account, group }, types);
    const values = [keyText(account), keyText(group), [...types]];
    return this.#use(() => this.#count(this.#statements.forget, values));
  }

  async overdue(now: number): Promise<Overdue> {
    checkInstant(now, 'now');
    return this.#use(async () => {
      const [row] = (await this.#run(this.#statements.overdue, [now])) as readonly OverdueRow[];
      const oldestAt = row?.oldest == null ? null : Number(row.oldest);
      return { count: Number(row?.count ?? 0), oldestAt };
    });
  }

  async incarnation(): Promise<string> {
    return this.#use(async () => {
      const [row] = await this.#run(this.#statements.incarnation, []);
      return (row as { incarnation: string }).incarnation;
    });
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => {});
    return this.#closing;
  }

  /** Does something with a database that is known to be fit, and lets `close` wait for it. */
  #use<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#closing) return Promise.reject(new TellsafeError('store_closed'));
    const running = this.#ready().then(work);
    this.#running.add(running);
    const forget = () => this.#running.delete(running);
    running.then(forget, forget);
    return running;
  }

  /** A failed check is forgotten: once the database is migrated, the next call finds it so. */
  #ready(): Promise<void> {
    this.#checked ??= checkDatabase(this.#client, this.#statements.check, this.#onWarning).catch((error: unknown) => {
      this.#checked = undefined;
      throw error;
    });
    return this.#checked;
  }

  async #count(statement: Statement, values: unknown[]): Promise<number> {
    const [row] = await this.#run(statement, values);
    return Number((row as { count: unknown }).count);
  }

  #run({ name, text }: Statement, values: unknown[]): Promise<readonly unknown[]> {
    return runQuery(this.#client, { name, text, values });
  }
}
