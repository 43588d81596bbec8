// Is this machine fit: Node, its cryptography, the clock, the ports, the build of the package.
import { createServer } from 'node:net';
import type { Clock } from '@tellsafe/core';
import { isPageBuilt } from '../../page/page.ts';
import { type Finding, fine, note, wrong } from './look.ts';

/** The machine, as far as it is looked at. */
export interface Machine {
  /** `24.21.0` */
  readonly nodeVersion: string;
  readonly subtle: SubtleCrypto | undefined;
  readonly clock: Clock;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** The oldest Node that the package runs on, and the oldest that brings SQLite. */
const OLDEST_NODE = 20;
const SQLITE_NODE = 24;

/** More than this, and proofs of honest clients are near their bound. */
const SKEW_MS = 30_000;

/** Longest wait for a server's clock, milliseconds. */
const PATIENCE_MS = 10_000;

/** Node's version: new enough, for SQLite as well where that is used. */
export function lookAtNode({ nodeVersion }: Machine, usesSqlite: boolean): Finding {
  const needed = usesSqlite ? SQLITE_NODE : OLDEST_NODE;
  const found = `Node ${nodeVersion}`;
  if (Number.parseInt(nodeVersion, 10) >= needed) return fine('node', `${found}.`);
  return wrong(
    'node',
    `${found} is too old${usesSqlite ? ' for SQLite stores' : ''}.`,
    `Install Node ${SQLITE_NODE} or later.`,
  );
}

/** The algorithms that sealing and signing need. */
export async function lookAtCrypto({ subtle }: Machine): Promise<Finding> {
  const missing: string[] = [];
  const needed: readonly (readonly [name: string, work: () => Promise<unknown> | undefined])[] = [
    ['X25519', () => subtle?.generateKey({ name: 'X25519' }, true, ['deriveBits'])],
    ['AES-GCM', () => subtle?.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt'])],
    ['HMAC', () => subtle?.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign'])],
    ['SHA-384', () => subtle?.digest('SHA-384', new Uint8Array())],
  ];
  for (const [name, work] of needed) {
    const made = await Promise.resolve(work()).catch(() => undefined);
    if (made === undefined) missing.push(name);
  }
  if (missing.length === 0) return fine('crypto', 'WebCrypto has what is needed.');
  return wrong('crypto', `WebCrypto lacks ${missing.join(', ')}.`, `Install Node ${SQLITE_NODE} or later.`);
}

/** Whether the form page is in the package. */
export function lookAtBuild(): Finding {
  if (isPageBuilt()) return fine('package', 'The form page is in the package.');
  return wrong(
    'package',
    'The form page is not in the package.',
    'Install @tellsafe/server-kit again, or build it: npm run build',
  );
}

/** This clock beside that of a server, by its Date header. */
export async function lookAtClock({ clock, fetch }: Machine, url: URL): Promise<Finding> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const before = clock();
  const response = await fetch(url.href, { method: 'HEAD', redirect: 'manual', signal }).catch(() => undefined);
  const date = Date.parse(response?.headers.get('date') ?? '');
  if (!Number.isFinite(date)) {
    return wrong('clock', 'The server of --server does not answer.', 'Is it running, and is its address right?');
  }
  // A Date header names a second; what it took to come here is in favour of the clock.
  const off = Math.max(before - date - 1_000, date - clock(), 0);
  if (off <= SKEW_MS) return fine('clock', "This clock and the server's agree.");
  return wrong(
    'clock',
    `This clock and the server's differ by ${Math.round(off / 1_000)} s.`,
    'Let both follow NTP: timedatectl set-ntp true',
  );
}

/** Whether a server could listen here. */
export async function lookAtPort(port: number): Promise<Finding> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return fine(`port ${port}`, 'It is free.');
  if (code === 'EACCES') {
    return wrong(
      `port ${port}`,
      'It needs rights that you do not have.',
      'Take a port from 1024, or let a proxy have it.',
    );
  }
  return note(
    `port ${port}`,
    `Something listens already (${code}).`,
    `Is it the kit itself? See: ss -ltnp 'sport = :${port}'`,
  );
}
