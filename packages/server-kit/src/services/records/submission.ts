// Records of one submission in the sealed and volatile stores: ciphertext under the submission's own data key (SF-RET-01).
import type { SealedPart } from '@tellsafe/core/answers';
import type { IndexEntry } from '../../stores/types.ts';
import { jsonCodec } from './codec.ts';

/** What is sealed at rest: the part as the consumer's page sealed it. */
export const storedPartCodec = jsonCodec<SealedPart>();

/** The wrapped data key, bytes in base64url. */
export interface DataKeyRecord {
  readonly keyId: string;
  readonly bytes: string;
}

export const dataKeyCodec = jsonCodec<DataKeyRecord>();

/** Name of the list of records that hold a wrapped data key; the value is the id of the key-encryption key. */
export const WRAPPED_UNDER = 'wrapped-under';

/** The list in which what a key-encryption key wrapped is found, so that it can be wrapped anew before that key is retired. */
export function wrappedUnder(keyId: string, order: number): IndexEntry {
  return { name: WRAPPED_UNDER, value: keyId, order };
}
