// Meta's signature, and that the number is ours.
import { list, object, text } from '../shared/json.ts';
import { entriesOf, verifyHub } from '../shared/meta.ts';
import type { RawRequest, Verified } from '../types.ts';
import type { WhatsAppAccount } from './types.ts';

/** Whether Meta sent a request, and for this number. See {@link Channel.verify}. */
export async function verify(request: RawRequest, account: WhatsAppAccount): Promise<Verified> {
  const verified = await verifyHub(request, account.appSecrets);
  if (!verified.ok) return verified;
  const numbers = numbersOf(request);
  return numbers.length > 0 && !numbers.includes(account.phoneNumberId)
    ? { ok: false, reason: 'unknown_account' }
    : verified;
}

/** Ids of the numbers; what cannot be read is for `parse` to say. */
function numbersOf(request: RawRequest): string[] {
  try {
    const changes = entriesOf(request, 'whatsapp_business_account').flatMap(({ changes }) => list(changes).map(object));
    return changes.flatMap(({ value }) => text(object(object(value).metadata), 'phone_number_id') ?? []);
  } catch {
    return [];
  }
}
