// The form page and the flow behind it in real Chromium, against a small server in `fetch` that follows the protocol.
import { openPart } from '@tellsafe/core/answers';
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock, toBase64url } from '@tellsafe/core/encoding';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FormFlow } from '../../src/controllers/form-flow.ts';
import type { FormState } from '../../src/controllers/form-state.ts';
import { recordIdOf } from '../../src/page/address.ts';
import { type DeviceStore, openDeviceStore } from '../../src/page/device-store.ts';
import { createDeviceTransport } from '../../src/page/device-transport.ts';
import { answers, FakeServer, keyId, keys } from './fake-server.ts';

let server: FakeServer;
let devices: DeviceStore;
let flows: FormFlow[];
let watched: (state: FormState) => void;
let target: { handle: string; recordId: string };

beforeEach(async () => {
  const parts = { accountId: 'acme', conversationId: crypto.randomUUID(), secret: webRandom(16) };
  const handle = encodeHandle(parts);
  target = { handle, recordId: await recordIdOf(handle) };
  server = new FakeServer(parts.conversationId, crypto.randomUUID());
  devices = openDeviceStore(systemClock);
  flows = [];
  watched = () => {};
});
afterEach(() => {
  for (const flow of flows) flow.leave();
});

/** @param locks of the device's windows; without them windows do not know of each other */
function flowOn(store = devices, locks?: LockManager) {
  const transport = createDeviceTransport({ base: '/t', fetch: server.fetch, clock: systemClock });
  const flow = new FormFlow({
    ...target,
    transport,
    devices: store,
    locks,
    clock: systemClock,
    random: webRandom,
    onChange: (state) => watched(state),
  });
  flows.push(flow);
  return flow;
}
const until = (flow: FormFlow, view: string) => vi.waitFor(() => expect(flow.state.view).toBe(view));
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
  // A watch that comes later hears of the end before anything is repeated.
  await vi.waitFor(() => expect(calls('/watch')).toHaveLength(1));
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

describe('SF-INV-05 reopen "never"', () => {
  beforeEach(() => {
    server.reopen = 'never';
  });

  test('left by the person: the same device says so, and nobody is asked to open it again', async () => {
    const flow = flowOn(devices, navigator.locks);
    await flow.start();
    expect(flow.state.reopen).toBe('never');
    flow.leave();
    expect(flow.state.view).toBe('left');
    const again = flowOn(openDeviceStore(systemClock), navigator.locks);
    await again.start();
    expect([again.state.view, again.state.reopen]).toEqual(['left', 'never']);
    // A second `begin` or a `resume` would be told to the agent as another device.
    expect(calls('/begin')).toHaveLength(1);
    expect(calls('/resume')).toHaveLength(0);
    expect((await openDeviceStore(systemClock).get(target.recordId))?.key).toBeUndefined();
  });

  test('another device still hears that it was opened elsewhere', async () => {
    await flowOn().start();
    const other = flowOn({ get: async () => undefined, keep: async () => {}, forget: async () => {} });
    await other.start();
    expect(other.state.view).toBe('elsewhere');
  });

  test('left, and then withdrawn by the agent: the end is what is shown', async () => {
    const flow = flowOn();
    await flow.start();
    flow.leave();
    server.status = 'revoked';
    const again = flowOn(openDeviceStore(systemClock));
    await again.start();
    expect(again.state.view).toBe('revoked');
    expect(await openDeviceStore(systemClock).get(target.recordId)).toBeUndefined();
  });

  test('a second window says that the first has it, and cannot take it over', async () => {
    const flow = flowOn(devices, navigator.locks);
    await flow.start();
    await vi.waitFor(() => expect(flow.claimed).toBe(true));
    const second = flowOn(openDeviceStore(systemClock), navigator.locks);
    await second.start();
    expect([second.state.view, second.state.reopen]).toEqual(['window', 'never']);
    await flow.submit(answers, true);
    expect(flow.state.view).toBe('success');
  });
});

describe('SF-INV-04 two windows of one device', () => {
  const inWindow = () => flowOn(openDeviceStore(systemClock), navigator.locks);

  async function opened() {
    const first = inWindow();
    await first.start();
    await vi.waitFor(() => expect(first.claimed).toBe(true));
    return first;
  }

  test('the second says that the first has the form, and takes nothing away from it', async () => {
    const first = await opened();
    const second = inWindow();
    await second.start();
    expect(second.state.view).toBe('window');
    expect(calls('/resume')).toHaveLength(0);
    await first.submit(answers, true);
    expect(first.state.view).toBe('success');
    expect(calls('/submit')).toHaveLength(1);
  });

  test('the second takes over when the person wants it: the first says so, holds nothing any more, and can have it back', async () => {
    const first = await opened();
    const second = inWindow();
    await second.start(true);
    expect(second.state.view).toBe('filling');
    await until(first, 'window');
    expect([first.form, first.state.definition]).toEqual([undefined, undefined]);
    await first.submit(answers, true);
    expect(calls('/submit')).toHaveLength(0);
    const back = inWindow();
    await back.start(true);
    await until(second, 'window');
    await back.submit(answers, true);
    expect(back.state.view).toBe('success');
    expect(calls('/submit')).toHaveLength(1);
  });

  test('a window that was left gives the form free', async () => {
    (await opened()).leave();
    const second = inWindow();
    await second.start();
    expect(second.state.view).toBe('filling');
  });

  test('where the browser refuses to tell windows apart the form opens', async () => {
    await opened();
    const refusing = { request: () => Promise.reject(new DOMException('', 'SecurityError')) } as unknown as LockManager;
    const second = flowOn(openDeviceStore(systemClock), refusing);
    await second.start();
    expect(second.state.view).toBe('filling');
  });
});

describe('SF-TIME-08 more time', () => {
  beforeEach(() => {
    server.extensionsLeft = 2;
  });

  test('one action gives it; a lost answer is asked for again and uses up nothing further', async () => {
    const flow = flowOn();
    await flow.start();
    server.lose.push('/v1/forms/extend');
    await flow.extend();
    expect(calls('/extend').map(({ body }) => JSON.parse(body).extensionsLeft)).toEqual([2, 2]);
    expect(flow.state).toMatchObject({ extensionsLeft: 1, busy: '', trouble: undefined });
    await flow.extend();
    expect(flow.state.extensionsLeft).toBe(0);
    await flow.submit(answers, true);
    expect(flow.state.view).toBe('success');
  });

  test('where no answer comes at all the person is told, and pressing again asks for the same one', async () => {
    const flow = flowOn();
    await flow.start();
    for (let time = 0; time < 3; time += 1) server.lose.push('/v1/forms/extend');
    await flow.extend();
    expect(flow.state).toMatchObject({ view: 'filling', trouble: { step: 'extend', text: 'connectionFailed' } });
    await flow.extend();
    expect(flow.state).toMatchObject({ extensionsLeft: 1, trouble: undefined });
  });
});

test('SF-FLOW-04 while a submit is repeated the state says so, and a second one is not begun', async () => {
  const flow = flowOn();
  await flow.start();
  const troubles: unknown[] = [];
  watched = (state) => troubles.push(state.trouble?.text);
  server.lose.push('/v1/forms/submit', '/v1/forms/submit');
  const [first] = [flow.submit(answers, true), flow.submit(answers, true)];
  await first;
  expect(troubles).toContain('stillTrying');
  expect(flow.state.view).toBe('success');
  expect(new Set(calls('/submit').map(({ body }) => body)).size).toBe(1);
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
