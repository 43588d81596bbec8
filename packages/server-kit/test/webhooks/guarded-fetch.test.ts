// The way of webhooks on Node (SF-OPS-01): every address that a host stands for is judged in the look-up of the connection itself.
import { type LookupAddress, lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { guardedFetch } from '../../src/runtime/node.ts';
import { createTargets } from '../../src/webhooks/targets.ts';
import { Receiver } from './receiver.ts';

vi.mock('node:dns', async (original) => ({ ...(await original<typeof import('node:dns')>()), lookup: vi.fn() }));

type Answer = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/** What the name service says, call after call; the last answer stays. */
function names(...answers: readonly (readonly string[] | Error)[]): void {
  let calls = 0;
  const answer = (_host: string, _options: unknown, done: Answer) => {
    const found = answers[Math.min(calls, answers.length - 1)] ?? [];
    calls += 1;
    if (found instanceof Error) return done(found, []);
    done(
      null,
      (found as readonly string[]).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  vi.mocked(lookup).mockImplementation(answer as unknown as typeof lookup);
}

describe('guardedFetch', () => {
  let outside: Receiver;
  beforeEach(async () => {
    outside = await Receiver.start();
  });
  afterEach(() => outside.stop());

  /** 127.0.0.1 plays the public address, every other one lies inside. */
  const mayConnect = (address: string) => address === '127.0.0.1';
  const send = (host = 'crm.example') =>
    guardedFetch(outside.urlOf('/crm', host), { method: 'POST', body: '{}' }, mayConnect);

  test('SF-OPS-01 sends to a name that stands for public addresses', async () => {
    outside.plan('/crm', { status: 503, headers: { 'retry-after': '7' } });
    names(['127.0.0.1', '127.0.0.1']);
    const response = await send();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.text()).toBe('what a receiver says is not read');
  });

  test.each([
    ['an inner address', ['127.0.0.2']],
    ['a public and an inner one', ['127.0.0.1', '127.0.0.2']],
    ['an inner IPv6 one', ['::1']],
    ['nothing', []],
  ])('SF-OPS-01 refuses a name that stands for %s, without connecting', async (_, addresses) => {
    names(addresses);
    await expect(send()).rejects.toMatchObject({ code: 'address_refused' });
    expect(outside.asked).toEqual([]);
  });

  test('SF-OPS-01 says so when a name stands for nothing', async () => {
    names(Object.assign(new Error('canary.example'), { code: 'ENOTFOUND' }));
    await expect(send()).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  test.each(['127.0.0.2', '[::1]', '0x7f000002', '2130706434'])(
    'SF-OPS-01 refuses the address %s itself',
    async (host) => {
      await expect(send(host)).rejects.toMatchObject({ code: 'address_refused' });
      expect(vi.mocked(lookup).mock.calls).toEqual([]);
    },
  );

  test('SF-OPS-01 a name that changes its meaning meanwhile leads nowhere (DNS rebinding)', async () => {
    const inside = await Receiver.start(() => {}, '127.0.0.2');
    const url = inside.urlOf('/crm', 'rebinding.example');
    names(['127.0.0.1'], ['127.0.0.2']);
    // One look-up, whose answer is the one that is connected to: nothing listens there at this port.
    await expect(guardedFetch(url, { method: 'POST', body: '{}' }, mayConnect)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect(inside.asked).toEqual([]);
    names(['127.0.0.1'], ['127.0.0.2']);
    await sendAfterCheck(url);
    expect(inside.asked, 'control: whoever judges first and connects then gets inside').toHaveLength(1);
    await inside.stop();
  });

  async function sendAfterCheck(url: string): Promise<void> {
    const find = lookup as unknown as (host: string, options: unknown, done: Answer) => void;
    const found = await new Promise<LookupAddress[]>((resolve) =>
      find(new URL(url).hostname, { all: true }, (_, addresses) => resolve(addresses)),
    );
    expect(found.every(({ address }) => mayConnect(address))).toBe(true);
    await new Promise<void>((resolve, reject) => {
      requestHttp(url, { method: 'POST', agent: false, lookup: lookup as never }, () => resolve())
        .once('error', reject)
        .end('{}');
    });
  }

  test('SF-OPS-01 ends when it is told to', async () => {
    names(['127.0.0.1']);
    outside.plan('/crm', { status: 'hang' });
    const ending = new AbortController();
    const url = outside.urlOf('/crm', 'crm.example');
    const sent = guardedFetch(url, { method: 'POST', body: '{}', signal: ending.signal }, mayConnect);
    await vi.waitFor(() => expect(outside.asked).toHaveLength(1));
    ending.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('SF-OPS-01 believes no certificate but a valid one', async () => {
    const { mayConnect: open } = createTargets({ allow: [], httpOnLoopback: true });
    const sent = guardedFetch(`https://127.0.0.1:${outside.port}/crm`, { method: 'POST', body: '{}' }, open);
    await expect(sent).rejects.toMatchObject({ code: expect.stringMatching(/^(EPROTO|ERR_SSL)/) });
    expect(outside.asked).toEqual([]);
  });
});
