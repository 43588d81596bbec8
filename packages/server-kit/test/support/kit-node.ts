// A node of the kit as a process of its own, for the tests that start several: HTTP on a free port, the host's methods and the
// clock by questions. kit-nodes.ts starts it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { createTellsafe } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener } from '@tellsafe/server-kit/node';
import { postgresSignal } from '@tellsafe/server-kit/signals/postgres';
import { redisSignal } from '@tellsafe/server-kit/signals/redis';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { AccountOptions } from '../../src/index.ts';
import type { Store } from '../../src/stores/types.ts';
import { storeWith } from './broken-stores.ts';
import { serve, workerSetting } from './worker-end.ts';

/** Where a node keeps what it is given, and what it serves. */
export interface KitNodeSetting {
  readonly account: AccountOptions;
  readonly keyFile: string;
  /** A PostgreSQL with two schemas, or a folder for SQLite files. */
  readonly durable: { readonly url: string; readonly schemas: readonly [string, string] } | { readonly folder: string };
  /** Files of archive keys that its keys hold. */
  readonly archive?: readonly string[];
  /** Who signs in as a manager with the permission to read the history. */
  readonly manager?: string;
  /** The control of the proofs: what it opens for the history it reads as text, and keeps. */
  readonly keepsOpened?: true;
  /** The control of the proofs: its volatile store keeps what it should remove. */
  readonly keepsRemoved?: true;
  /** Without it memory of this process. */
  readonly redis?: { readonly url: string; readonly prefix: string; readonly signal: 'redis' | 'postgres' };
  /** Epoch milliseconds at which its clock stands until it is told another time; without it the machine's clock. */
  readonly now?: number;
}

/** What a node can be asked. */
export type KitNodeQuestion =
  | { readonly kind: 'port' }
  | { readonly kind: 'time'; readonly now: number }
  | { readonly kind: 'maintain' }
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'start'; readonly input: { readonly accountId: string; readonly name: string } }
  | {
      readonly kind: 'handle';
      readonly place: { readonly accountId: string; readonly conversationId: string; readonly invitationId: string };
    };

const setting = workerSetting<KitNodeSetting>();
let { now } = setting;
const clock = () => now ?? Date.now();

const pool = 'url' in setting.durable ? new pg.Pool({ connectionString: setting.durable.url, max: 4 }) : undefined;
pool?.on('error', () => {});

function durable(which: 0 | 1): Store {
  if (pool && 'url' in setting.durable) {
    return postgresStore({ client: pool, schema: setting.durable.schemas[which], clock });
  }
  const folder = 'folder' in setting.durable ? setting.durable.folder : '';
  return sqliteStore(join(folder, which === 0 ? 'records.db' : 'vault.db'), { clock });
}

function connect(url: string): Redis {
  const client = new Redis(url);
  client.on('error', () => {});
  return client;
}

function sharedParts() {
  if (!setting.redis) return { volatile: memoryStore({ clock }) };
  const { url, prefix, signal } = setting.redis;
  const client = connect(url);
  // Its replica, where there is one, keeps nothing on disk either: the tests look.
  const store = redisStore({ client, use: 'volatile', prefix, clock, trustServer: true });
  const keeping = storeWith(store, { commit: async ({ remove: _remove, ...batch }) => store.commit(batch) });
  const volatile = setting.keepsRemoved ? keeping : store;
  if (signal === 'postgres' && pool) return { volatile, signal: postgresSignal({ client: pool }) };
  return {
    volatile,
    signal: redisSignal({ publisher: client, subscriber: connect(url), channel: `${prefix}:signal` }),
  };
}

const kept: string[] = [];
const keys = fileKeys(setting.keyFile, { archive: setting.archive ?? [] });
const { openArchive } = keys;
if (setting.keepsOpened) {
  keys.openArchive = async (copy) => {
    const bytes = await openArchive.call(keys, copy);
    kept.push(new TextDecoder().decode(bytes));
    return bytes;
  };
}

const { volatile, signal } = sharedParts();
const tellsafe = createTellsafe({
  stores: { records: durable(0), sealed: durable(1), volatile },
  keys,
  accounts: [setting.account],
  authenticate: async (request) => {
    const agentId = request.headers.get('x-agent');
    if (agentId === null) return null;
    const agent = { accountId: setting.account.id, agentId, name: agentId };
    return agentId === setting.manager ? { ...agent, role: 'manager', permissions: ['history.answers.read'] } : agent;
  },
  clock,
  maintenance: 'manual',
  ...(signal && { signal }),
});
await tellsafe.ready;
const server = createServer(nodeListener(tellsafe.fetch)).listen(0, '127.0.0.1');

serve<KitNodeQuestion>(async (question) => {
  switch (question.kind) {
    case 'port':
      return (server.address() as AddressInfo).port;
    case 'time':
      now = question.now;
      return now;
    case 'maintain':
      return tellsafe.maintain();
    case 'snapshot':
      return writeHeapSnapshot(question.path);
    case 'start':
      return tellsafe.conversations.start(question.input);
    case 'handle':
      return tellsafe.invitations.handle(question.place);
  }
});
