// From a sign-in name to an operator's id, by a secret key of the account: whoever reads the database learns no name, and cannot
// try names either. The key is random and wrapped, so it outlives every rotation of peppers.
import { createUuid } from '@tellsafe/core';
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { lengthPrefixed } from '@tellsafe/core/encoding';
import { END_OF_TIME } from '@tellsafe/core/retention';
import { decodeRecord } from '../services/records/codec.ts';
import type { Operators } from './parts.ts';
import { namesKeyCodec, namesKeyKey } from './records.ts';
import { unwrapKey, wrapKey } from './secrets.ts';

/** Most UTF-16 units of a sign-in name. */
export const MAX_NAME_LENGTH = 128;

const disallowed = /[\s\p{C}]/u;

/**
 * Prepares a sign-in name: case and width do not matter.
 *
 * @returns `null` for what cannot be one: empty, too long, with spaces or control characters
 * @see RFC 8265 §3.3 (UsernameCaseMapped)
 */
export function prepareName(name: string): string | null {
  if (name.length > MAX_NAME_LENGTH) return null;
  const prepared = name.trim().normalize('NFKC').toLowerCase().normalize('NFC');
  return prepared === '' || prepared.length > MAX_NAME_LENGTH || disallowed.test(prepared) ? null : prepared;
}

/** The id of the operator of this name, whether or not there is one. */
export async function operatorIdOf(operators: Operators, account: string, prepared: string): Promise<string> {
  const key = await namesKey(operators, account);
  try {
    const mac = hmacSync(key, lengthPrefixed('tellsafe/operator/v1', account, prepared));
    return createUuid((length) => mac.subarray(0, length));
  } finally {
    key.fill(0);
  }
}

/** Makes the account's key when there is none, and keeps it under the current key-encryption key. */
export async function refreshNamesKey(operators: Operators, account: string): Promise<void> {
  const { records } = operators.stores;
  const at = namesKeyKey(account);
  const [stored] = await records.get([at]);
  const current = decodeRecord(namesKeyCodec, stored);
  const key = current ? await unwrapKey(operators, account, at.id, current.value) : operators.random(DATA_KEY_BYTES);
  try {
    const wrapped = await wrapKey(operators, account, at.id, key);
    if (wrapped.keyId === current?.value.keyId) return;
    // Another process that was quicker has done the same.
    await records.commit({
      ...{ account, group: at.group },
      expect: [{ key: at, version: current?.version ?? 'absent' }],
      put: [{ ...at, body: namesKeyCodec.encode(wrapped), expiresAt: END_OF_TIME }],
    });
  } finally {
    key.fill(0);
  }
}

async function namesKey(operators: Operators, account: string): Promise<Uint8Array> {
  const at = namesKeyKey(account);
  const [stored] = await operators.stores.records.get([at]);
  const kept = decodeRecord(namesKeyCodec, stored);
  if (kept) return unwrapKey(operators, account, at.id, kept.value);
  await refreshNamesKey(operators, account);
  return namesKey(operators, account);
}
