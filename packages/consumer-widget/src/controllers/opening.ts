// Opens a form: begin → open with a fresh claim. Where this device opened it before, resuming.ts goes on with its key instead
// (SF-INV-05). Knows requests and keys, not screens.
import { importProofKey } from '@tellsafe/core/crypto';
import { fromBase64url, type RandomBytes, toBase64url } from '@tellsafe/core/encoding';
import type { BeginResponse, Opened } from '@tellsafe/core/wire';
import { retrying } from '../internal/retry.ts';
import { formRoutes, invitationRoutes } from '../internal/routes.ts';
import type { DeviceStore } from '../page/device-store.ts';
import type { DeviceTransport } from '../page/device-transport.ts';

/** What opening needs. */
export interface OpeningOptions {
  readonly transport: DeviceTransport;
  readonly handle: string;
  readonly recordId: string;
  readonly devices: DeviceStore;
  /** Tells the windows of this device apart; absent where the browser has no locks. */
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  readonly random: RandomBytes;
  readonly signal: AbortSignal;
  /** An attempt failed on the way; another follows. */
  onWait?(): void;
}

/** An opened form and the device key to act on it. */
export interface OpenForm {
  readonly opened: Omit<Opened, 'deviceKey'>;
  readonly key: CryptoKey;
}

/** Opening goes on while the network is gone: the person sees the offline notice and can leave. */
const OPENING_ATTEMPTS = 40;

/** Bytes of the page's own claim in `open`. */
const CLAIM_BYTES = 32;

/**
 * Opens the form for the first time. A repeated request after a lost answer carries the same claim and so gets the same answer.
 *
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function openForm(options: OpeningOptions): Promise<OpenForm> {
  const { transport, handle, random, signal, devices, recordId } = options;
  const claim = random(CLAIM_BYTES);
  const { openKey } = (await repeat(options, () =>
    transport.post(invitationRoutes.begin, { handle }, { signal }),
  )) as BeginResponse;
  const request = { openKey, claim: toBase64url(claim) };
  claim.fill(0);
  const answer = (await repeat(options, () => transport.post(formRoutes.open, request, { signal }))) as Opened;
  const { deviceKey = '', ...opened } = answer;
  // importProofKey wipes the bytes; the text in the answer is dropped with it.
  const key = await importProofKey(fromBase64url(deviceKey));
  await devices.keep(recordId, { handle, ...(opened.reopen === 'never' ? { once: true } : { key }) });
  return { opened, key };
}

/** Repeats a request as long as opening lasts. */
export function repeat<Result>(options: OpeningOptions, run: () => Promise<Result>): Promise<Result> {
  const { signal, onWait } = options;
  return retrying(run, { attempts: OPENING_ATTEMPTS, signal, ...(onWait && { onWait }) });
}
