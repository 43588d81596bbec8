// The three things a one-time key can be for, and how each is written in a key.

/** What a one-time key is good for: loading a form, submitting it, reading its answers. */
export type Purpose = 'open' | 'submit' | 'read';

const purposeBytes: Readonly<Record<Purpose, number>> = Object.freeze({ open: 1, submit: 2, read: 3 });

/** Every purpose. */
export const purposes: readonly Purpose[] = Object.freeze(['open', 'submit', 'read']);

/**
 * The byte that stands for a purpose in the text of a key.
 *
 * @param purpose - one of {@link purposes}
 */
export function purposeByte(purpose: Purpose): number {
  return purposeBytes[purpose];
}

/**
 * The purpose that a byte stands for.
 *
 * @param byte - first byte of a key
 * @returns nothing for a byte without meaning
 */
export function purposeOf(byte: number | undefined): Purpose | undefined {
  return purposes.find((purpose) => purposeBytes[purpose] === byte);
}
