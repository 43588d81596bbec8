// Records that are read again and again without a change: the same bytes are decoded once. What the store gives decides; only the way from
// bytes to a value is saved.
import type { Codec } from './codec.ts';

/** Values that are remembered; one that falls on the place of another one takes it. */
const PLACES = 128;

/** Bytes that say which place: the beginning of a record is its id. */
const NAME_BYTES = 44;

interface Remembered<Value> {
  readonly value: Value;
  readonly length: number;
  /** Longer than the bytes, so that the next ones fit as well. */
  readonly room: Uint8Array;
}

/**
 * Remembers what it encoded and decoded last. The values are shared: whoever gets one must not change it, as with every record.
 *
 * @param codec of records that begin with their id
 */
export function rememberingCodec<Value extends object>(codec: Codec<Value>): Codec<Value> {
  const places = new Array<Remembered<Value> | undefined>(PLACES).fill(undefined);
  const remember = (bytes: Uint8Array, value: Value) => {
    const place = placeOf(bytes);
    const { length } = bytes;
    const before = places[place]?.room;
    const room = before && before.length >= length ? before : new Uint8Array(length + (length >>> 1));
    room.set(bytes);
    places[place] = { value, length, room };
  };
  return {
    encode: (value) => {
      const bytes = codec.encode(value);
      remember(bytes, value);
      return bytes;
    },
    decode: (bytes) => {
      const remembered = places[placeOf(bytes)];
      if (remembered && isSame(remembered, bytes)) return remembered.value;
      const value = codec.decode(bytes);
      remember(bytes, value);
      return value;
    },
  };
}

/** FNV-1a, to spread them. */
function placeOf(bytes: Uint8Array): number {
  const length = Math.min(bytes.length, NAME_BYTES);
  let hash = 0x811c9dc5;
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 16)) & (PLACES - 1);
}

function isSame({ length, room }: Remembered<unknown>, bytes: Uint8Array): boolean {
  if (length !== bytes.length) return false;
  for (let at = 0; at < length; at += 1) if (room[at] !== bytes[at]) return false;
  return true;
}
