// Requests of the form page, and what their answers tell about the server's clock. Signing is signed-post.ts, loaded later.
import type { Clock } from '@tellsafe/core/encoding';
import { createTransport, type Fetch, type Transport } from '../transport.ts';

/** A transport that knows the server's time. */
export interface DeviceTransport extends Transport {
  /** The server's clock as far as its newest answer tells it, epoch milliseconds; its seconds are exact enough. */
  serverNow(): number;
}

/** What a device transport is made of. */
export interface DeviceTransportOptions {
  /** Base path of the routes, without a trailing slash. */
  readonly base: string;
  readonly fetch?: Fetch | undefined;
  readonly clock: Clock;
}

/**
 * Creates a transport for the form page.
 *
 * @param options - where to and by which means
 */
export function createDeviceTransport({ base, fetch, clock }: DeviceTransportOptions): DeviceTransport {
  let offsetMs = 0;
  const transport = createTransport(base, fetch, (response) => {
    const serverMs = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverMs)) offsetMs = serverMs - clock();
  });
  return { ...transport, serverNow: () => Math.floor(clock() + offsetMs) };
}
