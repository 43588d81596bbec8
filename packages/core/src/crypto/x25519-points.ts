// Public X25519 values that give an all-zero shared secret with every private key (RFC 7748 §6.1, RFC 9180 §7.1.4).
// WebCrypto refuses them when it multiplies; this check does not depend on the platform and costs no multiplication.
import { fromBase64url } from '../encoding/base64url.ts';
import { equalBytes } from './constant-time.ts';

/** The two u-coordinates of order 8; the other low-order values are 0, 1, p − 1 and the spellings p and p + 1. */
const orderEight = ['4Ot6fDtBuK4WVuP68Z_EatoJjeucMrH9hmIFFl9JuAA', 'X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc'].map(
  fromBase64url,
);

/**
 * Tells whether a public value has low order. The top bit is ignored, as in X25519 itself.
 *
 * @param publicKey - 32 bytes
 */
export function isLowOrderX25519(publicKey: Uint8Array): boolean {
  const point = publicKey.slice();
  point[31] = (point[31] ?? 0) & 0x7f;
  const [first = 0, second = 0] = point;
  const last = point[31];
  const middleIs = (byte: number) => point.subarray(1, 31).every((value) => value === byte);
  if (second === 0 && last === 0 && first <= 1) return middleIs(0);
  if (second === 0xff && last === 0x7f && first >= 0xec && first <= 0xee) return middleIs(0xff);
  return orderEight.some((other) => equalBytes(point, other));
}
