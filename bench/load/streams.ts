// The clients of P12: one connection for each stream, which reads what comes and looks for the moments in it.
import { connect, type Socket } from 'node:net';
import { answerCalls } from '../run/calls.ts';
import { BASE, ORIGIN } from '../servers/form.ts';
import type { StreamTarget } from '../servers/streams.ts';

/** Connections that are opened at the same time. */
const AT_ONCE = 100;
const mark = /"text":"at ([0-9a-z]+)"/g;
const NS_PER_MS = 1e6;

const sockets: Socket[] = [];
/** How long each message took, in ms. */
let delays: number[] = [];
let lost = 0;

/** Resolves with the stream's first bytes. */
function openStream(port: number, key: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = '{"after":""}';
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.push(socket);
    socket.setEncoding('latin1');
    let isOpen = false;
    socket.on('data', (text: unknown) => {
      const now = process.hrtime.bigint();
      const received = String(text);
      if (!isOpen) {
        if (!received.startsWith('HTTP/1.1 200'))
          return reject(new Error(`a stream was answered: ${received.slice(0, 40)}`));
        isOpen = true;
        resolve();
      }
      for (const [, at = ''] of received.matchAll(mark)) delays.push(Number(now - toBigInt(at)) / NS_PER_MS);
    });
    socket.on('error', reject);
    socket.on('close', () => {
      lost += 1;
    });
    socket.write(
      `POST ${BASE}/v1/consumer/events HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${ORIGIN}\r\nAuthorization: Bearer ${key}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
}

const toBigInt = (text: string) => [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);

answerCalls({
  open: async ({ port, consumerKeys }: StreamTarget) => {
    for (let at = 0; at < consumerKeys.length; at += AT_ONCE) {
      await Promise.all(consumerKeys.slice(at, at + AT_ONCE).map((key) => openStream(port, key)));
    }
  },
  /** Gives what was measured since the last time, once so many have come. */
  delays: async (count: number) => {
    for (let waited = 0; delays.length < count && waited < 1000; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const measured = delays;
    delays = [];
    return { delays: measured, lost };
  },
  stop: () => {
    for (const socket of sockets) socket.destroy();
  },
});
