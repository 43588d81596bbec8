// Names and secrets of operators at rest: sealed anew at each change with a fresh data key, wrapped by the current
// key-encryption key, so that an older one is needed only for those who have not signed in since.
import { atRestContext, DATA_KEY_BYTES, openAtRest, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { Operators } from './parts.ts';
import type { OperatorRecord, OperatorSecrets, WrappedDataKey } from './records.ts';

type Sealing = Pick<Operators, 'keys' | 'random'>;

/** Seals the secrets of one operator. */
export async function sealSecrets(
  operators: Sealing,
  account: string,
  id: string,
  secrets: OperatorSecrets,
): Promise<Pick<OperatorRecord, 'dataKey' | 'sealed'>> {
  const dataKey = operators.random(DATA_KEY_BYTES);
  try {
    const context = atRestContext(account, 'operator', id, id);
    const sealed = toBase64url(sealAtRest(dataKey, utf8(JSON.stringify(secrets)), context, operators.random));
    return { dataKey: await wrapKey(operators, account, id, dataKey), sealed };
  } finally {
    dataKey.fill(0);
  }
}

/**
 * Opens the secrets of one operator.
 *
 * @throws TellsafeError `key_unknown` when the key-encryption key was destroyed, `at_rest_invalid` for altered bytes
 */
export async function openSecrets(
  { keys }: Pick<Operators, 'keys'>,
  account: string,
  { id, dataKey: wrapped, sealed }: Pick<OperatorRecord, 'id' | 'dataKey' | 'sealed'>,
): Promise<OperatorSecrets> {
  const dataKey = await unwrapKey({ keys }, account, id, wrapped);
  try {
    const context = atRestContext(account, 'operator', id, id);
    return JSON.parse(fromUtf8(openAtRest(dataKey, fromBase64url(sealed), context))) as OperatorSecrets;
  } finally {
    dataKey.fill(0);
  }
}

/** Wraps a key of an operator, or of the account's names. */
export async function wrapKey(
  { keys }: Pick<Operators, 'keys'>,
  account: string,
  id: string,
  key: Uint8Array,
): Promise<WrappedDataKey> {
  const { keyId, bytes } = await keys.wrap(key, keyContext(account, id));
  return { keyId, bytes: toBase64url(bytes) };
}

/** @throws TellsafeError `key_unknown`, `at_rest_invalid` */
export function unwrapKey(
  { keys }: Pick<Operators, 'keys'>,
  account: string,
  id: string,
  { keyId, bytes }: WrappedDataKey,
): Promise<Uint8Array> {
  return keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, keyContext(account, id));
}

function keyContext(account: string, id: string): Uint8Array {
  return atRestContext(account, 'operator-key', id, id);
}
