import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HELLO } from '../internal/channel.ts';
import { awaitHost, type HostChannel, type HostRequest } from './host-channel.ts';

const HOST = 'https://www.acme.example';
const parent = {};
let page: EventTarget & { parent: unknown };
let requests: HostRequest[];
let closed: number;
let channel: HostChannel;
let ports: MessagePort[];

beforeEach(() => {
  page = Object.assign(new EventTarget(), { parent });
  requests = [];
  closed = 0;
  ports = [];
  channel = awaitHost({
    window: page as unknown as Window,
    hosts: [HOST],
    onRequest: (request) => requests.push(request),
    onClose: () => {
      closed += 1;
    },
  });
});
afterEach(() => {
  for (const port of ports) port.close();
});

/** Says hello as a page would; gives what arrives at its end of the channel. */
function greet(part: { origin?: string; source?: unknown; data?: unknown; withoutPort?: boolean } = {}) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const heard: unknown[] = [];
  port1.onmessage = ({ data }) => heard.push(data);
  const hello = {
    origin: HOST,
    source: parent,
    data: { type: HELLO },
    ports: part.withoutPort ? [] : [port2],
    ...part,
  };
  page.dispatchEvent(Object.assign(new Event('message'), hello));
  return { port: port1, heard };
}

const request = { type: 'handle', handle: 'h', language: 'en', theme: {} };
const quiet = () => new Promise((resolve) => setTimeout(resolve, 20));

test('SF-WV-02 an allowed page is answered, and what is sent reaches it', async () => {
  const { port, heard } = greet();
  port.postMessage(request);
  await vi.waitFor(() => expect(requests).toEqual([request]));
  channel.send({ type: 'dirty', dirty: true });
  port.postMessage({ type: 'close' });
  await vi.waitFor(() => expect(closed).toBe(1));
  expect(heard).toEqual([
    { type: 'status', status: 'ready' },
    { type: 'dirty', dirty: true },
  ]);
});

test.each([
  ['of another origin', { origin: 'https://evil.example' }],
  ['of the opaque origin', { origin: 'null' }],
  ['of a longer origin', { origin: `${HOST}.evil.example` }],
  ['of another window', { source: {} }],
  ['without a port', { withoutPort: true }],
  ['of another version', { data: { type: 'tellsafe-hello/v2' } }],
  ['that is a text', { data: HELLO }],
  ['that is nothing', { data: null }],
])('SF-WV-03 a hello %s is not answered, and the right one still is', async (_, part) => {
  const wrong = greet(part);
  wrong.port.postMessage(request);
  await quiet();
  expect(wrong.heard).toEqual([]);
  expect(requests).toEqual([]);
  const right = greet();
  await vi.waitFor(() => expect(right.heard).toHaveLength(1));
});

test('SF-WV-03 a second hello is not answered and takes nothing over', async () => {
  const first = greet();
  const second = greet();
  second.port.postMessage(request);
  channel.send({ type: 'status', status: 'filling' });
  await vi.waitFor(() => expect(first.heard).toHaveLength(2));
  await quiet();
  expect(second.heard).toEqual([]);
  expect(requests).toEqual([]);
});

test.each([
  null,
  7,
  'handle',
  [],
  {},
  { ...request, type: 'other' },
  { ...request, task: 'steal' },
  { ...request, handle: 7 },
  { ...request, handle: 'h'.repeat(201) },
  { ...request, language: 'x'.repeat(36) },
  { ...request, more: 1 },
  { type: 'close', more: 1 },
])('SF-WV-03 a message that is not of the protocol changes nothing: %j', async (message) => {
  const { port } = greet();
  port.postMessage(message);
  await quiet();
  expect(requests).toEqual([]);
  expect(closed).toBe(0);
});

test('SF-OTK-07 one form per document: a second handle is not taken', async () => {
  const { port } = greet();
  port.postMessage(request);
  port.postMessage({ ...request, handle: 'other' });
  port.postMessage({ type: 'close' });
  await vi.waitFor(() => expect(closed).toBe(1));
  expect(requests.map(({ handle }) => handle)).toEqual(['h']);
});

test('SF-WV-03 before a hello nothing goes anywhere', () => {
  expect(() => channel.send({ type: 'height', height: 5 })).not.toThrow();
});
