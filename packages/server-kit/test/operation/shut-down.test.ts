// The end of a process in the middle of its work (SF-OPS-03): nothing that was told is lost, nothing that was begun stays half done, and
// clients go on at another process.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createKeyFile, fileKeys } from '../../src/keys/file.ts';
import { nodeListener, shutDown } from '../../src/runtime/node.ts';
import { agentThrough, Device, ok, sentForm } from '../clients.ts';
import {
  ACCOUNT,
  agents,
  answers,
  createHarness,
  FORM_ORIGIN,
  forms,
  type Harness,
  SHOP_ORIGIN,
  START,
} from '../harness.ts';
import { Journey } from '../proof/kills-journey.ts';
import { sized } from '../proof/size.ts';
import { bundle } from '../stores/child.ts';
import { storeWith } from '../support/broken-stores.ts';
import { TestStream } from '../support/streams.ts';
import { startWorker } from '../support/worker.ts';
import type { TermNodeSetting } from './term-node.ts';

const FORMS = sized(12, 200);

/** A kit whose store waits for the test, and another on the same stores. */
async function twoKits() {
  let held: Promise<void> | undefined;
  let waiting = 0;
  const harness = await createHarness('memory', {
    options: { maintenance: { everyMs: 100 } },
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        commit: async (batch) => {
          // What the kit does beside requests goes on: a close waits for that, however long it takes.
          const isRequest = batch.put?.some(({ collection }) => collection === 'invitation') === true;
          if (held && isRequest) waiting += 1;
          if (isRequest) await held;
          return stores.records.commit(batch);
        },
        close: async () => undefined,
      }),
      sealed: storeWith(stores.sealed, { close: async () => undefined }),
      volatile: storeWith(stores.volatile, { close: async () => undefined }),
    }),
  });
  const first = harness.tellsafe;
  await harness.restart();
  const one: Harness = { ...harness, tellsafe: first };
  const hold = () => {
    let go = () => {};
    held = new Promise((resolve) => {
      go = resolve;
    });
    return () => {
      held = undefined;
      go();
    };
  };
  return { one, other: harness, hold, waiting: () => waiting };
}

describe('SF-OPS-03 a kit that is closed', () => {
  let kits: Awaited<ReturnType<typeof twoKits>>;
  afterEach(async () => {
    await kits.one.tellsafe.close();
    await kits.other.close();
  });

  test('finishes what is under way, takes nothing new, and says so', async () => {
    kits = await twoKits();
    const { one, other, hold, waiting } = kits;
    const { device } = await sentForm(one, 'address');
    await device.open();
    const letGo = hold();
    const submitting = device.trySubmit(answers.address);
    await expect.poll(waiting).toBeGreaterThan(0);
    let closed = false;
    const closing = one.tellsafe.close({ drainMs: 60_000 }).then(() => {
      closed = true;
    });
    const refused = await new Device(one, device.handle).tryBegin();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await one.tellsafe.health()).toMatchObject({ ready: false, checks: { open: 'fail' } });
    expect(closed).toBe(false);
    letGo();
    expect((await submitting).status).toBe(200);
    await closing;
    expect((await new Device(other, device.handle).received()).body).toEqual({ status: 'submitted' });
  });

  test('control: without time to finish, it does not wait', async () => {
    kits = await twoKits();
    const { one, hold, waiting } = kits;
    const { device } = await sentForm(one, 'address');
    await device.open();
    await one.tellsafe.maintain();
    const letGo = hold();
    const submitting = device.trySubmit(answers.address);
    await expect.poll(waiting).toBeGreaterThan(0);
    const first = await Promise.race([
      one.tellsafe.close().then(() => 'closed'),
      submitting.then(() => 'answered'),
    ]).finally(letGo);
    expect(['closed', (await submitting).status]).toEqual([first, 200]);
  });

  test('ends its streams, and nothing is missing at the next process', async () => {
    kits = await twoKits();
    const { one, other } = kits;
    const { agent, device, conversationId } = await sentForm(one);
    const there = agentThrough(other, agent);
    const stream = new TestStream(await one.tellsafe.fetch(await streamRequest(agent)));
    await device.received();
    const seen = await stream.take(1);
    expect(seen).toMatchObject([{ data: { invitation: { status: 'received' } } }]);
    await one.tellsafe.close();
    // What happens while nobody listens.
    ok(await new Device(other, device.handle).tryBegin());
    ok(await new Device(other, device.handle).decline());
    expect(await stream.rest()).toEqual([]);
    expect(stream.ended).toBe(true);
    const again = new TestStream(await other.tellsafe.fetch(await streamRequest(there, seen.at(-1)?.id)));
    const [next] = await again.take(1);
    expect(next).toMatchObject({ event: 'invitation', data: { invitation: { status: 'declined', conversationId } } });
    await again.leave();
  });

  test('serves for a while when it is to be noticed first', async () => {
    kits = await twoKits();
    const { one } = kits;
    const { device } = await sentForm(one);
    const closing = one.tellsafe.close({ noticeMs: 300, drainMs: 60_000 });
    expect(await one.tellsafe.health()).toMatchObject({ ready: false });
    expect((await device.received()).status).toBe(200);
    await closing;
    expect((await device.received()).status).toBe(503);
  });
});

async function streamRequest(agent: Awaited<ReturnType<typeof sentForm>>['agent'], after?: string): Promise<Request> {
  const headers = await agent.headers('GET', '/v1/agent/events');
  return new Request(`${FORM_ORIGIN}/tellsafe/v1/agent/events`, {
    headers: { ...headers, ...(after !== undefined && { 'Last-Event-ID': after }) },
  });
}

test.each([
  [{ drainMs: -1 }, 'close.drainMs'],
  [{ noticeMs: 300_001 }, 'close.noticeMs'],
  [{ drainMs: Number.NaN }, 'close.drainMs'],
])('SF-OPS-03 times out of range %j are refused', async (times, key) => {
  const harness = await createHarness('memory');
  await expect(harness.tellsafe.close(times)).rejects.toMatchObject({
    code: 'setting_invalid',
    params: { key, min: 0, max: 300_000 },
  });
  await harness.close();
});

test('SF-OPS-03 a server ends although a connection is kept', async () => {
  const harness = await createHarness('memory');
  const server = createServer(nodeListener(harness.tellsafe.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tellsafe`;
  expect((await fetch(`${base}/v1/health/ready`)).status).toBe(200);
  await shutDown(server, harness.tellsafe, { noticeMs: 0 });
  await expect(fetch(`${base}/v1/health/live`)).rejects.toThrow();
  await harness.close();
});

/** Ends a process by SIGTERM while forms are on their way; the clients go on at the test's own kit. */
async function terminate(isAbrupt: boolean): Promise<{ taken: number; left: number; unfinished: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-term-'));
  const keyFile = join(folder, 'keys');
  createKeyFile(keyFile);
  const witness = await createHarness('sqlite', { keys: () => fileKeys(keyFile) });
  let output = '';
  const setting: TermNodeSetting = {
    ...{ folder: witness.folder, keyFile, agents, now: START, termAt: FORMS * 2, isAbrupt },
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms }],
  };
  const program = await bundle(join(import.meta.dirname, 'term-node.ts'), folder);
  const onOutput = (text: string) => {
    output += text;
  };
  const worker = await startWorker(program, setting, { onOutput });
  try {
    const base = `http://127.0.0.1:${await worker.ask<number>('port')}`;
    const through = (request: Request) => fetch(new Request(request.url.replace(FORM_ORIGIN, base), request));
    const node: Harness = { ...witness, tellsafe: { ...witness.tellsafe, fetch: through } };
    const journeys = await Promise.all(Array.from({ length: FORMS }, () => Journey.start(witness)));
    for (const journey of journeys) journey.use(node);
    await Promise.all(journeys.map((journey) => journey.go(() => {})));
    await worker.ended;
    const unfinished = journeys.filter(({ stage }) => stage !== undefined).length;
    for (const journey of journeys) {
      journey.use(witness);
      await journey.expectKept(witness);
      await journey.go(() => {});
      await journey.expectRead(true);
    }
    return { ...JSON.parse(output.trim().split('\n').at(-1) ?? ''), unfinished };
  } finally {
    await worker.stop();
    await witness.close();
    rmSync(folder, { recursive: true });
  }
}

test(`SF-OPS-03 SIGTERM among ${FORMS} forms: every request that was taken on is answered, no submission is lost`, async () => {
  const { taken, left, unfinished } = await terminate(false);
  expect(taken).toBeGreaterThanOrEqual(FORMS);
  expect(left).toBe(taken);
  expect(unfinished).toBeGreaterThan(0);
});

test('SF-OPS-03 control: a process that just ends leaves requests without an answer', async () => {
  const { taken, left } = await terminate(true);
  expect(left).toBeLessThan(taken);
});
