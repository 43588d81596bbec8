// The form page and the flow behind it in real Chromium, against a small server in `fetch` that follows the protocol.
import { openPart } from '@tellsafe/core/answers';
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock, toBase64url } from '@tellsafe/core/encoding';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FormFlow } from '../../src/controllers/form-flow.ts';
import type { FormState } from '../../src/controllers/form-state.ts';
import { recordIdOf } from '../../src/page/address.ts';
import { type DeviceStore, openDeviceStore } from '../../src/page/device-store.ts';
import { createDeviceTransport } from '../../src/page/device-transport.ts';
import { answers, FakeServer, keyId, keys } from './fake-server.ts';

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
  const recipient = { role: 'agent', keyId, suite: 'x25519', privateKey: keys.privateKey } as const;
  expect(await openPart(sealed.parts[0], context, recipient)).toEqual({ card: answers.card });
  expect(await openPart(sealed.parts[1], context, recipient)).toEqual({ cvv: answers.cvv });
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
