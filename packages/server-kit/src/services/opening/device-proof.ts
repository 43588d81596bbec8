// Proofs by the device that opened a form: its key is derived again, the proof checked, nothing looked up.
import { type Proof, verifyProof } from '@tellsafe/core/crypto/sync';
import type { InvitationPlace } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import type { InvitationRecord } from '../records/invitation.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';
import { deviceKeyOf } from './submit-keys.ts';

/** Subject of device proofs. */
export const DEVICE_SUBJECT = 'device';

/** A request as its proof covers it. */
export interface ProvenRequest {
  /** `null` when the header is missing or malformed. */
  readonly proof: Proof | null;
  readonly method: string;
  /** Path and query below the base path. */
  readonly path: string;
  /** The body as it came. */
  readonly body: Uint8Array;
}

/** Checks a device proof against the device that opened the invitation. */
export async function checkDeviceProof(
  kit: Kit,
  place: InvitationPlace,
  invitation: InvitationRecord | undefined,
  request: ProvenRequest,
): Promise<'ok' | 'stale' | 'invalid'> {
  const { proof, method, path, body } = request;
  if (!proof || proof.subject !== DEVICE_SUBJECT || invitation?.deviceId === undefined) return 'invalid';
  const deviceKey = await unlessDestroyed(deviceKeyOf(kit, place, invitation, invitation.deviceId));
  if (!deviceKey) return 'invalid';
  return verifyProof(deviceKey, proof, { subject: DEVICE_SUBJECT, method, path, body }, kit.clock());
}
