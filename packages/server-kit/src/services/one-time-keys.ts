// One-time keys of invitations: making them and judging attempts, with the pepper of the key provider. Rules are core's.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { toBase64url } from '@tellsafe/core/encoding';
import {
  checkOneTimeKey,
  encodeOneTimeKey,
  issueOneTimeKey,
  ONE_TIME_KEY_SECRET_BYTES,
  type OneTimeKey,
  type OtkOutcome,
  type OtkRecord,
  oneTimeKeyMacInput,
} from '@tellsafe/core/otk';
import type { Kit } from './kit.ts';
import { unlessDestroyed } from './unless-destroyed.ts';

/** A new key: the text for its holder and the record for the invitation. */
export interface IssuedKey {
  readonly text: string;
  readonly record: OtkRecord;
}

/**
 * Makes a key.
 *
 * @param key its parts; without a secret a random one is made
 * @param expiresAt epoch ms
 * @param sessionId for read keys: the session that may use it (SF-OTK-04)
 */
export async function createOneTimeKey(
  kit: Kit,
  key: Omit<OneTimeKey, 'secret'> & { readonly secret?: Uint8Array },
  expiresAt: number,
  sessionId?: string,
): Promise<IssuedKey> {
  const secret = key.secret ?? kit.random(ONE_TIME_KEY_SECRET_BYTES);
  const { keyId, mac } = await kit.keys.mac(oneTimeKeyMacInput({ ...key, secret }));
  const record = issueOneTimeKey({
    purpose: key.purpose,
    macKeyId: keyId,
    mac,
    incarnation: await kit.incarnation.current(),
    expiresAt,
    ...(sessionId !== undefined && { sessionId }),
  });
  kit.telemetry.record('tellsafe.keys.issued', 1, { 'tellsafe.purpose': key.purpose });
  return { text: encodeOneTimeKey({ ...key, secret }), record };
}

/** One attempt to use a key. */
export interface KeyUse {
  readonly key: OneTimeKey;
  readonly purpose: OneTimeKey['purpose'];
  readonly caller: string;
  readonly bodyHash?: string;
}

/**
 * Judges an attempt. A MAC is made whatever the key is for and whether or not there is a record, so that the time
 * taken tells little.
 *
 * @param record the invitation's key of this purpose
 */
export async function judgeOneTimeKey(kit: Kit, record: OtkRecord | undefined, use: KeyUse): Promise<OtkOutcome> {
  const verdict = await judge(kit, record, use);
  const outcome = typeof verdict === 'object' ? verdict.refused : verdict;
  kit.telemetry.record('tellsafe.keys.used', 1, { 'tellsafe.purpose': use.purpose, 'tellsafe.outcome': outcome });
  return verdict;
}

async function judge(kit: Kit, record: OtkRecord | undefined, use: KeyUse): Promise<OtkOutcome> {
  const { key, purpose, caller, bodyHash } = use;
  // A pepper that was destroyed makes every key under it unknown.
  const mac = (await unlessDestroyed(kit.keys.mac(oneTimeKeyMacInput(key), record?.macKeyId)))?.mac;
  if (key.purpose !== purpose) return { refused: 'purpose' };
  if (mac === undefined) return { refused: 'unknown' };
  return checkOneTimeKey(record, {
    mac,
    purpose,
    incarnation: await kit.incarnation.current(),
    caller,
    ...(bodyHash !== undefined && { bodyHash }),
    now: kit.clock(),
  });
}

/** base64url SHA-256 of a request body as it came. */
export function bodyHashOf(body: Uint8Array): string {
  return toBase64url(hashSync(body));
}
