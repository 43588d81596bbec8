// The form page and the flow behind it in real Chromium, against a small server in `fetch` that follows the protocol.
import { openPart } from '@tellsafe/core/answers';
import { webRandom } from '@tellsafe/core/crypto';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { systemClock, toBase64url } from '@tellsafe/core/encoding';
import type { FormDefinition } from '@tellsafe/core/form';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FormFlow } from '../../src/controllers/form-flow.ts';
import type { FormState } from '../../src/controllers/form-state.ts';
import { recordIdOf } from '../../src/page/address.ts';
import { type DeviceStore, openDeviceStore } from '../../src/page/device-store.ts';
import { createDeviceTransport } from '../../src/page/device-transport.ts';

const definition: FormDefinition = {
  id: 'card',
  name: 'Payment card',
  description: '',
  questions: [
    {
      id: 'card',
      label: 'Card number',
      type: 'numeric',
      format: 'card',
      required: true,
      masked: false,
      offTheRecord: false,
      maxLength: 19,
      characters: 'safe',
    },
    {
      id: 'cvv',
      label: 'Security code',
      type: 'cvv',
      required: true,
      masked: true,
      offTheRecord: true,
      maxLength: 4,
      characters: 'safe',
    },
  ],
};
const answers = { card: '4111111111111111', cvv: '123' };
const keys = await generateRecipientKeyPair('x25519');
const keyId = await recipientKeyId('x25519', keys.publicKey);

interface Sent {
  readonly path: string;
  readonly body: string;
  readonly proof: string | null;
}

/** The rules of the protocol that this side can meet: one device, one submit, statuses. */
class FakeServer {
  readonly sent: Sent[] = [];
  status = 'received';
  reopen: 'same-device' | 'never' = 'same-device';
  submitKey = 'key-1';
  secondsLeft = 1_700;
  /** Paths whose next answers are lost after the server acted. */
  readonly lose: string[] = [];
  readonly stale: string[] = [];
  #streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  #spent = '';
  #number = 1;

  readonly conversationId: string;
  readonly invitationId: string;

  constructor(conversationId: string, invitationId: string) {
    this.conversationId = conversationId;
    this.invitationId = invitationId;
  }

  tell(status: string): void {
    this.status = status;
    for (const stream of this.#streams) stream.enqueue(this.#event());
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = url.replace('/t', '');
    const body = await new Response(init.body).text();
    const proof = new Headers(init.headers).get('tellsafe-proof');
    this.sent.push({ path, body, proof });
    const answer = this.#answer(path, body, proof);
    const lost = this.lose.indexOf(path);
    if (lost < 0) return answer;
    this.lose.splice(lost, 1);
    throw new TypeError('lost');
  };

  #event(): Uint8Array<ArrayBuffer> {
    const data = {
      status: this.status,
      form: { name: definition.name, description: '' },
      secondsLeft: this.secondsLeft,
      agentName: 'Noor',
    };
    return new TextEncoder().encode(`id: 1\nevent: status\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #answer(path: string, body: string, proof: string | null): Response {
    const refuse = (code: string) => Response.json({ code }, { status: 403 });
    const stale = this.stale.indexOf(path);
    if (stale >= 0) {
      this.stale.splice(stale, 1);
      return refuse('proof_stale');
    }
    if (path.endsWith('/watch')) {
      return new Response(
        new ReadableStream({
          start: (stream) => {
            this.#streams.push(stream);
            stream.enqueue(this.#event());
          },
        }),
      );
    }
    if (path.endsWith('/begin'))
      return this.status === 'received'
        ? Response.json({ openKey: 'open', secondsLeft: 300 })
        : refuse('invitation_unavailable');
    if (path.endsWith('/open')) {
      this.status = 'viewed';
      return Response.json({ ...this.#opened(), deviceKey: toBase64url(new Uint8Array(32).fill(5)) });
    }
    if (path.endsWith('/resume')) {
      if (!proof || this.status !== 'viewed' || this.reopen === 'never') return refuse('otk_invalid');
      this.#number += 1;
      this.submitKey = `key-${this.#number}`;
      return Response.json(this.#opened());
    }
    if (path.endsWith('/decline')) return Response.json({ status: 'declined' });
    if (path.endsWith('/submit')) {
      if (!proof || (this.#spent ? this.#spent !== body : JSON.parse(body).submitKey !== this.submitKey))
        return refuse('otk_invalid');
      this.#spent = body;
      this.status = 'submitted';
      return Response.json({ status: 'submitted' });
    }
    return refuse('route_unknown');
  }

  #opened() {
    const { conversationId, invitationId, submitKey, reopen, secondsLeft } = this;
    const context = {
      accountId: 'acme',
      conversationId,
      invitationId,
      definitionHash: toBase64url(new Uint8Array(32)),
    };
    const recipients = [{ role: 'agent', suite: 'x25519', keyId, publicKey: toBase64url(keys.publicKey) }];
    return {
      context,
      definition,
      recipients,
      submitKey,
      reopen,
      secondsLeft,
      extensionsLeft: 0,
      extensionSeconds: 0,
      agentName: 'Noor',
    };
  }
}

let server: FakeServer;
let devices: DeviceStore;
let flows: FormFlow[];
let target: { handle: string; recordId: string };

beforeEach(async () => {
  const parts = { accountId: 'acme', conversationId: crypto.randomUUID(), secret: webRandom(16) };
  const handle = encodeHandle(parts);
  target = { handle, recordId: await recordIdOf(handle) };
  server = new FakeServer(parts.conversationId, crypto.randomUUID());
  devices = openDeviceStore(systemClock);
  flows = [];
});
afterEach(() => {
  for (const flow of flows) flow.leave();
});

function flowOn(store = devices) {
  const views: FormState[] = [];
  const transport = createDeviceTransport({ base: '/t', fetch: server.fetch, clock: systemClock });
  const flow = new FormFlow({
    ...target,
    transport,
    devices: store,
    clock: systemClock,
    random: webRandom,
    onChange: (state) => views.push(state),
  });
  flows.push(flow);
  return flow;
}
const until = (flow: FormFlow, view: string) =>
  vi.waitFor(() => expect(flow.state.view).toBe(view), { timeout: 6_000 });
const calls = (path: string) => server.sent.filter((each) => each.path.endsWith(path));

test('SF-FLOW-04 answers leave sealed only, and the recipient opens exactly what was typed', async () => {
  const flow = flowOn();
  await flow.start();
  await flow.submit(answers, true);
  expect(flow.state.view).toBe('success');
  const { sealed } = JSON.parse(calls('/submit')[0]?.body ?? '{}');
  const context = {
    accountId: 'acme',
    conversationId: server.conversationId,
    invitationId: server.invitationId,
    definitionHash: toBase64url(new Uint8Array(32)),
  };
  const recipient = { role: 'agent', keyId, privateKey: keys.privateKey } as const;
  expect(await openPart(sealed.parts[0], context, 'x25519', recipient)).toEqual({ card: answers.card });
  expect(await openPart(sealed.parts[1], context, 'x25519', recipient)).toEqual({ cvv: answers.cvv });
  for (const { body } of server.sent) expect(body).not.toMatch(/4111111111111111|"123"/);
});

test('SF-OTK-02 a lost submit is repeated with identical bytes and counts once', async () => {
  const flow = flowOn();
  await flow.start();
  server.lose.push('/v1/forms/submit');
  await flow.submit(answers, true);
  expect(flow.state.view).toBe('success');
  const [first, second] = calls('/submit');
  expect(second?.body).toBe(first?.body);
  expect(second?.proof).not.toBe(first?.proof);
});

test('SF-FLOW-03 a lost open is repeated with the same claim', async () => {
  server.lose.push('/v1/forms/open');
  const flow = flowOn();
  await flow.start();
  expect(flow.state.view).toBe('filling');
  expect(new Set(calls('/open').map(({ body }) => body)).size).toBe(1);
  expect(calls('/open')).toHaveLength(2);
});

test('SF-INV-05 a reload resumes with the device key, which cannot be exported; another device cannot', async () => {
  await flowOn().start();
  const kept = await openDeviceStore(systemClock).get(target.recordId);
  expect(kept?.key?.extractable).toBe(false);
  const again = flowOn(openDeviceStore(systemClock));
  await again.start();
  expect(again.state.view).toBe('filling');
  expect(calls('/begin')).toHaveLength(1);
  const other = flowOn({ get: async () => undefined, keep: async () => {}, forget: async () => {} });
  await other.start();
  expect(other.state.view).toBe('elsewhere');
});

test('SF-INV-05 with reopen "never" the device keeps no key', async () => {
  server.reopen = 'never';
  await flowOn().start();
  expect(await openDeviceStore(systemClock).get(target.recordId)).toBeUndefined();
});

test('a second window of the device takes the submit key; the first renews it and still submits once', async () => {
  const first = flowOn();
  await first.start();
  await flowOn().start();
  await first.submit(answers, true);
  expect(first.state.view).toBe('success');
  expect(calls('/submit').length).toBe(2);
});

test('a proof that is too old is signed anew, once', async () => {
  const flow = flowOn();
  await flow.start();
  server.stale.push('/v1/forms/submit');
  await flow.submit(answers, true);
  expect(flow.state.view).toBe('success');
});

test.each([
  ['revoked', 'revoked'],
  ['expired', 'late'],
  ['declined', 'declined'],
  ['submitted', 'submitted'],
])('SF-STA-05 %s arrives live while filling in', async (status, view) => {
  const flow = flowOn();
  await flow.start();
  await vi.waitFor(() => expect(calls('/watch')).toHaveLength(1));
  await vi.waitFor(() => expect(flow.state.agentName).toBe('Noor'));
  server.tell(status);
  await until(flow, view);
  expect(flow.state.definition).toBeUndefined();
  expect(await devices.get(target.recordId)).toBeUndefined();
});

test('SF-WV-05 when the time is over the form ends by itself', async () => {
  server.secondsLeft = 1;
  const flow = flowOn();
  await flow.start();
  await until(flow, 'late');
});

test('SF-OTK-07 nothing is sent before start', () => {
  flowOn();
  expect(server.sent).toEqual([]);
});

test('SF-WV-07 nothing is in cookies, localStorage or sessionStorage', async () => {
  const before = [document.cookie, localStorage.length, sessionStorage.length];
  const flow = flowOn();
  await flow.start();
  await flow.submit(answers, true);
  expect([document.cookie, localStorage.length, sessionStorage.length]).toEqual(before);
});
