// The recipient's side: a sealed part becomes answers again, or one uniform refusal.
import { hpkeOpen } from '../crypto/hpke.ts';
import type { SuiteId } from '../crypto/suites.ts';
import { fromBase64url } from '../encoding/base64url.ts';
import { TellsafeError } from '../errors.ts';
import { sealInfo } from './context.ts';
import { readCommitted } from './payload.ts';
import type { RecipientRole, SealContext, SealedPart } from './types.ts';

/** Who opens: the key, its id and its role. */
export interface OpeningRecipient {
  readonly role: RecipientRole;
  readonly keyId: string;
  /** Need not be extractable. */
  readonly privateKey: CryptoKey;
}

/**
 * Opens one payload and checks that it is the one that the consumer committed to. Values are as the page normalised
 * them; run `validateAnswers` on them before use, because nothing proves that an honest page made them (SF-FORM-06).
 *
 * @param part - the sealed part
 * @param context - what the answers must belong to
 * @param suite - suite of the sealed answers
 * @param recipient - who opens
 * @returns values by question id
 * @throws TellsafeError `answers_invalid` for every way in which the part can be wrong; `suite_unavailable`,
 *   `secure_context_required`
 */
export async function openPart(
  part: SealedPart,
  context: SealContext,
  suite: SuiteId,
  recipient: OpeningRecipient,
): Promise<Record<string, string>> {
  const { role, keyId, privateKey } = recipient;
  const copies = part.recipients.filter((each) => each.role === role && each.keyId === keyId);
  const [copy] = copies;
  if (copy === undefined || copies.length > 1) throw new TellsafeError('answers_invalid');
  const enc = decode(copy.enc);
  const ciphertext = decode(copy.ciphertext);
  const commitment = decode(part.commitment);
  const binding = { info: sealInfo(context, part.class, recipient), aad: commitment };
  const plaintext = await hpkeOpen(suite, privateKey, enc, ciphertext, binding);
  try {
    return await readCommitted(plaintext, commitment);
  } finally {
    plaintext.fill(0);
  }
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch (cause) {
    throw new TellsafeError('answers_invalid', undefined, { cause });
  }
}
