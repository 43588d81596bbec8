// The recipient's side: a sealed part becomes answers again, or one uniform refusal.
import { hpkeOpen, type RecipientPrivateKey } from '../crypto/hpke.ts';
import { fromBase64url } from '../encoding/base64url.ts';
import { TellsafeError } from '../errors.ts';
import { sealInfo } from './context.ts';
import { readCommitted } from './payload.ts';
import type { RecipientRole, SealContext, SealedPart, SuiteId } from './types.ts';

/** Who opens: the key, its id, its suite and its role. */
export interface OpeningRecipient {
  readonly role: RecipientRole;
  readonly keyId: string;
  /** A copy under another suite is refused. */
  readonly suite: SuiteId;
  /** Need not be extractable; bytes are left to the caller to wipe. */
  readonly privateKey: RecipientPrivateKey;
}

/**
 * Opens one payload and checks that it is the one that the consumer committed to. Values are as the page normalised
 * them; run `validateAnswers` on them before use, because nothing proves that an honest page made them (SF-FORM-06).
 *
 * @param part - the sealed part
 * @param context - what the answers must belong to
 * @param recipient - who opens
 * @returns values by question id
 * @throws TellsafeError `answers_invalid` for every way in which the part can be wrong; `suite_unavailable`,
 *   `network_failed`, `secure_context_required`
 */
export async function openPart(
  part: SealedPart,
  context: SealContext,
  recipient: OpeningRecipient,
): Promise<Record<string, string>> {
  const { role, keyId, suite, privateKey } = recipient;
  const copies = part.recipients.filter((each) => each.role === role && each.keyId === keyId);
  const [copy] = copies;
  if (copy === undefined || copies.length > 1 || copy.suite !== suite) throw new TellsafeError('answers_invalid');
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
