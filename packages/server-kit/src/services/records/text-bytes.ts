// Texts of records as bytes and back. The store's bytes are the kit's own, so they are trusted, not validated.
import { roomFor } from '@tellsafe/core/encoding';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** UTF-8 takes at most three bytes for each unit of UTF-16. */
const MOST_BYTES_OF_UNIT = 3;

/** The UTF-8 of a text, for a call that copies it. */
export function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  // Nearly all characters take one byte, so that room for the worst case would be a waste.
  const room = roomFor(text.length);
  const { read, written } = encoder.encodeInto(text, room);
  if (read === text.length) return written === room.length ? room : room.subarray(0, written);
  const more = roomFor(text.length * MOST_BYTES_OF_UNIT);
  return more.subarray(0, encoder.encodeInto(text, more).written);
}

/** The text of UTF-8. */
export function textOfBytes(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
