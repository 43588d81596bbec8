// Memory for secrets that are to be wiped later.

/**
 * Moves a secret to memory of its own. **Security:** engines move small arrays about and leave copies behind that nobody can wipe;
 * an array with a buffer that was made for it stays where it is.
 *
 * @param secret wiped
 */
export function ownMemory(secret: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = new Uint8Array(new ArrayBuffer(secret.length));
  own.set(secret);
  secret.fill(0);
  return own;
}
