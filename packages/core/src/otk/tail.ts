// Private: the account id at the end of handles and keys, as bytes.
import { fromBase64url, isBase64url, toBase64url } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/utf8.ts';
import { isAccountId } from '../ids.ts';

/** Longest account id in bytes. */
const ACCOUNT_BYTES = 32;

/** Fixed bytes, then the account id, as base64url. */
export function encodeWithAccount(parts: readonly Uint8Array[], accountId: string): string {
  if (!isAccountId(accountId)) throw new RangeError('accountId must be 1 to 32 of a-z, 0-9 and inner hyphens');
  const all = [...parts, utf8(accountId)];
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return toBase64url(bytes);
}

/** The reverse: the fixed bytes and the account id, or null for anything that was not made like that. */
export function decodeWithAccount(
  text: unknown,
  fixedBytes: number,
): { readonly fixed: Uint8Array<ArrayBuffer>; readonly accountId: string } | null {
  if (typeof text !== 'string' || text.length > Math.ceil(((fixedBytes + ACCOUNT_BYTES) * 4) / 3)) return null;
  if (!isBase64url(text)) return null;
  const bytes = fromBase64url(text);
  // Account ids are ASCII; other bytes become characters that the check refuses.
  const accountId = String.fromCharCode(...bytes.subarray(fixedBytes));
  return isAccountId(accountId) ? { fixed: bytes.subarray(0, fixedBytes), accountId } : null;
}
