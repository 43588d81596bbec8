// The input check of ML-KEM encapsulation keys (FIPS 203 §7.2). It costs no multiplication, so servers and pages both make it.

/** Bytes of an encapsulation key of ML-KEM-768 that hold coefficients; a seed of 32 bytes follows. */
const COEFFICIENT_BYTES = 1152;
/** q (FIPS 203 §2.4). */
const MODULUS = 3329;

/**
 * Tells whether every coefficient of an encapsulation key is reduced: two of 12 bits in three bytes, each below q.
 *
 * @param publicKey - starts with an encapsulation key of ML-KEM-768, 1184 bytes
 */
export function isReducedMlKem768(publicKey: Uint8Array): boolean {
  for (let at = 0; at < COEFFICIENT_BYTES; at += 3) {
    const [first = 0, second = 0, third = 0] = publicKey.subarray(at, at + 3);
    const [low, high] = [first | ((second & 0x0f) << 8), (second >> 4) | (third << 4)];
    if (low >= MODULUS || high >= MODULUS) return false;
  }
  return true;
}
