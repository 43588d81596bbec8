// One half of the kit on PostgreSQL and Redis. It keeps nothing of its own: any process of its half can be killed at any time, and
// any other goes on.
import { timingSafeEqual } from 'node:crypto';
import { type AccountOptions, createTellsafe, type Tellsafe } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { redisSignal } from '@tellsafe/server-kit/signals/redis';
import { type PostgresClient, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { Redis } from 'ioredis';
import pg from 'pg';
import { forms } from './forms.ts';
import type { Setting } from './setting.ts';

export const ACCOUNT = 'acme';

/** Connections of one process to one database. The server must allow as many for all processes. */
const POOL_SIZE = 6;
const CONNECT_LIMIT_MS = 5_000;
/** How long closing waits for requests under way. */
const DRAIN_MS = 5_000;

/** A running half. */
export interface OpenKit {
  readonly tellsafe: Tellsafe;
  close(): Promise<void>;
}

/** Starts it. */
export async function openKit(setting: Setting): Promise<OpenKit> {
  const ends: (() => unknown)[] = [];
  const store = (connectionString: string) => {
    const pool = new pg.Pool({ connectionString, max: POOL_SIZE, connectionTimeoutMillis: CONNECT_LIMIT_MS });
    pool.on('error', ignore);
    ends.push(() => pool.end());
    return postgresStore({ client: pool as PostgresClient });
  };
  const redis = (maxRetriesPerRequest: number | null) => {
    const client = new Redis(setting.redisUrl, {
      maxRetriesPerRequest,
      retryStrategy: (attempt) => Math.min(attempt * 50, 1_000),
    });
    client.on('error', ignore);
    ends.push(() => client.disconnect());
    return client;
  };
  const account: AccountOptions = {
    id: ACCOUNT,
    formOrigin: setting.formOrigin,
    allowedOrigins: [setting.deskOrigin],
    forms,
  };
  // What is told to a Redis that is away fails soon: the stores answer for it. Who listens waits for as long as it takes.
  const publisher = redis(1);
  const subscriber = redis(null);
  const shared = { accounts: [account], signal: redisSignal({ publisher, subscriber }) };
  const records = store(setting.recordsUrl);
  const tellsafe =
    setting.role === 'desk'
      ? createTellsafe({
          ...shared,
          roles: ['desk'],
          stores: { records },
          keys: fileKeys(setting.keys),
          authenticate: authenticateBy(setting.agentToken),
        })
      : createTellsafe({
          ...shared,
          roles: ['vault'],
          stores: {
            records,
            sealed: store(setting.sealedUrl),
            volatile: redisStore({ client: publisher, use: 'volatile' }),
          },
          keys: { records: fileKeys(setting.keys), sealed: fileKeys(setting.vaultKeys) },
        });
  await tellsafe.ready;
  return {
    tellsafe,
    close: async () => {
      await tellsafe.close({ drainMs: DRAIN_MS });
      for (const end of ends) await end();
    },
  };
}

/** `Authorization: Agent <name> <token>`. A login of your own stands here. */
function authenticateBy(token: string) {
  const expected = Buffer.from(token);
  return async (request: Request) => {
    const [, name = '', given = ''] =
      /^Agent ([a-z]{1,20}) (\S+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const bytes = Buffer.from(given);
    const isRight = bytes.length === expected.length && timingSafeEqual(bytes, expected);
    return isRight ? { accountId: ACCOUNT, agentId: name, name: `Agent ${name}` } : null;
  };
}

/** A database that is away shows in the answers of the stores; without a listener its client would end the process. */
function ignore(): void {}
