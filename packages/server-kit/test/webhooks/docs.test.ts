// docs/webhooks.md, played: its receiver believes what a kit sends, and its tables and examples are what is sent (SF-OPS-01).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test, vi } from 'vitest';
import { createTellsafe, createWebhookSecret, webhookEventTypes } from '../../src/index.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { guardedFetch } from '../../src/runtime/node.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { submittedForm } from '../clients.ts';
import { ACCOUNT, FORM_ORIGIN } from '../harness.ts';
import { WebhookStage } from './stage.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/webhooks.md'), 'utf8');

function blockOf(language: string): string {
  const [, block = ''] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(guide) ?? [];
  expect(block).not.toBe('');
  return block;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** The receiver of the guide, as a program of its own. */
async function startReceiver(secret: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-receiver-'));
  const outfile = join(folder, 'receiver.mjs');
  const stdin = { contents: blockOf('js'), resolveDir: import.meta.dirname };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  const port = await freePort();
  const child = spawn(process.execPath, [outfile], {
    env: { ...process.env, WEBHOOK_SECRET: secret, PORT: `${port}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/`));
  return {
    url: `http://127.0.0.1:${port}/`,
    lines: () => said.trim().split('\n').filter(Boolean),
    stop: async () => {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

test('SF-OPS-01 the receiver of the guide believes a kit, handles a message once, and nobody else', async () => {
  const secret = createWebhookSecret();
  const receiver = await startReceiver(secret);
  const endpoint = { url: receiver.url, events: ['conversation.started'] as const };
  const tellsafe = createTellsafe({
    stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
    keys: memoryKeys(),
    accounts: [
      {
        ...{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [] },
        webhooks: [
          { ...endpoint, id: 'crm', secrets: [createWebhookSecret(), secret] },
          { ...endpoint, id: 'stranger', secrets: [createWebhookSecret()] },
        ],
      },
    ],
    authenticate: () => null,
    maintenance: 'manual',
    log: () => {},
    webhooks: { fetch: guardedFetch, httpOnLoopback: true },
  });
  const { conversationId } = await tellsafe.conversations.start({ accountId: ACCOUNT });
  await tellsafe.maintain();
  const place = { accountId: ACCOUNT, endpoint: 'crm' };
  const [delivery] = (await tellsafe.webhooks.deliveries(place)).deliveries;
  expect(delivery).toMatchObject({ status: 'delivered' });
  expect(await tellsafe.webhooks.replay({ ...place, deliveryId: delivery?.id ?? '' })).toBe(1);
  await tellsafe.maintain();
  const stranger = await tellsafe.webhooks.deliveries({ ...place, endpoint: 'stranger' });
  expect(stranger.deliveries).toMatchObject([{ status: 'pending', attempts: [{ status: 401 }] }]);
  await vi.waitFor(() => expect(receiver.lines()).toHaveLength(1));
  expect(receiver.lines()).toEqual([expect.stringMatching(`^conversation.started \\S+ ${conversationId}$`)]);
  await tellsafe.close();
  await receiver.stop();
});

test('SF-OPS-01 the guide names every type, and its example has the members of what is sent', async () => {
  for (const type of [...webhookEventTypes, 'webhook.test']) expect(guide).toContain(`\`${type}\``);
  const example = JSON.parse(blockOf('json'));
  const stage = await WebhookStage.create();
  await submittedForm(stage.harness);
  await stage.maintain();
  const sent = stage.receiver.taken.find(({ type }) => type === example.type)?.body;
  expect(shapeOf(example)).toEqual(shapeOf(sent));
  await stage.close();
});

/** Members and the types of their values. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}
