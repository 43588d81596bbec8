// The Redis store: sealed off-the-record answers in the memory of Redis or Valkey, shared by many processes. One Lua script
// per verb; a group lives on one server of a cluster. No lists by index and no feeds: what is volatile needs neither.
import { type Clock, systemClock, TellsafeError } from '@tellsafe/core';
import { type CheckedCommit, checkCommit } from './checked-commit.ts';
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
import { linkTo, type RedisClient } from './redis-client.ts';
import { grouped, RedisNames } from './redis-names.ts';
import { RedisPurge } from './redis-purge.ts';
import { replyBytes, replyList, replyText, toStoreError } from './redis-replies.ts';
import { RedisRunner } from './redis-runner.ts';
import { commitReplies, commitScript, getScript, rememberScript } from './redis-scripts.ts';
import { checkServers, loadOf, type RedisServers } from './redis-server-check.ts';
import type {
  Commit,
  Feed,
  Group,
  GroupQuery,
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

export type {
  IoRedisClient,
  IoRedisCluster,
  NodeRedisClient,
  NodeRedisCluster,
  RedisArgument,
  RedisClient,
} from './redis-client.ts';

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** A connected client of `redis` or `ioredis`, of a server or of a cluster. The store never closes it. */
  readonly client: RedisClient;
  /** What the store is for. Redis loses acknowledged writes at fail-over, so it holds only what may be lost. */
  readonly use: 'volatile';
  /** Decides what is expired; the machine's clock by default. */
  readonly clock?: Clock;
  /**
   * Leaves out the look at the server's settings, where the provider forbids it.
   *
   * **Security:** then it is yours to see to `save ""`, `appendonly no`, `repl-diskless-sync yes`,
   * `maxmemory-policy noeviction`, a `maxmemory`, and to replicas that keep nothing on disk.
   */
  readonly trustServer?: boolean;
  /** Start of every key, 1 to 64 of `A–Z a–z 0–9 _ - . :`; default `tellsafe`. Stores of one prefix are one store. */
  readonly prefix?: string;
  /** How long to wait for a reply, 100 to 60000 ms, default 5000. */
  readonly timeoutMs?: number;
}

/** Redis deletes a record by itself this long after its expiry, when no purge has come. Until then it is hidden. */
const BACKSTOP_MS = 5_000;
/** How much longer the counter of a group's versions is kept than its records: a guard against a clock that is set back. */
const COUNTER_GUARD_MS = 3_600_000;

/**
 * Makes a store in Redis ≥ 7 or Valkey. Nothing is sent before the first call, which looks at the server: one that persists,
 * replicates through a file, evicts or has no bound of memory is refused by `option_invalid`; it looks again after each restart
 * and change of role of the server.
 *
 * **Security:** the look at the settings cannot stop an operator who dumps the server's memory later on (`BGSAVE`); take the
 * `admin` commands from the account of the kit and of everyone else. When memory is full, commits that put are refused with
 * `overloaded` and nothing is evicted; removing goes on.
 *
 * @throws TellsafeError `option_invalid` or `setting_invalid` when an option cannot be used
 * @example
 * ```ts
 * const client = await createClient({ url: 'redis://127.0.0.1:6379' }).connect();
 * const volatile = redisStore({ client, use: 'volatile' });
 * ```
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export function redisStore(options: RedisStoreOptions): Store {
  const { client, use, clock = systemClock, trustServer = false, prefix = 'tellsafe', timeoutMs = 5_000 } = options;
  if (use !== 'volatile') throw new TellsafeError('option_invalid', { key: 'use', allowed: ['volatile'] });
  if (typeof prefix !== 'string' || !/^[\w.:-]{1,64}$/.test(prefix)) {
    throw new TellsafeError('option_invalid', { key: 'prefix', hint: 'must be 1 to 64 of A–Z a–z 0–9 _ - . :' });
  }
  if (!Number.isInteger(timeoutMs) || timeoutMs < 100 || timeoutMs > 60_000) {
    throw new TellsafeError('setting_invalid', { key: 'timeoutMs', value: timeoutMs, min: 100, max: 60_000 });
  }
  const runner = new RedisRunner(linkTo(client), timeoutMs);
  return new RedisStore(runner, new RedisNames(prefix), clock, trustServer);
}

class RedisStore implements Store {
  readonly capabilities: StoreCapabilities = Object.freeze({
    index: false,
    feeds: false,
    durable: false,
    shared: true,
    retention: false,
  });
  readonly #runner: RedisRunner;
  readonly #names: RedisNames;
  readonly #clock: Clock;
  readonly #trustServer: boolean;
  readonly #running = new Set<Promise<unknown>>();
  /** The servers that passed the check; asked again when it failed or when another server answers. */
  #servers: Promise<RedisServers> | undefined;
  #isClosed = false;

  constructor(runner: RedisRunner, names: RedisNames, clock: Clock, trustServer: boolean) {
    this.#runner = runner;
    this.#names = names;
    this.#clock = clock;
    this.#trustServer = trustServer;
  }

  async get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    checkKeys(keys);
    const wanted = keys.map(copyKey);
    return this.#run(async () => {
      const { isCluster } = await this.#checkedServers();
      if (!isCluster) return this.#fetch(wanted);
      // One instant for each group: a cluster runs no script on keys of several servers.
      const groups = grouped([...wanted.keys()], (at) => {
        const { account = '', group = '' } = wanted[at] ?? {};
        return this.#names.group({ account, group }).version;
      });
      const records: (StoredRecord | null)[] = wanted.map(() => null);
      const fill = async (places: readonly number[]) => {
        const found = await this.#fetch(places.flatMap((at) => wanted[at] ?? []));
        for (const [i, at] of places.entries()) records[at] = found[i] ?? null;
      };
      await Promise.all(groups.map(fill));
      return records;
    });
  }

  async commit(batch: Commit): Promise<boolean> {
    const commit = checkCommit(batch);
    if (commit.append.length > 0) throw new TypeError('append: this store has no feeds');
    if (commit.put.some(({ index }) => index.length > 0))
      throw new TypeError('index: this store has no lists by index');
    return this.#run(async () => {
      const reply = await this.#onChecked(async (known) => {
        const servers = isFencedOff(commit, known) ? await this.#checkAgain() : known;
        return isFencedOff(commit, servers) ? commitReplies.refused : this.#apply(commit, servers.incarnation);
      });
      return reply === commitReplies.done;
    });
  }

  async list(query: StoreListQuery): Promise<Page> {
    checkListQuery(query);
    if (isIndexQuery(query)) throw new TypeError('index: this store has no lists by index');
    const wanted = { ...query };
    return this.#run(async () => {
      await this.#checkedServers();
      return this.#listGroup(wanted);
    });
  }

  async read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]> {
    checkRead(feed, after, limit);
    throw new TypeError('read: this store has no feeds');
  }

  async latest(feed: Feed): Promise<Position> {
    checkFeed(feed);
    throw new TypeError('latest: this store has no feeds');
  }

  async purge(now: number, limit: number): Promise<number> {
    checkPurge(now, limit);
    return this.#run(async () => {
      await this.#checkedServers();
      return new RedisPurge(this.#runner, this.#names).run(now, limit);
    });
  }

  async hold(group: Group, held: boolean): Promise<number> {
    checkHold(group, held);
    throw new TypeError('hold: this store keeps nothing for long');
  }

  async forget(group: Group, types: readonly string[]): Promise<number> {
    checkForget(group, types);
    throw new TypeError('forget: this store has no feeds');
  }

  async overdue(now: number): Promise<Overdue> {
    checkInstant(now, 'now');
    throw new TypeError('overdue: this store keeps nothing for long');
  }

  async load(): Promise<number> {
    return this.#run(() => loadOf(this.#runner.link));
  }

  async incarnation(): Promise<string> {
    return this.#run(async () => (await this.#checkAgain()).incarnation);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
  }

  /** Runs a call of the port: not when closed, known to `close`, its failures turned into the port's. */
  async #run<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw new TellsafeError('store_closed');
    const running = call();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw toStoreError(error);
    } finally {
      this.#running.delete(running);
    }
  }

  /** Runs a script on servers that were checked; another one than these has restarted or taken over, so it is checked as well. */
  async #onChecked(work: (servers: RedisServers) => Promise<unknown>): Promise<unknown> {
    let servers = await this.#checkedServers();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const reply = await work(servers);
      if (reply !== commitReplies.unchecked) return reply;
      servers = await this.#checkAgain();
    }
    throw new TellsafeError('store_unavailable');
  }

  #checkedServers(): Promise<RedisServers> {
    this.#servers ??= this.#checkAgain();
    return this.#servers;
  }

  #checkAgain(): Promise<RedisServers> {
    const servers = checkServers(this.#runner.link, this.#trustServer);
    this.#servers = servers;
    servers.catch(() => {
      if (this.#servers === servers) this.#servers = undefined;
    });
    return servers;
  }

  async #fetch(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]> {
    const [first] = keys;
    if (!first) return [];
    const records = keys.map((key) => this.#names.group(key).record(key.collection, key.id));
    const reply = await this.#onChecked(({ incarnation }) => this.#runner.run(getScript, records, [incarnation]));
    const replies = replyList(reply);
    const now = this.#clock();
    return keys.map((key, at) => {
      const fields = replies[at];
      if (fields === null || fields === undefined) return null;
      const [version, expiry, body] = replyList(fields);
      const expiresAt = Number(replyText(expiry));
      if (now >= expiresAt) return null;
      return { ...key, body: replyBytes(body), expiresAt, index: [], version: Number(replyText(version)) };
    });
  }

  async #apply(commit: CheckedCommit, checked: string): Promise<unknown> {
    const { expect, put, remove } = commit;
    const now = this.#clock();
    const names = this.#names.group(commit);
    const lives = put.map(({ expiresAt }) => Math.max(0, expiresAt - now) + BACKSTOP_MS);
    const longest = Math.max(0, ...lives);
    const keys = [
      names.version,
      ...expect.map(({ collection, id }) => names.record(collection, id)),
      ...[...put, ...remove].flatMap(({ collection, id }) => [names.record(collection, id), names.ids(collection)]),
    ];
    const values = [
      ...[checked, now, expect.length, put.length, remove.length, longest + COUNTER_GUARD_MS],
      ...expect.map(({ version }) => version),
      ...put.flatMap(({ id, expiresAt, body }, at) => [id, expiresAt, lives[at] ?? 0, body]),
      ...remove.map(({ id }) => id),
    ].map((value) => (typeof value === 'number' ? String(value) : value));
    // The places in the list of what is due are hints: a purge looks at the record itself. So they need not be one with it.
    const [reply] = await Promise.all([
      this.#runner.run(commitScript, keys, values),
      put.length > 0 && this.#remember(commit, checked, longest),
    ]);
    return reply;
  }

  async #remember({ account, group, put }: CheckedCommit, checked: string, longestMs: number): Promise<void> {
    const places = put.flatMap(({ collection, id, expiresAt }) => [
      String(expiresAt),
      this.#names.dueMember({ account, group, collection, id }, expiresAt),
    ]);
    await this.#runner.run(rememberScript, [this.#names.due], [checked, String(longestMs), ...places]);
  }

  async #listGroup({ account, group, collection, limit, cursor }: GroupQuery): Promise<Page> {
    const ids = this.#names.group({ account, group }).ids(collection);
    const after = cursor === undefined ? '-' : `(${cursor}`;
    const reply = await this.#runner.send(ids, ['ZRANGE', ids, after, '+', 'BYLEX', 'LIMIT', '0', String(limit + 1)]);
    const found = replyList(reply).map(replyText);
    const page = found.slice(0, limit);
    const records = await this.#fetch(page.map((id) => ({ account, group, collection, id })));
    const last = page.at(-1);
    const living = records.filter((record) => record !== null);
    return found.length > limit && last !== undefined ? { records: living, cursor: last } : { records: living };
  }
}

/** Whether a commit is for other servers. That these are still the ones that answer is for the script to see. */
function isFencedOff({ incarnation }: CheckedCommit, servers: RedisServers): boolean {
  return incarnation !== undefined && incarnation !== servers.incarnation;
}

function copyKey({ account, group, collection, id }: Key): Key {
  return { account, group, collection, id };
}
