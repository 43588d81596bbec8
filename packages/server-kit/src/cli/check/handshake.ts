// A TLS handshake with a server, and a second one in words that it should not understand.
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { Handshake } from './target.ts';

/** Longest wait for one handshake, milliseconds. */
const PATIENCE_MS = 20_000;

/**
 * Looks at the TLS of a server.
 *
 * @throws the system's error when there is no connection
 */
export async function handshakeWith(host: string, port: number): Promise<Handshake> {
  const found = await shake(host, port, {}, (socket) => ({
    protocol: socket.getProtocol() ?? '',
    trusted: socket.authorized,
    endsAt: Date.parse(socket.getPeerCertificate().valid_to),
  }));
  // Of OpenSSL's levels only 0 still speaks these, which is what has to be tried.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const speaksOld = await shake(host, port, old, () => true).catch(() => false);
  return { ...found, speaksOld };
}

function shake<Result>(
  host: string,
  port: number,
  how: ConnectionOptions,
  look: (socket: TLSSocket) => Result,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    // RFC 6066 §3: an address is no name.
    const names = isIP(host) === 0 ? { servername: host } : {};
    // Whether the certificate is trusted is what is asked here; nothing is sent over the connection.
    const socket = connect({ host, port, ...names, rejectUnauthorized: false, ...how });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      resolve(look(socket));
      socket.destroy();
    });
  });
}
