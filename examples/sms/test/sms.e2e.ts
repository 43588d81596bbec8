// The example as its own process against a simulated Twilio: a text is answered with a link, a phone opens it, the form comes back, the consumer is
// told so. And it starts with nothing missing, believes nobody but Twilio, and is what its README shows.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type ProviderSimulator, seededRandom, simulateTwilio, type Webhook } from '@tellsafe/server-kit/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { serveSimulator } from '../../../packages/server-kit/test/channels/contract/loopback.ts';
import { launchBrowser } from '../../live-desk/test/people.ts';
import { freePort } from '../../live-desk/test/server-process.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));
const consumer = '+14155550123';
const secrets = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex') };
const TWILIO_SENDER = '+14155552345';
const phone = {
  userAgent:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  viewport: { width: 390, height: 780 },
  isMobile: true,
  hasTouch: true,
};

let twilio: ProviderSimulator;
let provider: Awaited<ReturnType<typeof serveSimulator>>;
let server: ChildProcess;
let environment: Readonly<Record<string, string>>;
let dataDir: string;
let browser: Browser;
let output = '';

function start(variables: Readonly<Record<string, string>>): ChildProcess {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['server.mjs'], { cwd: folder, env: { PATH, ...variables } });
  const read = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  return child;
}

const post = ({ url, method, headers, body }: Webhook) => fetch(url, { method, headers, body: Buffer.from(body) });

/** Lets Twilio tell what is due. @returns the statuses of the answers */
async function deliver(): Promise<number[]> {
  const statuses: number[] = [];
  for (const webhook of await twilio.deliveries()) statuses.push((await post(webhook)).status);
  return statuses;
}

const textsOnThePhone = () => twilio.taken.map(({ text }) => text);
const untilReady = (starts: number) =>
  vi.waitFor(() => expect(output.split('Twilio sends to')).toHaveLength(starts + 1), 30_000);

beforeAll(async () => {
  const port = await freePort();
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  const webhookUrl = `${PUBLIC_URL}/tellsafe/v1/channels/sms-twilio/texts`;
  const settings = { accountSid: secrets.TWILIO_ACCOUNT_SID, authToken: secrets.TWILIO_AUTH_TOKEN };
  twilio = simulateTwilio({
    settings: { ...settings, sender: TWILIO_SENDER, webhookUrl },
    ...{ webhookUrl, now: Date.now, random: seededRandom(6) },
  });
  provider = await serveSimulator(twilio, 'https://api.twilio.com');
  dataDir = mkdtempSync(join(tmpdir(), 'tellsafe-sms-'));
  const places = { PUBLIC_URL, PORT: String(port), DATA_DIR: dataDir, TWILIO_API_URL: provider.url };
  environment = { ...secrets, ...places, TWILIO_SENDER };
  server = start(environment);
  [browser] = await Promise.all([launchBrowser(), untilReady(1)]);
  expect(output).toContain(`Twilio sends to ${webhookUrl}\n`);
});
afterAll(async () => {
  await browser?.close();
  if (server?.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
  await provider?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('CN-GEN-02 control: what another than Twilio signed is refused, and nothing comes of it', async () => {
  const genuine = await twilio.tell({ act: 'text', from: consumer, text: 'Hello, I would like to pay.' });
  if (!genuine) throw new Error('there is no text');
  const changed = genuine.headers['x-twilio-signature']?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) ?? '';
  const forged = { ...genuine, headers: { ...genuine.headers, 'x-twilio-signature': changed } };
  expect((await post(forged)).status).toBe(403);
  expect((await post({ ...genuine, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(
    403,
  );
  expect(output).not.toContain('sent the form');
});

test('SF-CN-01 SF-CN-02 SF-CN-03 SF-CN-04 a text is answered with a form, the form comes back, and the consumer is told', async () => {
  twilio.perform({ act: 'text', from: consumer, text: 'Hello, I would like to pay.' });
  expect(await deliver()).toEqual([200]);
  const invitation = await vi.waitFor(() => {
    const [text = ''] = textsOnThePhone();
    expect(text).toMatch(/^Payment card: http:\/\/127\.0\.0\.1:\d+\/tellsafe\/form\/acme#\S+$/);
    return text;
  }, 30_000);
  await deliver();
  // A program that makes previews looks first, and spends nothing.
  const visits = twilio.visits();
  expect(visits).toHaveLength(1);
  for (const visit of visits) expect((await fetch(visit)).status).toBe(200);

  const link = invitation.replace('Payment card: ', '');
  const desktop = await browser.newPage();
  await desktop.goto(link);
  await desktop.getByText('You’ll need a mobile or tablet device').waitFor();

  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the secure form' }).click();
  await page.getByRole('textbox', { name: 'Card number' }).fill('4111 1111 1111 1111');
  await page.getByRole('textbox', { name: 'CVV' }).fill('737');
  await page.getByRole('button', { name: 'Submit' }).click();

  const submitted = 'The following Secure Form has been submitted: Payment card';
  await vi.waitFor(() => expect(textsOnThePhone()).toEqual([invitation, submitted]), 30_000);
  await vi.waitFor(() => expect(output).toContain('the agent has read Card number,CVV'), 30_000);
  // It is over now: the next text begins anew.
  twilio.perform({ act: 'text', from: consumer, text: 'One more' });
  await deliver();
  await vi.waitFor(() => expect(textsOnThePhone()).toHaveLength(3), 30_000);
  expect(textsOnThePhone()[2]).toMatch(/^Payment card: /);
  expect(textsOnThePhone()[2]).not.toBe(invitation);
  expect(twilio.complaints).toEqual([]);
  const printed = output.replace(/\s/g, '');
  for (const secret of [secrets.TWILIO_AUTH_TOKEN, '4111111111111111', invitation.split('#')[1] ?? '']) {
    expect(printed).not.toContain(secret);
  }
});

test('CN-GEN-04 after a restart without warning the next text begins anew', async () => {
  const from = '+14155550199';
  const links = () => twilio.taken.flatMap(({ to, text }) => (to === from ? text : []));
  twilio.perform({ act: 'text', from, text: 'Hello' });
  await deliver();
  await vi.waitFor(() => expect(links()).toHaveLength(1), 30_000);
  server.kill('SIGKILL');
  await once(server, 'exit');
  server = start(environment);
  await untilReady(2);
  twilio.perform({ act: 'text', from, text: 'Are you there?' });
  expect(await deliver()).not.toContain(503);
  await vi.waitFor(() => expect(new Set(links()).size).toBe(2), 30_000);
});

test('CN-GEN-02 without its settings it does not start, and says which are missing, and no value', async () => {
  const all = { PUBLIC_URL: 'https://forms.acme.example', ...secrets, TWILIO_SENDER };
  const said = async (variables: Readonly<Record<string, string>>) => {
    const child = start(variables);
    const [text, [code]] = await Promise.all([readAll(child.stderr as NodeJS.ReadableStream), once(child, 'close')]);
    return { text, code };
  };
  const [none, one] = await Promise.all([said({}), said({ ...all, TWILIO_AUTH_TOKEN: '' })]);
  const hint = 'Copy .env.example to .env and fill it in.\n';
  expect(none).toEqual({ code: 1, text: `Not set: ${Object.keys(all).join(', ')}. ${hint}` });
  expect(one).toEqual({ code: 1, text: `Not set: TWILIO_AUTH_TOKEN. ${hint}` });
});

test('what the README shows is what runs, and each variable is explained', () => {
  const [readme, code, example] = ['README.md', 'server.mjs', '.env.example'].map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  ) as [string, string, string];
  const blocks = [...readme.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(1);
  for (const block of blocks) expect(code).toContain(block);
  const variables = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
  expect(variables).toEqual(
    expect.arrayContaining(['PUBLIC_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_SENDER']),
  );
  for (const variable of variables) expect(readme).toContain(`\`${variable}\``);
  // Nothing secret is in the repository.
  expect(example).not.toMatch(/^TWILIO_[A-Z_]+=./m);
});
