// Files that consumers send: fetched from the five simulated providers when an agent asks, and from nowhere else (SSRF, CWE-918).
import { type LookupAddress, lookup } from 'node:dns';
import { seededRandom } from '@tellsafe/server-kit/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { seenType } from '../../../src/channels/gateway/file-kinds.ts';
import type { GuardedFetch } from '../../../src/channels/gateway/file-settings.ts';
import { type ChannelName, channelNames } from '../../../src/channels/types.ts';
import { guardedFetch } from '../../../src/runtime/node.ts';
import { Agent, call } from '../../clients.ts';
import { ACCOUNT, BASE, createHarness, FORM_ORIGIN, type Harness } from '../../harness.ts';
import { subjects } from '../contract/subjects.ts';

vi.mock('node:dns', async (original) => ({ ...(await original<typeof import('node:dns')>()), lookup: vi.fn() }));

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const page = bytesOf('<!doctype html><script>alert(1)</script>');

/** Every name is of a machine inside. */
function allNamesLeadInside(): void {
  const answer = (_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) =>
    done(null, [{ address: '127.8.8.8', family: 4 }]);
  vi.mocked(lookup).mockImplementation(answer as unknown as typeof lookup);
}

const open: Harness[] = [];
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

/** One channel with its simulated provider. @param way null: none is set up */
async function stageOf(name: ChannelName, way?: GuardedFetch | null) {
  const subject = subjects[name];
  const webhookUrl = `${FORM_ORIGIN}${BASE}/v1/channels/${name}/line`;
  const settings = { ...subject.settings, ...('webhookUrl' in subject.settings && { webhookUrl }) };
  let now = () => 0;
  const simulator = subject.simulate({ settings, webhookUrl, now: () => now(), random: seededRandom(7) });
  const provider: GuardedFetch = (url, init) => simulator.fetch(new Request(url, init));
  const harness = await createHarness('memory', {
    account: { entryPoints: [{ id: 'line', channel: subject.channel, settings }] },
    options: {
      fetch: (url, init) => simulator.fetch(new Request(url, init)),
      ...(way !== null && { files: { fetch: way ?? provider } }),
    },
  });
  open.push(harness);
  now = harness.clock;
  const tell = async (act: Parameters<typeof simulator.tell>[0]) => {
    const webhook = await simulator.tell(act);
    if (!webhook) throw new Error('the provider says nothing of this');
    const { method, url, headers, body } = webhook;
    return harness.tellsafe.fetch(new Request(url, { method, headers, body: new Uint8Array(body) }));
  };
  const send = async (mediaType: string, bytes: Uint8Array, from = subject.consumer) => {
    await tell({ act: 'file', from, mediaType, bytes });
    const listed = await harness.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: 'ada' });
    const { conversation, messages } = await harness.tellsafe.conversations.get({
      ...{ accountId: ACCOUNT, conversationId: listed[0]?.id ?? '' },
    });
    const message = messages.findLast(({ media }) => media);
    return { conversationId: conversation.id, messageId: message?.id ?? '' };
  };
  const read = async (agent: Agent, { conversationId, messageId }: Awaited<ReturnType<typeof send>>, file = 0) => {
    const path = `/v1/agent/conversations/${conversationId}/file`;
    const body = { messageId, file };
    const headers = { ...(await agent.headers('POST', path, body)), 'content-type': 'application/json' };
    const request = new Request(FORM_ORIGIN + BASE + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const response = await harness.tellsafe.fetch(request);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const code = response.ok ? 'ok' : (JSON.parse(new TextDecoder().decode(bytes)) as { code: string }).code;
    return { response, bytes, code };
  };
  return { harness, simulator, tell, send, read };
}

describe.each(channelNames)('CN-SEC-01 files of %s', (name) => {
  test('come whole from the provider, as attachments that run nothing, to whoever may see the conversation', async () => {
    const { harness, simulator, send, read } = await stageOf(name);
    const place = await send('image/png', png);
    const ada = await Agent.signIn(harness, 'ada');
    await ada.assign(place.conversationId);
    const { response, bytes } = await read(ada, place);
    expect(response.status).toBe(200);
    expect(bytes).toEqual(png);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''[\w%.-]+\.png$/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(simulator.complaints).toEqual([]);
    const bob = await Agent.signIn(harness, 'bob');
    expect((await read(bob, place)).code).toBe('conversation_unknown');
    expect((await read(ada, place, 1)).code).toBe('file_gone');
    expect((await read(ada, { ...place, messageId: place.conversationId })).code).toBe('file_gone');
  });

  test('are refused when the bytes are not what they say, too many, or do not come', async () => {
    const { harness, simulator, send, read } = await stageOf(name);
    const ada = await Agent.signIn(harness, 'ada');
    const codeOf = async (type: string, bytes: Uint8Array) => (await read(ada, await send(type, bytes))).code;
    expect(await codeOf('image/png', page)).toBe('file_refused');
    expect(await codeOf('text/html', page)).toBe('file_refused');
    expect(await codeOf('image/svg+xml', bytesOf('<svg onload="alert(1)"/>'))).toBe('file_refused');
    const place = await send('image/png', png);
    simulator.failNextFile('endless');
    expect((await read(ada, place)).code).toBe('file_too_large');
    simulator.failNextFile('not-yet');
    expect(['overloaded', 'file_gone']).toContain((await read(ada, place)).code);
    simulator.failNextFile('redirected-abroad');
    expect((await read(ada, place)).code).not.toBe('ok');
    expect((await read(ada, place)).code).toBe('ok');
  });
});

describe('CN-SEC-01 files', () => {
  test('SSRF: an address that leads inside the network is not connected to; a way that does not judge connects', async () => {
    allNamesLeadInside();
    const failures: string[] = [];
    const watched =
      (judge: (mayConnect: (address: string) => boolean) => (address: string) => boolean): GuardedFetch =>
      (url, init, mayConnect) =>
        guardedFetch(url, init, judge(mayConnect)).catch((error: unknown) => {
          failures.push((error as { code: string }).code);
          throw error;
        });
    const tryWith = async (way: GuardedFetch) => {
      const { harness, send, read } = await stageOf('rcs', way);
      const place = await send('image/png', png);
      return (await read(await Agent.signIn(harness, 'ada'), place)).code;
    };
    expect(await tryWith(watched((mayConnect) => mayConnect))).toBe('file_refused');
    expect(failures).toEqual(['address_refused']);
    failures.length = 0;
    // The control: nothing listens there, but somebody has asked.
    expect(await tryWith(watched(() => () => true))).toBe('overloaded');
    expect(failures).toEqual(['ECONNREFUSED']);
  });

  test('SSRF: a redirect of the provider leads nowhere inside, and each hop is judged', async () => {
    allNamesLeadInside();
    const asked: string[] = [];
    let location = '';
    const way: GuardedFetch = async (url, init, mayConnect) => {
      asked.push(new URL(url).hostname);
      if (asked.length === 1) return new Response(null, { status: 307, headers: { location } });
      return guardedFetch(url, init, mayConnect);
    };
    for (const next of [
      'http://169.254.169.254/latest',
      'https://[::1]/x',
      'https://localhost/x',
      'https://evil.example/x',
      'https://inside.amazonaws.com/x',
    ]) {
      asked.length = 0;
      location = next;
      const { harness, send, read } = await stageOf('sms-twilio', way);
      const place = await send('image/png', png);
      expect([next, (await read(await Agent.signIn(harness, 'ada'), place)).code]).toEqual([next, 'file_refused']);
      expect(asked).toEqual(
        next.includes('amazonaws') ? ['api.twilio.com', 'inside.amazonaws.com'] : ['api.twilio.com'],
      );
    }
  });

  test('nothing is fetched where no way is set up, and by too many at once', async () => {
    const none = await stageOf('whatsapp', null);
    const closed = await none.send('image/png', png);
    expect((await none.read(await Agent.signIn(none.harness, 'ada'), closed)).code).toBe('file_refused');
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const busy = await stageOf('rcs', async () => {
      await held;
      return new Response(png, { headers: { 'content-type': 'image/png' } });
    });
    const place = await busy.send('image/png', png);
    const ada = await Agent.signIn(busy.harness, 'ada');
    const codes: string[] = [];
    const reads = Array.from({ length: 12 }, async () => codes.push((await busy.read(ada, place)).code));
    await vi.waitFor(() => expect(codes).toEqual(Array(4).fill('overloaded')), 20_000);
    release();
    await Promise.all(reads);
    expect(codes.slice(4)).toEqual(Array(8).fill('ok'));
  });

  test('opening is an entry of the audit, and needs a proof', async () => {
    const { harness, send, read } = await stageOf('rcs');
    const place = await send('image/png', png);
    const ada = await Agent.signIn(harness, 'ada');
    await read(ada, place);
    const { entries } = await harness.tellsafe.audit.list({ accountId: ACCOUNT });
    const opened = entries.map((each) => JSON.stringify(each)).filter((each) => each.includes('"file-open"'));
    expect(opened).toEqual([expect.stringContaining(place.conversationId)]);
    const bare = await call(harness, 'POST', `/v1/agent/conversations/${place.conversationId}/file`, {
      body: { messageId: place.messageId, file: 0 },
    });
    expect(bare.status).toBe(401);
  });

  test.each([
    ['image/png', png, 'image/png'],
    ['image/jpg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['application/pdf', bytesOf('%PDF-1.7'), 'application/pdf'],
    ['text/plain', bytesOf('Order 4711'), 'text/plain'],
    ['text/plain', page, undefined],
    ['text/html', page, undefined],
    ['image/svg+xml', bytesOf('<svg/>'), undefined],
    ['image/png', bytesOf('%PDF-1.7'), undefined],
    ['application/zip', bytesOf('PK\u0003\u0004'), undefined],
    ['constructor', png, undefined],
    ['image/png', new Uint8Array(), undefined],
  ])('a file that says %s is believed by its bytes alone', (declared, bytes, seen) => {
    expect(seenType(declared, bytes)).toBe(seen);
  });
});
