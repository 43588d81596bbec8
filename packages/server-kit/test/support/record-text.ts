// Records as text with the names of their fields, also those that are kept without.
import { invitationCodec } from '../../src/services/records/invitation.ts';

/** The text of a record. */
export function textOfRecord({ collection, body }: { readonly collection: string; readonly body: Uint8Array }): string {
  return collection === 'invitation' ? JSON.stringify(invitationCodec.decode(body)) : new TextDecoder().decode(body);
}
