// Twilio's own package as an oracle: its verdict on a thousand requests is ours, and the simulator takes what it sends, so the simulator is fair.
import { seededRandom, simulateTwilio } from '@tellsafe/server-kit/testing';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smsTwilio, verify } from '../../../src/channels/sms-twilio/index.ts';
import { rawRequest } from '../requests.ts';
import { serveSimulator } from './loopback.ts';
import { subjects } from './subjects.ts';

const ORIGIN = 'https://api.twilio.com';
const { settings, consumer, webhookUrl } = subjects['sms-twilio'];
const { accountSid, authToken, sender } = settings as Record<'accountSid' | 'authToken' | 'sender', string>;

const pieces = [
  ...['a', 'B', 'Z', '0', '9', '+', ' ', '%', '&', '=', '/', '?', '#', '"', "'", '<', '\\', '~', '!', '*', '(', '.'],
  ...['é', 'Ž', '支', '👋', 'ا', '\n', '\r\n', '\t', '\u2066', '\u{1f469}\u200d\u{1f467}', '%2B', '+1'],
];
const names = ['Body', 'From', 'To', 'NumMedia', 'MediaUrl0', 'A', 'AB', 'a', 'ab', 'Ž', 'x y', 'X-1'];

describe('CN-GEN-02 the official package', () => {
  const random = seededRandom(42);
  const below = (count: number) => Math.floor(random() * count);
  const text = () => Array.from({ length: below(12) }, () => pieces[below(pieces.length)]).join('');
  const account = { ...smsTwilio.checkAccount('channel', settings) };

  const parameters = () => {
    const chosen = names.filter(() => random() < 0.4);
    const pairs = chosen.map((name) => [name, random() < 0.15 ? [text(), text(), text()] : text()] as const);
    return { ...Object.fromEntries(pairs), ...(random() < 0.8 && { AccountSid: accountSid }) };
  };
  const address = () => {
    const port = ['', '', ':443', ':8443'][below(4)];
    const path = ['/', '/sms', '/a%20b/c', '/%C5%BE'][below(4)];
    const query = ['', '?a=1&b=2', '?q=a%20b', '?q=a+b', "?x='y'", '?e=', '?r=1&r=2'][below(7)];
    return `https://hooks.example.com${port}${path}${query}`;
  };

  test('agrees on 1,000 random requests, genuine ones and others', async () => {
    let believed = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const [url, values] = [address(), parameters()];
      const signature = twilio.getExpectedTwilioSignature(authToken, url, values as never);
      const changed = [
        () => [url, values, signature] as const,
        () => [`${url}x`, values, signature] as const,
        () => [url, { ...values, Body: text() }, signature] as const,
        () => [url.replace('https', 'http'), values, signature] as const,
        () => [url, values, signature.toLowerCase()] as const,
      ];
      const [given, params, header] = (changed[random() < 0.5 ? 0 : below(changed.length)] ?? changed[0])?.() ?? [];
      if (given === undefined || params === undefined || header === undefined) throw new Error('nothing was chosen');
      const expected = twilio.validateRequest(authToken, header, given, params);
      const pairs = Object.entries(params).flatMap(([name, value]) =>
        [value as string | string[]].flat().map((each) => [name, each]),
      );
      const request = rawRequest(given, new URLSearchParams(pairs).toString(), { 'x-twilio-signature': header });
      const { ok } = await verify(request, account);
      expect([round, given, params, ok]).toEqual([round, given, params, expected]);
      believed += ok ? 1 : 0;
    }
    // Control: neither side says the same to everything.
    expect(believed).toBeGreaterThan(400);
    expect(believed).toBeLessThan(900);
  });
});

describe('CN-GEN-04 the official package sends through the simulator', () => {
  const clock = { now: 1_795_341_500_000 };
  const init = { webhookUrl, now: () => clock.now, random: seededRandom(1) };
  const simulator = simulateTwilio({ ...init, settings: { accountSid, authToken, sender, webhookUrl } });
  let server: Awaited<ReturnType<typeof serveSimulator>>;
  beforeAll(async () => {
    server = await serveSimulator(simulator, ORIGIN);
  });
  afterAll(() => server.close());

  /** The package's own client, but for where it connects to. */
  function client(token = authToken) {
    const httpClient = new twilio.RequestClient();
    const { request } = httpClient;
    httpClient.request = (given) =>
      request.call(httpClient, { ...given, uri: given.uri.replace(ORIGIN, server.url) }) as never;
    return twilio(accountSid, token, { httpClient });
  }

  test('a message is taken, and is in the list', async () => {
    const body = 'Údaje o platební kartě: https://forms.acme.example/f/acme#x';
    const sent = await client().messages.create({ to: consumer, from: sender, body, validityPeriod: 900 });
    expect(sent).toMatchObject({ sid: simulator.taken.at(-1)?.id, to: consumer, body, status: 'queued' });
    expect(sent.dateCreated.getTime()).toBe(Math.floor(clock.now / 1000) * 1000);
    const listed = await client().messages.list({ to: consumer });
    expect(listed.map(({ sid, direction }) => [sid, direction])).toEqual([[sent.sid, 'outbound-api']]);
    expect(simulator.complaints).toEqual([]);
  });

  test('its errors are the provider’s', async () => {
    const send = (to: string, token?: string) => client(token).messages.create({ to, from: sender, body: 'Hello' });
    await expect(send('banana')).rejects.toMatchObject({ status: 400, code: 21211 });
    await expect(send(consumer, 'another-token')).rejects.toMatchObject({ status: 401, code: 20003 });
    await simulator.tell({ act: 'opt-out', from: consumer });
    await expect(send(consumer)).rejects.toMatchObject({ status: 400, code: 21610 });
    await simulator.tell({ act: 'opt-in', from: consumer });
    simulator.failNext('rate-limited');
    await expect(send(consumer)).rejects.toMatchObject({ status: 429, code: 20429 });
  });

  test('a connection that the simulator cuts is cut', async () => {
    const before = simulator.taken.length;
    simulator.failNext('cut-before-answer');
    await expect(client().messages.create({ to: consumer, from: sender, body: 'Hello' })).rejects.toThrow();
    expect(simulator.taken).toHaveLength(before + 1);
  });
});
