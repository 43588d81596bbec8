// The second factor: codes of an authenticator app (TOTP). Whether a code was used before is remembered by the caller.
import type { RandomBytes } from '@tellsafe/core/crypto';
import { Secret, TOTP } from 'otpauth';

/** Bytes of a secret. @see RFC 4226 §4 R6 */
const SECRET_BYTES = 20;
/** Seconds that a code is shown. */
const PERIOD_SEC = 30;
/** Codes of one step before and after are taken as well, because clocks differ. @see RFC 6238 §5.2 */
const WINDOW = 1;

/** A secret as it is kept. */
export interface SecondFactor {
  /** Base32, as authenticator apps take it. */
  readonly secret: string;
  /** The latest step whose code was used: it and those before are refused. */
  readonly lastStep: number;
}

/** Makes a secret. */
export function createSecondFactor(random: RandomBytes): SecondFactor {
  const secret = new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer });
  return { secret: secret.base32, lastStep: 0 };
}

/**
 * The address that authenticator apps read from a picture.
 *
 * @param issuer whose login it is
 * @param label whose secret it is
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 */
export function secondFactorUri({ secret }: SecondFactor, issuer: string, label: string): string {
  return totpOf(secret, { issuer, label }).toString();
}

/**
 * Checks a code.
 *
 * @param now epoch ms
 * @returns the factor with this code used up; `null` for a wrong code and for one that was used (RFC 6238 §5.2)
 */
export function spendCode(factor: SecondFactor, code: string, now: number): SecondFactor | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(factor.secret).validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now / (PERIOD_SEC * 1000)) + delta;
  return step > factor.lastStep ? { ...factor, lastStep: step } : null;
}

function totpOf(secret: string, names: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SEC });
}
