// The phones without a browser: what people do arrives signed at the kit's address, again by the seed, and with the troubles that were chosen.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { smsTwilio } from '@tellsafe/server-kit/channels/sms-twilio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileOf } from './files.ts';
import { openPhones, type Phones } from './phones.ts';
import { fileNames } from './view.ts';

const KIM = '+12025550142';
const AT = 1_700_000_000_000;

interface Arrived {
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

let kit: Server;
let arrived: Arrived[];
let answers: number[];
let phones: Phones;

beforeEach(async () => {
  arrived = [];
  answers = [];
  kit = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]);
    arrived.push({ path: request.url ?? '', headers: new Map(headers), body: Buffer.concat(chunks) });
    response.writeHead(answers.shift() ?? 200).end();
  }).listen(0, '127.0.0.1');
  await once(kit, 'listening');
  phones = await open(7);
});
afterEach(async () => {
  await phones.close();
  kit.close();
  kit.closeAllConnections();
});

const origin = () => `http://127.0.0.1:${(kit.address() as AddressInfo).port}`;
const open = (seed: number) => openPhones({ formOrigin: origin(), now: () => AT, seed });
const write = (text: string, line = 'orders', on = phones) => on.perform({ do: 'write', line, person: KIM, text });
const entries = (line = 'orders', on = phones) => on.view.lines.find(({ id }) => id === line)?.people[0]?.entries ?? [];
const wordsOf = ({ body }: Arrived) => new URLSearchParams(body.toString()).get('Body');
const settled = (count: number) =>
  expect.poll(() => entries().filter(({ state }) => state === 'Delivered').length).toBe(count);

test('CN-GEN-02 what somebody writes is signed by the entry point’s own credentials, which differ from start to start', async () => {
  expect(write('Hello')).toBe(true);
  await settled(1);
  const [{ path, headers, body } = { path: '', headers: new Map(), body: Buffer.alloc(0) }] = arrived;
  expect(path).toBe('/tellsafe/v1/channels/sms-twilio/orders');
  const raw = { method: 'POST', publicUrl: origin() + path, headers, body, receivedAt: AT };
  const verify = async ({ entryPoints }: Phones) => {
    const { settings } = entryPoints.find(({ id }) => id === 'orders') ?? {};
    return (await smsTwilio.verify(raw, smsTwilio.checkAccount('settings', settings))).ok;
  };
  expect(await verify(phones)).toBe(true);
  const others = await open(7);
  expect(await verify(others)).toBe(false);
  await others.close();
});

test('the same seed gives the same ids, another one others', async () => {
  const ids = async (seed: number) => {
    const before = arrived.length;
    const again = await open(seed);
    write('Hello', 'orders', again);
    await expect.poll(() => entries('orders', again)[0]?.state).toBe('Delivered');
    await again.close();
    return new URLSearchParams(arrived[before]?.body.toString()).get('MessageSid');
  };
  const [first, same, other] = [await ids(7), await ids(7), await ids(8)];
  expect(first).toMatch(/^SM/);
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

test('CN-GEN-03 everything is told twice as long as it is ticked', async () => {
  phones.perform({ do: 'chaos', line: 'orders', name: 'duplicate', on: true });
  write('Twice');
  await expect.poll(() => arrived.map(wordsOf)).toEqual(['Twice', 'Twice']);
  phones.perform({ do: 'chaos', line: 'orders', name: 'duplicate', on: false });
  write('Once');
  await settled(2);
  expect(arrived.map(wordsOf)).toEqual(['Twice', 'Twice', 'Once']);
});

test('CN-GEN-03 what the kit could not keep is sent again', async () => {
  answers.push(503);
  write('Hello');
  await settled(1);
  expect(arrived.map(wordsOf)).toEqual(['Hello', 'Hello']);
});

test.each(['orders', 'service', 'page', 'chat', 'business', 'agent'])(
  'CN-GEN-01 what the phone of %s sends is fetched from its simulated provider, and from nobody else',
  async (line) => {
    const { channel, settings } = phones.entryPoints.find(({ id }) => id === line) ?? {};
    const person = phones.view.lines.find(({ id }) => id === line)?.people[0]?.id ?? '';
    if (!channel) throw new Error('no such line');
    const account = channel.checkAccount('settings', settings);
    const files = phones.files;
    const mayConnect = () => false;
    const io = {
      now: () => AT,
      fetch: (url: string, init: RequestInit) => files.fetch(url, init as object, mayConnect),
    };
    const limits = { maxBytes: 100_000, types: ['image/png', 'application/pdf'] };
    for (const file of fileNames) {
      arrived.length = 0;
      expect(phones.perform({ do: 'send-file', line, person, file })).toBe(true);
      await expect.poll(() => arrived.length).toBe(1);
      const { path = '', headers = new Map<string, string>(), body = new Uint8Array() } = arrived[0] ?? {};
      const raw = { method: 'POST', publicUrl: origin() + path, headers, body, receivedAt: AT } as const;
      const events = await channel.parse(raw, account);
      const said = events.flatMap((each) => (each.type === 'message' ? each.content : []));
      const media = said.find((each) => each.kind === 'media');
      if (!media) throw new Error('no file came');
      const found = await channel.media(media.ref, io, limits, account);
      const { mediaType, bytes } = await fileOf(file);
      expect(found).toEqual({ ok: true, mediaType, bytes: new Uint8Array(bytes) });
    }
  },
);

test('T23 the demo fetches files from its simulated providers alone, not from other ports of this machine or other hosts', async () => {
  const refused = { code: 'address_refused' };
  for (const url of [`${origin()}/x`, 'http://127.0.0.1:1/x', 'https://www.acme.example/x', 'http://localhost/x']) {
    await expect(phones.files.fetch(url, {}, () => true)).rejects.toMatchObject(refused);
  }
  expect(arrived).toEqual([]);
});

test('what does not exist is refused, and changes nothing', () => {
  const before = phones.view;
  expect(write('Hello', 'nowhere')).toBe(false);
  expect(phones.perform({ do: 'write', line: 'orders', person: '+1', text: 'Hello' })).toBe(false);
  expect(phones.perform({ do: 'leave', line: 'page', person: before.lines[2]?.people[0]?.id ?? '' })).toBe(false);
  expect(phones.perform({ do: 'fail-next', line: 'orders', fault: 'window-closed' })).toBe(false);
  expect(phones.view).toEqual(before);
});

test('CN-GEN-05 each entry point has its own address, label and credentials', () => {
  const { entryPoints } = phones;
  expect(entryPoints.map(({ channel }) => channel.name)).toEqual([
    ...['sms-twilio', 'sms-twilio', 'messenger', 'whatsapp', 'apple', 'rcs'],
  ]);
  for (const values of [entryPoints.map(({ id }) => id), entryPoints.map(({ label }) => label)]) {
    expect(new Set(values).size).toBe(entryPoints.length);
  }
  const [one, other] = entryPoints.map(({ settings }) => settings as { readonly authToken?: string });
  expect(one?.authToken).not.toBe(other?.authToken);
});
