// Comparison of secrets without telling where they differ.

/**
 * Compares two byte strings in time that depends on their lengths only.
 *
 * @param a - a secret, or the MAC that was computed
 * @param b - the value that was received; its length is not a secret
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}
