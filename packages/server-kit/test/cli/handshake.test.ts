// What `tellsafe check` learns from TLS handshakes, with servers that have a good and a bad habit.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { expect, test } from 'vitest';
import { handshakeWith } from '../../src/cli/check/handshake.ts';
import { selfSigned } from './certificate.ts';

const endsAt = Date.UTC(2040, 5, 1, 12);

async function shakeWith(options: TlsOptions) {
  const server = createServer({ ...selfSigned(endsAt), ...options }, (socket) => socket.on('error', () => {}));
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await handshakeWith('127.0.0.1', (server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

test('SF-OPS-03 protocol, trust and end of the certificate are told', async () => {
  const expected = { protocol: 'TLSv1.3', trusted: false, endsAt, speaksOld: false };
  expect(await shakeWith({})).toEqual(expected);
  expect(await shakeWith({ maxVersion: 'TLSv1.2' })).toEqual({ ...expected, protocol: 'TLSv1.2' });
});

test('SF-OPS-03 control: a server that speaks TLS 1.1 as well is found', async () => {
  const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  expect(await shakeWith(old)).toMatchObject({ protocol: 'TLSv1.3', speaksOld: true });
});

test('a server that is not there has no handshake', async () => {
  await expect(handshakeWith('127.0.0.1', 9)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
