// An agent's feed over real connections to two processes of one kit, through a proxy that cuts, holds back and falls silent.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUuid } from '@tellsafe/core';
import { createProof, importProofKey, webRandom } from '@tellsafe/core/crypto';
import { fromBase64url } from '@tellsafe/core/encoding';
import { type AgentEvent, PROOF_HEADER } from '@tellsafe/core/wire';
import { createTellsafe, type Signal, type Tellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memorySignal } from '@tellsafe/server-kit/signals/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { expect, onTestFinished, test } from 'vitest';
import { SILENCE_LIMIT_MS, startFeed } from '../../src/feed.ts';
import { startBadProxy } from '../support/bad-proxy.ts';
import { manualTime, until } from '../support/manual-time.ts';

const ACCOUNT = 'juniper';
const AGENT = { id: 'maya', name: 'Maya Lind' };

/** Two kits on the same stores, each with a port and feeds of its own. */
async function twoProcesses() {
  const stores = { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() };
  const keys = memoryKeys();
  const signal: Signal = memorySignal();
  const processes = await Promise.all(
    [1, 2].map(async () => {
      const accounts = [{ id: ACCOUNT, formOrigin: 'https://forms.example', allowedOrigins: [], forms: [] }];
      const tellsafe = createTellsafe({
        stores,
        keys,
        signal,
        accounts,
        authenticate: async () => null,
        maintenance: 'manual',
      });
      await tellsafe.ready;
      const server = createServer(nodeListener(tellsafe.fetch));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(async () => {
        await tellsafe.close();
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      });
      return { tellsafe, port: (server.address() as AddressInfo).port };
    }),
  );
  return processes as [(typeof processes)[number], (typeof processes)[number]];
}

/** Lets a feed run through everything that can go wrong. @param positionOf where a lost stream goes on */
async function badDay(positionOf: (after: string | undefined, first: string) => string | undefined) {
  const [one, other] = await twoProcesses();
  const proxy = await startBadProxy();
  onTestFinished(() => proxy.close());
  proxy.use(one.port);
  const session = await one.tellsafe.agentSessions.start({ accountId: ACCOUNT, agentId: AGENT.id, name: AGENT.name });
  const key = await importProofKey(fromBase64url(session.sessionKey));
  const { conversationId } = await one.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim', agent: AGENT });
  const time = manualTime();
  const events: AgentEvent[] = [];
  let first = '';
  const feed = startFeed<AgentEvent>({
    names: ['message'],
    timers: time.timers,
    random: webRandom,
    connect: async (after, signal) => {
      const position = positionOf(after, first);
      const path = `/v1/agent/events${position === undefined ? '' : `?after=${position}`}`;
      const proof = { subject: session.sessionId, method: 'GET', path, body: new Uint8Array() };
      const headers = { [PROOF_HEADER]: await createProof(key, proof, { atMs: Date.now(), random: webRandom }) };
      const response = await fetch(`http://127.0.0.1:${proxy.port}/tellsafe${path}`, { headers, signal });
      if (!response.ok) throw new Error(`${response.status}`);
      return response;
    },
    loadPosition: async () => undefined,
    savePosition: async (position) => {
      first ||= position;
    },
    onEvent: async (event) => {
      events.push(event);
    },
    onConnection: () => undefined,
    onFreshStart: () => undefined,
    onRefused: () => undefined,
  });
  onTestFinished(() => feed.stop());

  let said = 0;
  const say = async ({ tellsafe }: { tellsafe: Tellsafe }, count: number, fill = '') => {
    for (let at = 0; at < count; at += 1) {
      said += 1;
      const sender = { from: 'consumer' } as const;
      const text = `${said} ${fill}`;
      await tellsafe.conversations.message({
        accountId: ACCOUNT,
        conversationId,
        sender,
        text,
        requestId: createUuid(webRandom),
      });
    }
  };
  const numbers = () =>
    events.map(({ data }) => Number((data as { message: { text: string } }).message.text.split(' ')[0]));
  const arrived = () =>
    until(async () => {
      // Pauses before another attempt are the test's to pass.
      await time.advance(100);
      return numbers().at(-1) === said;
    });

  await until(() => one.tellsafe.health().then(() => proxy.connections > 0));
  await until(async () => {
    await say(one, 1);
    await time.advance(0);
    return events.length > 0;
  });
  const began = numbers()[0] ?? 0;
  await say(one, 3);
  await arrived();

  // The process goes away: the other one knows where to go on, and what was said meanwhile.
  proxy.use(other.port);
  proxy.cut();
  await say(one, 3);
  await arrived();
  await say(other, 2);
  await say(one, 2);
  await arrived();

  // Bytes are held back until there are many: they come late, and all of them.
  proxy.holdBack(4_096);
  await say(other, 6, 'x'.repeat(1_000));
  await until(() => numbers().includes(said - 3));
  proxy.holdBack(0);
  await arrived();

  // The connection stays and nothing comes any more, no sign of life either: it is given up for another.
  proxy.holdBack(Number.POSITIVE_INFINITY);
  await say(one, 2);
  const before = proxy.connections;
  expect(numbers().at(-1)).toBe(said - 2);
  await time.advance(SILENCE_LIMIT_MS);
  proxy.holdBack(0);
  await until(async () => {
    await time.advance(100);
    return proxy.connections > before;
  });
  await say(other, 1);
  await arrived();
  return { numbers: numbers(), expected: Array.from({ length: said - began + 1 }, (_, at) => began + at) };
}

test('SF-STA-05 a feed goes on at another process, late or after silence, with every event exactly once', async () => {
  const { numbers, expected } = await badDay((after) => after);
  expect(numbers).toEqual(expected);
});

test('control: a feed that goes on at its first event instead of its last is seen to bring events twice', async () => {
  const { numbers, expected } = await badDay((after, first) => (after === undefined ? undefined : first));
  expect(numbers).not.toEqual(expected);
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(expected);
});
