// Life of a one-time key as it is stored inside its invitation: issue, check, spend. Pure; the commit is the store's.
import { equalBytes } from '../crypto/constant-time.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import type { Purpose } from './purpose.ts';

/** A stored key. It holds a MAC, never the key (SF-OTK-05). */
export interface OtkRecord {
  readonly purpose: Purpose;
  /** Which pepper made the MAC. */
  readonly macKeyId: string;
  /** base64url, 32 bytes. */
  readonly mac: string;
  /** The store's incarnation when the key was issued; a key of another incarnation is dead (SF-OTK-02). */
  readonly incarnation: string;
  /** Epoch milliseconds; the key works before this instant. */
  readonly expiresAt: number;
  /** Read keys: the agent session that may use it (SF-OTK-04). */
  readonly sessionId?: string;
  /** Who used the key, when, and for which body. */
  readonly spent?: { readonly by: string; readonly at: number; readonly bodyHash?: string };
}

/** One attempt to use a key. */
export interface OtkAttempt {
  /** MAC of the presented key, 32 bytes, made with the pepper that the record names. */
  readonly mac: Uint8Array;
  /** What the route is for. */
  readonly purpose: Purpose;
  /** The store's incarnation now. */
  readonly incarnation: string;
  /** Who asks: device id, or agent session id. */
  readonly caller: string;
  /** base64url SHA-256 of the body, where the answer depends on the body. */
  readonly bodyHash?: string;
  /** The server's clock, epoch milliseconds. */
  readonly now: number;
}

/** Why a key was refused. **Security:** for the audit log alone; callers get `otk_invalid` for each (SF-OTK-06). */
export type OtkRefusal = 'unknown' | 'purpose' | 'session' | 'incarnation' | 'spent' | 'expired';

/** `fresh`: may be spent now. `repeat`: its own spender asks again and gets the same answer. */
export type OtkOutcome = 'fresh' | 'repeat' | { readonly refused: OtkRefusal };

/** How long the caller that spent a key may repeat the request. */
export const REPEAT_WINDOW_MS = 60_000;

/**
 * Makes the record of a new key. Storing it in place of an older one of its purpose replaces that one.
 *
 * @param key - the record's fields; `mac` as 32 bytes
 * @throws RangeError when the MAC has another length, the expiry is no instant, or a read key names no session
 */
export function issueOneTimeKey(key: Omit<OtkRecord, 'mac' | 'spent'> & { readonly mac: Uint8Array }): OtkRecord {
  if (key.mac.length !== 32) throw new RangeError('mac must be 32 bytes long');
  if (!Number.isSafeInteger(key.expiresAt)) throw new RangeError('expiresAt must be epoch milliseconds');
  if ((key.purpose === 'read') !== (key.sessionId !== undefined)) {
    throw new RangeError('sessionId must be given for read keys, and for them alone');
  }
  const { purpose, macKeyId, mac, incarnation, expiresAt, sessionId } = key;
  const record: OtkRecord = { purpose, macKeyId, mac: toBase64url(mac), incarnation, expiresAt };
  return sessionId === undefined ? record : { ...record, sessionId };
}

/**
 * Decides about one attempt. A key works while `now < expiresAt`; its spender may repeat the same body while
 * `now < spent.at + REPEAT_WINDOW_MS`, also after the key's own end.
 *
 * @param record - the stored key of the invitation that the presented key names; nothing when there is none
 * @param attempt - the attempt
 */
export function checkOneTimeKey(record: OtkRecord | undefined, attempt: OtkAttempt): OtkOutcome {
  if (record === undefined || !equalBytes(fromBase64url(record.mac), attempt.mac)) return { refused: 'unknown' };
  if (record.purpose !== attempt.purpose) return { refused: 'purpose' };
  if ((record.purpose === 'read' || record.sessionId !== undefined) && record.sessionId !== attempt.caller) {
    return { refused: 'session' };
  }
  if (record.incarnation !== attempt.incarnation) return { refused: 'incarnation' };
  const { spent } = record;
  if (spent !== undefined) {
    const same = spent.by === attempt.caller && spent.bodyHash === attempt.bodyHash;
    return same && attempt.now < spent.at + REPEAT_WINDOW_MS ? 'repeat' : { refused: 'spent' };
  }
  return attempt.now < record.expiresAt ? 'fresh' : { refused: 'expired' };
}

/**
 * Spends a key.
 *
 * @param record - a key for which {@link checkOneTimeKey} said `fresh`
 * @param by - who spends it: device id, or agent session id
 * @param now - the server's clock, epoch milliseconds
 * @param bodyHash - base64url SHA-256 of the body, where the answer depends on the body
 * @returns a new record; store it in the same commit as what the key was spent for
 * @throws RangeError when the key is spent already
 */
export function spendOneTimeKey(record: OtkRecord, by: string, now: number, bodyHash?: string): OtkRecord {
  if (record.spent !== undefined) throw new RangeError('record must not be spent');
  return { ...record, spent: bodyHash === undefined ? { by, at: now } : { by, at: now, bodyHash } };
}
