// Handles of invitations: derived from the pepper, so the store never holds one and every device can be given it again.
import { fromBase64url } from '@tellsafe/core/encoding';
import {
  encodeHandle,
  HANDLE_SECRET_BYTES,
  type Handle,
  handleSecretInput,
  invitationIdOfSync,
  parseHandle,
} from '@tellsafe/core/otk';
import type { AccountSettings } from '../../accounts/settings.ts';
import type { InvitationSnapshot } from '../events.ts';
import type { Kit } from '../kit.ts';
import type { InvitationPlace } from './records.ts';

/** Derives a handle. */
export async function deriveHandle(
  kit: Kit,
  accountId: string,
  conversationId: string,
  nonce: Uint8Array,
  macKeyId?: string,
): Promise<{ readonly handle: Handle; readonly macKeyId: string }> {
  const { keyId, mac } = await kit.keys.mac(handleSecretInput(accountId, conversationId, nonce), macKeyId);
  const secret = mac.slice(0, HANDLE_SECRET_BYTES);
  return { handle: { accountId, conversationId, secret }, macKeyId: keyId };
}

/**
 * The handle of an invitation as text. **Security:** for the consumer's side only, never into a log, event or URL path.
 *
 * @throws TellsafeError `key_unknown` when its pepper was destroyed
 */
export async function handleOf(
  kit: Kit,
  accountId: string,
  invitation: Pick<InvitationSnapshot, 'conversationId' | 'nonce' | 'macKeyId'>,
): Promise<string> {
  const { conversationId, nonce, macKeyId } = invitation;
  const { handle } = await deriveHandle(kit, accountId, conversationId, fromBase64url(nonce), macKeyId);
  return encodeHandle(handle);
}

/** Where a handle points, when it is one and its account exists. */
export function placeOfHandle(
  kit: Kit,
  text: string,
): { readonly account: AccountSettings; readonly place: InvitationPlace } | undefined {
  const handle = parseHandle(text);
  const account = handle && kit.accounts.find(handle.accountId);
  if (!handle || !account) return undefined;
  const { accountId, conversationId } = handle;
  return { account, place: { accountId, conversationId, invitationId: invitationIdOfSync(handle) } };
}
