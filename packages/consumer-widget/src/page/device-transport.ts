// Requests with a device proof (protocol: Tellsafe-Proof), signed with the server's clock as far as its answers tell it.
import { createProof, PROOF_HEADER } from '@tellsafe/core/crypto';
import { type Clock, type RandomBytes, utf8 } from '@tellsafe/core/encoding';
import { failedWith } from '../internal/request-failure.ts';
import { createTransport, type Fetch, type Transport } from '../transport.ts';

/** A transport that can sign. */
export interface DeviceTransport extends Transport {
  /**
   * Posts JSON with a proof of the device key. When the server finds the proof too old or too new, its clock is known better
   * now: the request is signed anew and sent once more.
   *
   * @param key - non-extractable device key
   * @param path - path below the base path, starting `/v1/`
   * @param body - a value, or bytes of JSON that are sent exactly as they are
   * @throws {RequestFailure} the server's code, or `network_failed`
   */
  postSigned(key: CryptoKey, path: string, body: unknown, signal?: AbortSignal): Promise<unknown>;
}

/** What a device transport is made of. */
export interface DeviceTransportOptions {
  /** Base path of the routes, without a trailing slash. */
  readonly base: string;
  readonly fetch?: Fetch | undefined;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * Creates a transport for the form page.
 *
 * @param options - where to and by which means
 */
export function createDeviceTransport({ base, fetch, clock, random }: DeviceTransportOptions): DeviceTransport {
  // How far the server's clock is ahead of this one, by the Date header of the newest answer; its seconds are exact enough.
  let offsetMs = 0;
  const transport = createTransport(base, fetch, (response) => {
    const serverMs = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverMs)) offsetMs = serverMs - clock();
  });

  async function attempt(key: CryptoKey, path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<unknown> {
    const request = { subject: 'device', method: 'POST', path, body: bytes };
    const proof = await createProof(key, request, { atMs: Math.floor(clock() + offsetMs), random });
    return transport.post(path, bytes, { headers: { [PROOF_HEADER]: proof }, signal });
  }

  return {
    ...transport,
    async postSigned(key, path, body, signal) {
      const bytes = body instanceof Uint8Array ? body : utf8(JSON.stringify(body));
      try {
        return await attempt(key, path, bytes, signal);
      } catch (error) {
        if (!failedWith(error, 'proof_stale')) throw error;
        return attempt(key, path, bytes, signal);
      }
    },
  };
}
