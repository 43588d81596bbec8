// Nothing that could hang lasts for ever (SF-OPS-04): the guide's table of time limits is what the code has, and those who send slowly or never
// answer are left.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FILE_TIMEOUT_MS } from '../../src/channels/gateway/files.ts';
import { ROUTE_TIMEOUT_MS } from '../../src/channels/gateway/routing.ts';
import { REQUEST_TIMEOUT_MS } from '../../src/channels/shared/requests.ts';
import { AUTHENTICATE_LIMIT_MS } from '../../src/handlers/agent-sessions.ts';
import { BODY_WAIT_MS } from '../../src/http/body.ts';
import { ANSWER_LIMIT_MS } from '../../src/operation/gate.ts';
import { PUSH_TIMEOUT_MS } from '../../src/push/deliver.ts';
import { NOTIFY_TIMEOUT_MS } from '../../src/push/notify.ts';
import { nodeListener, serverTimes } from '../../src/runtime/node.ts';
import { HEALTH_LIMIT_MS } from '../../src/services/health.ts';
import { WEBHOOK_TIMEOUT_MS } from '../../src/webhooks/deliver.ts';
import { call, requestOf } from '../clients.ts';
import { createHarness, type Harness } from '../harness.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/operation.md'), 'utf8');

test('SF-OPS-04 the guide’s table is what the code has', () => {
  const [, table = ''] = guide.split('**Everything that could hang**');
  const rows = [...table.matchAll(/^\| [^|]+ \| (\d+) s \|/gm)].map(([, seconds]) => Number(seconds) * 1000);
  expect(rows).toEqual([
    ...[serverTimes.headersTimeout, serverTimes.requestTimeout, BODY_WAIT_MS, ANSWER_LIMIT_MS],
    ...[AUTHENTICATE_LIMIT_MS, ROUTE_TIMEOUT_MS, NOTIFY_TIMEOUT_MS, HEALTH_LIMIT_MS],
    ...[REQUEST_TIMEOUT_MS, FILE_TIMEOUT_MS, PUSH_TIMEOUT_MS, WEBHOOK_TIMEOUT_MS],
  ]);
});

let harness: Harness;
afterEach(async () => {
  vi.useRealTimers();
  await harness?.close();
});

test('SF-OPS-04 a login of the host that never answers holds no request for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let asked = 0;
  const authenticate = () => {
    asked += 1;
    return new Promise<never>(() => {});
  };
  harness = await createHarness('memory', { options: { authenticate } });
  let status: number | undefined;
  const asking = call(harness, 'POST', '/v1/agent/sessions', { body: {} }).then((answer) => {
    status = answer.status;
  });
  await vi.waitFor(() => expect(asked).toBe(1));
  await vi.advanceTimersByTimeAsync(AUTHENTICATE_LIMIT_MS - 1_000);
  expect(status).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_000);
  await asking;
  expect(status).toBe(500);
  expect(harness.log).toMatchObject([{ code: 'TimeoutError', where: 'sessionStart' }]);
});

describe('SF-OPS-04 whoever sends slowly', () => {
  const sockets: Socket[] = [];
  let server: Server;
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** What comes back on a connection, and whether it is closed. */
  async function opened(times: object) {
    harness = await createHarness('memory');
    server = createServer(times, nodeListener(harness.tellsafe.fetch));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    const seen = { text: '', isClosed: false };
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        seen.text += chunk.toString();
      });
    socket.on('close', () => {
      seen.isClosed = true;
    });
    await new Promise((resolve) => socket.once('connect', resolve));
    return { socket, seen };
  }

  const path = new URL(requestOf('POST', '/v1/invitations/begin').url).pathname;
  const head = `POST ${path} HTTP/1.1\r\nHost: forms.acme.example\r\nContent-Type: application/json\r\n`;
  const patience = { timeout: 20_000, interval: 10 };

  test('the body is told so after its time, and loses the connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let timers = vi.getTimerCount();
    const { socket, seen } = await opened(serverTimes);
    timers = vi.getTimerCount() - timers;
    socket.write(`${head}Content-Length: 100\r\n\r\n{"handle":`);
    // The body's and the answer's.
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThanOrEqual(timers + 2), patience);
    await vi.advanceTimersByTimeAsync(BODY_WAIT_MS - 1_000);
    expect(seen.text).toBe('');
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(seen.text).toMatch(/^HTTP\/1\.1 400 /), patience);
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(seen.isClosed).toBe(true);
    }, patience);
  });

  test('the headers loses the connection, also where it goes on a byte at a time', async () => {
    // The times are checked by node:http; here they pass in a moment.
    const times = { ...serverTimes, headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
    const { socket, seen } = await opened(times);
    socket.write(head);
    const dripping = setInterval(() => socket.writable && socket.write('X: y\r\n'), 20);
    try {
      await vi.waitFor(() => expect(seen.isClosed).toBe(true), patience);
    } finally {
      clearInterval(dripping);
    }
    expect(seen.text).toMatch(/^HTTP\/1\.1 408 /);
  });
});
