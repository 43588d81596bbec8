// How a typed record becomes the body bytes of the store and back. What a record holds is said beside each record.
import { bytesOfText, textOfBytes } from './text-bytes.ts';

/** One kind of record: its bytes and its value. The store's bytes are the kit's own, so they are trusted, not validated. */
export interface Codec<Value> {
  encode(value: Value): Uint8Array;
  decode(bytes: Uint8Array): Value;
}

/** A codec over JSON. */
export function jsonCodec<Value>(): Codec<Value> {
  return {
    encode: (value) => bytesOfText(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(textOfBytes(bytes)) as Value,
  };
}

/** A record together with the version that a commit expects. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly version: number;
}

/**
 * Decodes what the store gave.
 *
 * @returns undefined for a record that is absent or expired
 */
export function decodeRecord<Value>(
  codec: Codec<Value>,
  stored: { readonly body: Uint8Array; readonly version: number } | null | undefined,
): Versioned<Value> | undefined {
  return stored ? { value: codec.decode(stored.body), version: stored.version } : undefined;
}
