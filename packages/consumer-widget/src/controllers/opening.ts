// Opens or resumes a form: begin → open with a fresh claim, or a device proof where this device opened it before (SF-INV-05).
// Knows requests and keys, not screens.
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
  readonly invitationId: string;
  readonly devices: DeviceStore;
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
 * Opens the form, or resumes it when this device has its key. A repeated request after a lost answer carries the same claim and
 * so gets the same answer.
 *
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function openForm(options: OpeningOptions): Promise<OpenForm> {
  const known = await options.devices.get(options.invitationId);
  return known?.key ? resumeForm(options, known.key) : openFresh(options);
}

/**
 * Resumes a form with a device key.
 *
 * @param options - as for {@link openForm}
 * @param key - the device key
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function resumeForm(options: OpeningOptions, key: CryptoKey): Promise<OpenForm> {
  const { transport, handle, signal } = options;
  const resumed = await repeat(options, () => transport.postSigned(key, formRoutes.resume, { handle }, signal));
  return { opened: withoutKey(resumed as Opened), key };
}

async function openFresh(options: OpeningOptions): Promise<OpenForm> {
  const { transport, handle, random, signal, devices, invitationId } = options;
  const claim = random(CLAIM_BYTES);
  const { openKey } = (await repeat(options, () =>
    transport.post(invitationRoutes.begin, { handle }, { signal }),
  )) as BeginResponse;
  const request = { openKey, claim: toBase64url(claim) };
  claim.fill(0);
  const opened = (await repeat(options, () => transport.post(formRoutes.open, request, { signal }))) as Opened;
  // importProofKey wipes the bytes; the text in the answer is dropped with it.
  const key = await importProofKey(fromBase64url(opened.deviceKey ?? ''));
  if (opened.reopen === 'same-device') await devices.keep(invitationId, handle, key);
  else await devices.forget(invitationId);
  return { opened: withoutKey(opened), key };
}

function repeat<Result>(options: OpeningOptions, run: () => Promise<Result>): Promise<Result> {
  const { signal, onWait } = options;
  return retrying(run, { attempts: OPENING_ATTEMPTS, signal, ...(onWait && { onWait }) });
}

function withoutKey({ deviceKey: _, ...opened }: Opened): OpenForm['opened'] {
  return opened;
}
