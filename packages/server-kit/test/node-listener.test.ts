// The kit behind a real node:http server: bodies, streams and lost connections as they come over a socket.
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeListener } from '../src/runtime/node.ts';
import { Agent, sentForm } from './clients.ts';
import { BASE, createHarness, type Harness } from './harness.ts';
import { TestStream } from './support/streams.ts';

let harness: Harness;
let server: Server;
let base: string;

beforeEach(async () => {
  harness = await createHarness('memory');
  server = createServer(nodeListener((request) => harness.tellsafe.fetch(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`;
});

afterEach(async () => {
  await harness.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a request goes through, the date is the kit’s, the globals stay Node’s', async () => {
  const before = globalThis.Request;
  const body = JSON.stringify({ handle: 'nonsense' });
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${base}/v1/invitations/received`, { method: 'POST', body, headers });
  expect(response.status).toBe(403);
  expect(Date.parse(response.headers.get('date') ?? '')).toBe(harness.clock());
  expect(globalThis.Request).toBe(before);
});

test('a body that is too large is refused while it is still coming', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const request = httpRequest(
      `${base}/v1/forms/open`,
      { method: 'POST', headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' } },
      (response) => resolve(response.statusCode ?? 0),
    );
    // The server may stop reading; what matters is its answer.
    request.on('error', (error) => ('code' in error && error.code === 'EPIPE' ? undefined : reject(error)));
    request.write('x'.repeat(40_000));
    request.write('x'.repeat(40_000));
  });
  expect(status).toBe(413);
  expect((await fetch(`${base}/unknown`)).status).toBe(404);
});

test('a stream arrives live over the socket, and leaving it frees its place', async () => {
  const { agent, device } = await sentForm(harness);
  const headers = await agent.headers('GET', '/v1/agent/events');
  const stream = new TestStream(await fetch(`${base}/v1/agent/events`, { headers }));
  await device.received();
  expect(await stream.take(1)).toMatchObject([{ event: 'invitation', data: { invitation: { status: 'received' } } }]);
  await stream.leave();
  const again = await Agent.signIn(harness, 'ada');
  expect((await again.call('GET', '/v1/agent/forms')).status).toBe(200);
});

test('malformed requests leave the process alive', async () => {
  const { port } = server.address() as AddressInfo;
  const { connect } = await import('node:net');
  for (const text of [
    'GET / HTTP/1.1\r\n\r\n',
    'nonsense\r\n\r\n',
    'POST /tellsafe/v1/forms/open HTTP/1.1\r\nHost: [\r\n\r\n',
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text));
      socket.on('data', () => undefined);
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
    });
  }
  expect((await fetch(`${base}/unknown`)).status).toBe(404);
});
