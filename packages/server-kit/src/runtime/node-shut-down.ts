// The end of a process that serves the kit by node:http: what is under way is answered, then the connections go.
import type { Server } from 'node:http';
import type { Tellsafe } from '../create-tellsafe.ts';
import type { CloseOptions } from '../operation/closing.ts';
import { once } from '../timer.ts';

/** Below the 30 seconds after which Kubernetes and most others end a process by force. */
const usual: Required<CloseOptions> = { noticeMs: 5_000, drainMs: 20_000 };

/** How long answers that are on their way may take to leave. */
const LEAVE_MS = 1_000;

/**
 * Times of a `node:http` server that fit the kit: nobody holds a connection by sending slowly. An answer may take as long as it likes, so
 * event streams go on.
 *
 * @example
 * ```ts
 * createServer(serverTimes, nodeListener(tellsafe.fetch)).listen(3000);
 * ```
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
 */
export const serverTimes = {
  /** For the headers of a request. */
  headersTimeout: 10_000,
  /** For a whole request, headers and body. */
  requestTimeout: 40_000,
  /** Between two requests; longer than what load balancers keep unused, so that it is they who hang up. */
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
} as const;

/**
 * Ends a server and its kit without losing a request: `ready` says no, requests still come for a while, then new ones are answered 503,
 * streams end so that clients go on elsewhere, and what is under way finishes.
 *
 * @param server any `node:http` server, with or without TLS
 * @param times by default 5 s of notice and up to 20 s for what is under way
 * @throws TellsafeError `setting_invalid` naming key, value and range
 * @example
 * ```ts
 * process.once('SIGTERM', () => shutDown(server, tellsafe).then(() => process.exit(0)));
 * ```
 */
export async function shutDown(
  server: Pick<Server, 'close' | 'closeIdleConnections' | 'closeAllConnections'>,
  tellsafe: Pick<Tellsafe, 'close'>,
  times: CloseOptions = {},
): Promise<void> {
  await tellsafe.close({ ...usual, ...times });
  await new Promise<void>((resolve) => {
    const stopTimer = once(LEAVE_MS, () => server.closeAllConnections());
    server.close(() => {
      stopTimer();
      resolve();
    });
    server.closeIdleConnections();
  });
}
