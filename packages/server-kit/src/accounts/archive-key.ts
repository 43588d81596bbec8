// The archive key of an account, public half: read from settings once, at start.
import { isTellsafeError } from '@tellsafe/core';
import type { RecipientKey } from '@tellsafe/core/answers';
import { assertRecipientPublicKey, isSuiteId, type SuiteId, suiteIds } from '@tellsafe/core/crypto/hpke';
import { recipientKeyIdSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url } from '@tellsafe/core/encoding';
import { invalidSetting } from '../invalid-setting.ts';

/** Archive key of an account, as `tellsafe keys archive` prints it. The private half stays with the operator. */
export interface ArchiveKeyOptions {
  /** Default `xwing`. */
  readonly suite?: SuiteId;
  /** Raw public key, base64url. */
  readonly publicKey: string;
}

/**
 * Checks an archive key.
 *
 * @param path where it stands in the options, for messages
 * @throws TellsafeError `option_invalid` naming key, value and what is right
 */
export function parseArchiveKey(path: string, input: ArchiveKeyOptions): RecipientKey {
  if (typeof input !== 'object' || input === null) throw invalidSetting(path, 'must be an object', input);
  for (const key of Object.keys(input)) {
    if (key !== 'suite' && key !== 'publicKey') throw invalidSetting(`${path}.${key}`, 'is not a setting');
  }
  const { suite = 'xwing', publicKey } = input;
  if (!isSuiteId(suite)) throw invalidSetting(`${path}.suite`, `must be ${suiteIds.join(' or ')}`, suite);
  return { role: 'archive', suite, keyId: keyIdOf(path, suite, publicKey), publicKey };
}

function keyIdOf(path: string, suite: SuiteId, publicKey: unknown): string {
  const hint = `must be a public key of the suite ${suite}, as tellsafe keys archive prints it`;
  const refuse = () => invalidSetting(`${path}.publicKey`, hint, publicKey);
  if (typeof publicKey !== 'string') throw refuse();
  try {
    const bytes = fromBase64url(publicKey);
    assertRecipientPublicKey(suite, bytes);
    return recipientKeyIdSync(suite, bytes);
  } catch (error) {
    if (isTellsafeError(error)) throw refuse();
    throw error;
  }
}
