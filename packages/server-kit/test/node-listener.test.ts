// The kit behind a real node:http server: bodies, streams and lost connections as they come over a socket. Once as the kit's own
// handler, which is served without the web's objects, and once inside another handler, which gets them.
import {
  createServer,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tellsafe } from '../src/index.ts';
import { nodeListener } from '../src/runtime/node.ts';
import { Agent, sentForm } from './clients.ts';
import { BASE, createHarness, type Harness } from './harness.ts';
import { TestStream } from './support/streams.ts';

const handlers: [name: string, handlerOf: (tellsafe: Tellsafe) => Tellsafe['fetch']][] = [
  ['the kit’s own handler', (tellsafe) => tellsafe.fetch],
  ['a handler around it', (tellsafe) => (request) => tellsafe.fetch(request)],
];

describe.each(handlers)('%s', (_name, handlerOf) => {
  let harness: Harness;
  let server: Server;
  let base: string;

  beforeEach(async () => {
    harness = await createHarness('memory');
    server = createServer(nodeListener(handlerOf(harness.tellsafe)));
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

  test('a connection serves one request after the other, with a length that is said beforehand', async () => {
    const agent = new HttpAgent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let count = 0; count < 3; count += 1) {
      const { status, text, headers, localPort } = await post(agent, '/v1/invitations/received', '{"handle":"ümläut"}');
      expect([status, JSON.parse(text).code]).toEqual([403, 'invitation_unavailable']);
      if (headers['content-length'] !== undefined)
        expect(Number(headers['content-length'])).toBe(Buffer.byteLength(text));
      ports.add(localPort);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  test('a body in pieces is one body', async () => {
    const { status, text } = await post(undefined, '/v1/invitations/received', '{"han', 'dle":"non', 'sense"}');
    expect([status, JSON.parse(text).code]).toEqual([403, 'invitation_unavailable']);
  });

  test('a request that leaves in the middle of its body changes nothing and is no failure of the kit', async () => {
    const request = httpRequest(`${base}/v1/invitations/received`, {
      method: 'POST',
      headers: { ...json, 'Content-Length': 100 },
    });
    request.on('error', () => undefined);
    await new Promise((resolve) => request.write('{"handle":', resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    request.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(harness.log).toEqual([]);
    expect((await fetch(`${base}/unknown`)).status).toBe(404);
  });

  test('the host’s login sees the caller’s headers', async () => {
    const headers = { ...json, 'x-agent': 'ada' };
    const response = await fetch(`${base}/v1/agent/sessions`, { method: 'POST', body: '{}', headers });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ agent: { id: 'ada' } });
  });

  test('a page of the server’s own origin may call it, one of another may not', async () => {
    const { origin } = new URL(base);
    for (const [from, status] of [
      [origin, 403],
      [origin.replace('127.0.0.1', 'localhost'), 403],
    ] as const) {
      const headers = { ...json, Origin: from };
      const response = await fetch(`${base}/v1/invitations/received`, {
        method: 'POST',
        body: '{"handle":"x"}',
        headers,
      });
      expect([from, response.status]).toEqual([from, status]);
      const { code } = (await response.json()) as { code: string };
      expect(code).toBe(from === origin ? 'invitation_unavailable' : 'origin_refused');
    }
  });

  test('the form page and its files come whole, a HEAD without their content', async () => {
    const page = await fetch(`${base}/form/acme`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('</html>')]);
    const head = await fetch(`${base}/form/acme`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('what is no address and no method of the web is refused', async () => {
    const { port } = server.address() as AddressInfo;
    for (const [line, status] of [
      ['GET * HTTP/1.1\r\nHost: a', 400],
      ['GET /tellsafe/form/acme HTTP/1.1\r\nHost: a b', 400],
      ['TRACE /tellsafe/form/acme HTTP/1.1\r\nHost: a', 405],
    ] as const) {
      expect([line, await rawStatus(port, `${line}\r\nConnection: close\r\n\r\n`)]).toEqual([line, status]);
    }
  });

  interface Posted {
    readonly status: number | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly text: string;
    readonly localPort: number | undefined;
  }

  function post(agent: HttpAgent | undefined, path: string, ...pieces: string[]): Promise<Posted> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        base + path,
        { method: 'POST', headers: json, ...(agent && { agent }) },
        (response) => {
          const { statusCode, headers, socket } = response;
          let text = '';
          response.setEncoding('utf8').on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: statusCode, headers, text, localPort: socket.localPort }));
        },
      );
      request.on('error', reject);
      for (const piece of pieces) request.write(piece);
      request.end();
    });
  }
});

const json = { 'Content-Type': 'application/json' };

function rawStatus(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(received.slice(9, 12))));
  });
}

test('a handler that fails is answered for, and its reason is not told', async () => {
  const failing = createServer(nodeListener(() => Promise.reject(new Error('4111111111111111'))));
  await new Promise<void>((resolve) => failing.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`http://127.0.0.1:${(failing.address() as AddressInfo).port}/`);
  expect([response.status, await response.text()]).toEqual([500, '']);
  await new Promise((resolve) => failing.close(resolve));
});
