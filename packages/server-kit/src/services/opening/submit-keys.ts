// What the device that opened a form is given: its device key and the current submit key, both derived from the pepper,
// so that a repeated request gets the same answer and nothing secret is stored.
import { deviceKeyInput, submitSecretInput } from '@tellsafe/core/otk';
import type { InvitationPlace } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { createOneTimeKey, type IssuedKey } from '../one-time-keys.ts';
import type { InvitationRecord } from '../records/invitation.ts';

/** Bytes of a generation: 48 bits, which a number holds exactly. */
const GENERATION_BYTES = 6;

/** The device key: proves "same device" on resume, extend and submit. 32 bytes. */
export async function deviceKeyOf(
  kit: Kit,
  place: InvitationPlace,
  invitation: Pick<InvitationRecord, 'macKeyId'>,
  deviceId: string,
): Promise<Uint8Array> {
  return (await kit.keys.mac(deviceKeyInput(place, deviceId), invitation.macKeyId)).mac;
}

/**
 * Names a new submit key of a device. Random, not counted: after a restore a count would come again, and with it a key that
 * was given out, and perhaps spent, before (SF-OTK-02).
 */
export function newGeneration(kit: Kit): number {
  return kit.random(GENERATION_BYTES).reduce((number, byte) => number * 256 + byte, 0);
}

/** The submit key of a generation; the same one each time it is made. */
export async function createSubmitKey(
  kit: Kit,
  place: InvitationPlace,
  invitation: Pick<InvitationRecord, 'macKeyId'>,
  holder: { readonly deviceId: string; readonly generation: number; readonly expiresAt: number },
): Promise<IssuedKey> {
  const { deviceId, generation, expiresAt } = holder;
  const { mac } = await kit.keys.mac(submitSecretInput(place, deviceId, generation), invitation.macKeyId);
  return createOneTimeKey(kit, { purpose: 'submit', ...place, secret: mac }, expiresAt);
}
