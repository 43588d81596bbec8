// T13 of security.md for webhooks with processes that are really killed, and several that follow at once, on the same SQLite files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyFile, fileKeys } from '../../src/keys/file.ts';
import { WEBHOOK_LEASE_MS } from '../../src/webhooks/work.ts';
import { ACCOUNT, FORM_ORIGIN, START } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import type { CrashPoint } from '../support/gates.ts';
import type { MortalQuestion } from '../support/mortal-node.ts';
import { startWorker, type Worker, WorkerDied } from '../support/worker.ts';
import type { WebhookNodeSetting } from './node.ts';
import { WebhookStage } from './stage.ts';

let folder: string;
let stage: WebhookStage;
let nodes: Worker[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-webhooks-'));
  const keyFile = join(folder, 'keys');
  createKeyFile(keyFile);
  stage = await WebhookStage.create(
    'sqlite',
    { crm: { events: ['conversation.started'] } },
    { keys: () => fileKeys(keyFile) },
  );
  const program = await bundle(join(import.meta.dirname, 'node.ts'), folder);
  const setting: WebhookNodeSetting = {
    places: stage.harness.places,
    keyFile,
    account: { id: ACCOUNT, formOrigin: FORM_ORIGIN, webhooks: stage.webhooks },
    now: START,
  };
  nodes = await Promise.all(Array.from({ length: 3 }, () => startWorker(program, setting)));
}, 180_000);

afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
  await stage.close();
  rmSync(folder, { recursive: true });
}, 180_000);

const ask = (node: Worker, question: MortalQuestion) => node.ask<unknown>(question);

test('T13 SF-OPS-01 what killed processes leave is sent by others, under the same ids', {
  timeout: 180_000,
}, async () => {
  const { receiver, harness } = stage;
  for (let count = 0; count < 12; count += 1) await stage.startConversation();
  await Promise.all(nodes.map((node) => ask(node, 'maintain')));
  expect(receiver.taken, 'of several that follow at once one sends').toHaveLength(12);
  // Right after the messages were made; after one was claimed, before it was sent; after it was sent, before that was written down.
  const points: readonly CrashPoint[] = [
    { at: 1, when: 'after' },
    { at: 2, when: 'after' },
    { at: 3, when: 'before' },
  ];
  for (const [at, crash] of points.entries()) {
    const node = nodes[at];
    if (!node) throw new Error('there is no such process');
    await ask(node, { crash });
    await stage.startConversation();
    await expect(ask(node, 'maintain')).rejects.toBeInstanceOf(WorkerDied);
    await node.ended;
    harness.clock.advance(WEBHOOK_LEASE_MS);
    await stage.maintain();
    harness.clock.advance(-WEBHOOK_LEASE_MS);
    expect((await stage.deliveries()).filter(({ status }) => status !== 'delivered')).toEqual([]);
  }
  // The one that was killed after it had sent.
  expect(receiver.taken).toHaveLength(16);
  expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(15);
  expect(new Set(receiver.taken.map(({ body }) => body.data.conversationId)).size).toBe(15);
  expect(receiver.refused).toEqual([]);
});
