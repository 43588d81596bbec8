// The archive's copy for one manager's session: a vault opens it and seals the same bytes again, without looking into them.
import { type HpkeBinding, hpkeOpen, hpkeSeal, type RecipientPrivateKey } from '../crypto/hpke.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { TellsafeError } from '../errors.ts';
import { sealInfo } from './context.ts';
import { readCommitted } from './payload.ts';
import type { SealContext, SealedPart, SealedRecipient, SuiteId } from './types.ts';

/** Recorded answers, sealed again for one session's reader key. */
export interface ResealedPart {
  /** The commitment of the part that the consumer sealed, and the associated data of this copy as well. */
  commitment: string;
  /** `recipientKeyId` of the reader key. */
  keyId: string;
  suite: SuiteId;
  enc: string;
  ciphertext: string;
}

/** For whom answers are sealed again: a key that one agent session made for one reading. */
export interface Reader {
  readonly sessionId: string;
  readonly suite: SuiteId;
  /** `recipientKeyId` of the key. */
  readonly keyId: string;
}

/** What is opened: the archive's copy as bytes, and what it is bound to. */
export interface ArchivedCopy extends HpkeBinding {
  readonly keyId: string;
  readonly suite: SuiteId;
  readonly enc: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/**
 * The archive's copy of a part.
 *
 * @param part - recorded answers
 * @throws TellsafeError `answers_invalid` when there is none, or more than one
 */
export function archiveCopyOf(part: SealedPart): SealedRecipient {
  const copies = part.recipients.filter(({ role }) => role === 'archive');
  const [copy] = copies;
  if (part.class !== 'recorded' || !copy || copies.length > 1) throw new TellsafeError('answers_invalid');
  return copy;
}

/**
 * Seals the archive's copy again for one session's reader key, which alone can open it.
 *
 * **Security:** answers are bytes here: they are neither parsed nor kept, and wiped whatever happens.
 *
 * @param part - recorded answers
 * @param context - what they belong to
 * @param reader - for whom; `publicKey` is raw
 * @param open - opens with the archive's private key; what it gives is wiped
 * @throws TellsafeError `answers_invalid`, `recipient_key_invalid`, and what `open` throws
 */
export async function resealPart(
  part: SealedPart,
  context: SealContext,
  reader: Reader & { readonly publicKey: Uint8Array },
  open: (copy: ArchivedCopy) => Promise<Uint8Array>,
): Promise<ResealedPart> {
  const copy = archiveCopyOf(part);
  const { keyId, suite } = copy;
  const aad = decode(part.commitment);
  const info = sealInfo(context, 'recorded', { role: 'archive', keyId });
  const bytes = await open({ keyId, suite, enc: decode(copy.enc), ciphertext: decode(copy.ciphertext), info, aad });
  try {
    const sealed = await hpkeSeal(reader.suite, reader.publicKey, bytes, { info: readerInfo(context, reader), aad });
    return {
      commitment: part.commitment,
      keyId: reader.keyId,
      suite: reader.suite,
      enc: toBase64url(sealed.enc),
      ciphertext: toBase64url(sealed.ciphertext),
    };
  } finally {
    bytes.fill(0);
  }
}

/**
 * Opens what {@link resealPart} made. The commitment is checked, so it is what the consumer sealed to the agent as well.
 *
 * @param part - from the server
 * @param context - what the answers must belong to
 * @param reader - the session and the key that it made; bytes of a private key are left to the caller to wipe
 * @returns values by question id; run `validateAnswers` on them before use
 * @throws TellsafeError `answers_invalid` for every way in which it can be wrong
 */
export async function openResealed(
  part: ResealedPart,
  context: SealContext,
  reader: Reader & { readonly privateKey: RecipientPrivateKey },
): Promise<Record<string, string>> {
  if (part.keyId !== reader.keyId || part.suite !== reader.suite) throw new TellsafeError('answers_invalid');
  const aad = decode(part.commitment);
  const binding = { info: readerInfo(context, reader), aad };
  const { suite, privateKey } = reader;
  const bytes = await hpkeOpen(suite, privateKey, decode(part.enc), decode(part.ciphertext), binding);
  try {
    return await readCommitted(bytes, aad);
  } finally {
    bytes.fill(0);
  }
}

function readerInfo(context: SealContext, { sessionId, keyId }: Reader): Uint8Array {
  const { accountId, conversationId, invitationId, definitionHash } = context;
  return lengthPrefixed(
    'tellsafe/history/v1',
    accountId,
    conversationId,
    invitationId,
    definitionHash,
    sessionId,
    keyId,
  );
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64url(text);
  } catch (cause) {
    throw new TellsafeError('answers_invalid', undefined, { cause });
  }
}
