// The vault's part of the history: the key provider opens the archive's copy, and the bytes are sealed again for the session that
// asks. Bytes go in, bytes come out; nothing is parsed, logged or kept (security.md §1 L0).
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import type { SealContext, SealedPart } from '@tellsafe/core/answers';
import { type Reader, type ResealedPart, resealPart } from '@tellsafe/core/answers/archive';
import { assertRecipientPublicKey, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { fromBase64url } from '@tellsafe/core/encoding';
import type { HistoryReadRequest } from '@tellsafe/core/wire';
import type { AgentCaller } from '../caller.ts';
import { type Kit, vaultOf } from '../kit.ts';

/**
 * Checks a reader key.
 *
 * @throws TellsafeError `request_invalid` when it is missing, of another suite than the session's, or no key
 */
export async function readerOf(
  { session }: AgentCaller,
  given: HistoryReadRequest['reader'],
): Promise<Reader & { readonly publicKey: Uint8Array }> {
  if (!given) throw wrong('reader', 'type');
  const { suite } = given;
  if (suite !== session.suite) throw wrong('reader.suite', 'suite_unexpected');
  try {
    const publicKey = fromBase64url(given.publicKey);
    assertRecipientPublicKey(suite, publicKey);
    return { sessionId: session.id, suite, keyId: await recipientKeyId(suite, publicKey), publicKey };
  } catch (error) {
    if (isTellsafeError(error)) throw wrong('reader.publicKey', 'format');
    throw error;
  }
}

/**
 * Seals recorded answers again for a session.
 *
 * @throws TellsafeError `request_invalid` for the reader key, `answers_invalid` when the archive's copy does not open
 */
export async function resealFor(
  kit: Kit,
  caller: AgentCaller,
  part: SealedPart,
  context: SealContext,
  given: HistoryReadRequest['reader'],
): Promise<ResealedPart> {
  const { keys } = vaultOf(kit);
  return resealPart(part, context, await readerOf(caller, given), async (copy) => {
    if (!keys.openArchive) throw new TellsafeError('key_unknown');
    return keys.openArchive(copy);
  });
}

function wrong(path: string, code: string): TellsafeError {
  return new TellsafeError('request_invalid', { issues: [{ path, code }] });
}
