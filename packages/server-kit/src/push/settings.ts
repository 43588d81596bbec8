// The push setting of an account, checked at start: keys, contact, and which push services are sent to.
import type { TellsafeError } from '@tellsafe/core';
import { isBase64url } from '@tellsafe/core/encoding';
import { invalidSetting, membersOf } from '../invalid-setting.ts';
import { isServiceName, knownPushServices } from './services.ts';
import { isVapidPair, type VapidKeys } from './vapid.ts';

/** Web Push of an account (SF-INV-06). */
export interface PushOptions {
  /** `tellsafe keys vapid` makes the two keys. New keys end all subscriptions that were made with the old ones. */
  readonly vapid: VapidKeys & {
    /** Whom push services may write to: `mailto:` or `https:` (RFC 8292 §2.1). */
    readonly subject: string;
  };
  /** Host names of the push services that may be sent to, `*.` in front for all below; default {@link knownPushServices}. */
  readonly services?: readonly string[];
}

/** A checked push setting. */
export interface PushSettings {
  readonly vapid: PushOptions['vapid'];
  readonly services: readonly string[];
}

const POINT_LENGTH = 87;
const SCALAR_LENGTH = 43;

/**
 * Checks the push setting of an account; whether the keys are one pair says {@link checkVapidPair}.
 *
 * @param path where it stands in the options, for messages
 * @throws TellsafeError `option_invalid` naming the key, and its value unless that is secret
 */
export function parsePush(path: string, input: PushOptions): PushSettings {
  const { vapid, services = knownPushServices } = membersOf(path, input, ['vapid', 'services']);
  const at = `${path}.vapid`;
  const { publicKey, privateKey, subject } = membersOf(at, vapid, ['publicKey', 'privateKey', 'subject']);
  if (!isEncoded(publicKey, POINT_LENGTH) || !publicKey.startsWith('B')) {
    // Whoever mixes up the two has written the secret one here.
    const shown = isEncoded(publicKey, SCALAR_LENGTH) ? undefined : publicKey;
    throw invalidSetting(`${at}.publicKey`, 'must be a public key as tellsafe keys vapid prints it', shown);
  }
  // The value is never shown: it is secret, even where it is wrong.
  if (!isEncoded(privateKey, SCALAR_LENGTH)) {
    throw invalidSetting(`${at}.privateKey`, 'must be a private key as tellsafe keys vapid writes it');
  }
  if (!isSubject(subject)) {
    throw invalidSetting(`${at}.subject`, 'must be a mailto: or https: address that reaches you', subject);
  }
  if (!Array.isArray(services) || services.length === 0) {
    throw invalidSetting(`${path}.services`, 'must be a list of host names', services);
  }
  for (const [index, name] of services.entries()) {
    if (isServiceName(name)) continue;
    const hint = 'must be a host name such as push.example.com or *.push.example.com, in lower case';
    throw invalidSetting(`${path}.services[${index}]`, hint, name);
  }
  return { vapid: { publicKey, privateKey, subject }, services: [...services] };
}

/**
 * Checks that the keys of an account are one pair; part of the start work, because it needs Web Crypto.
 *
 * @throws TellsafeError `option_invalid`
 */
export async function checkVapidPair(path: string, { vapid }: PushSettings): Promise<void> {
  if (await isVapidPair(vapid)) return;
  throw mismatch(`${path}.vapid.publicKey`, vapid.publicKey);
}

function mismatch(key: string, publicKey: string): TellsafeError {
  return invalidSetting(key, 'must belong to the private key beside it', publicKey);
}

function isEncoded(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length === length && isBase64url(value);
}

/** Whether a text is an address that a push service can write to (RFC 8292 §2.1). */
export function isSubject(subject: unknown): subject is string {
  if (typeof subject !== 'string' || subject.length > 200 || !URL.canParse(subject)) return false;
  const { protocol, pathname, hostname } = new URL(subject);
  return protocol === 'mailto:' ? /^[^@\s]+@[^@\s]+$/.test(pathname) : protocol === 'https:' && hostname !== '';
}
