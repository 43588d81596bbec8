// The server of P12: the built kit on SQLite files, so that what is stored is not in the memory that is measured. Word: the folder.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTellsafe, type Tellsafe } from '@tellsafe/server-kit';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { answerCalls } from '../run/calls.ts';
import { ACCOUNT, BASE, form, ORIGIN } from './form.ts';

/** Where the streams are. */
export interface StreamTarget {
  readonly port: number;
  /** One for each stream. */
  readonly consumerKeys: readonly string[];
}

/** Conversations that were begun. */
export interface Filled {
  readonly conversationIds: readonly string[];
  readonly consumerKeys: readonly string[];
}

interface StartedConversation {
  readonly conversationId: string;
  readonly consumerKey: string;
}

/** Messages to write. */
export interface Writing {
  readonly seconds: number;
  readonly perSecond: number;
}

/** Conversations that are begun at the same time. */
const AT_ONCE = 64;
const MARK_BASE = 36;

const [folder = ''] = process.argv.slice(2);
let conversationIds: readonly string[] = [];
let tellsafe: Tellsafe;
const server = createServer((incoming, outgoing) => nodeListener(tellsafe.fetch)(incoming, outgoing));

/** Starts the kit on what is there. */
async function start(): Promise<Tellsafe> {
  const keyFile = join(folder, 'keys');
  if (!existsSync(keyFile)) createKeyFile(keyFile);
  tellsafe = createTellsafe({
    stores: {
      records: sqliteStore(join(folder, 'records.db')),
      sealed: sqliteStore(join(folder, 'vault.db')),
      volatile: memoryStore(),
    },
    keys: fileKeys(keyFile),
    accounts: [{ id: ACCOUNT, formOrigin: ORIGIN, allowedOrigins: [ORIGIN], forms: [form] }],
    authenticate: async () => null,
    basePath: BASE,
  });
  await tellsafe.ready;
  return tellsafe;
}

/** Begins conversations; in a process of its own, so that the one that is measured has done nothing yet. */
async function fill({ streams }: { streams: number }): Promise<Filled> {
  const { conversations } = await start();
  const filled: StartedConversation[] = [];
  while (filled.length < streams) {
    const size = Math.min(AT_ONCE, streams - filled.length);
    const starting = Array.from({ length: size }, () =>
      conversations.start({ accountId: ACCOUNT, name: 'Kim', agent: { id: 'ada', name: 'Ada' } }),
    );
    filled.push(...(await Promise.all(starting)));
  }
  return {
    conversationIds: filled.map(({ conversationId }) => conversationId),
    consumerKeys: filled.map(({ consumerKey }) => consumerKey),
  };
}

async function open(filled: Filled): Promise<StreamTarget> {
  await start();
  conversationIds = filled.conversationIds;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  return { port: (server.address() as AddressInfo).port, consumerKeys: filled.consumerKeys };
}

/** Writes into one conversation after the other; each text is the moment at which it was written, on the machine's own clock. */
async function write({ seconds, perSecond }: Writing): Promise<number> {
  const writing: Promise<unknown>[] = [];
  const count = seconds * perSecond;
  const startedAt = performance.now();
  for (let at = 0; at < count; at += 1) {
    const pause = startedAt + (at * 1000) / perSecond - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    // A step that meets all of them in the end, and is no neighbour's.
    const conversationId = conversationIds[(at * 7919) % conversationIds.length] ?? '';
    const text = `at ${process.hrtime.bigint().toString(MARK_BASE)}`;
    const sender = { from: 'consumer' } as const;
    writing.push(
      tellsafe.conversations.message({ accountId: ACCOUNT, conversationId, sender, text, requestId: randomUUID() }),
    );
  }
  await Promise.all(writing);
  return count;
}

answerCalls({
  fill,
  open,
  write,
  memory: async () => {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heapUsed, external };
  },
  stop: async () => {
    server.closeAllConnections();
    server.close();
    await tellsafe?.close();
  },
});
