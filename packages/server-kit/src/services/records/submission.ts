// Records of one submission in the sealed and volatile stores: ciphertext under the submission's own data key (SF-RET-01).
import type { SealedPart } from '@tellsafe/core/answers';
import { jsonCodec } from './codec.ts';

/** What is sealed at rest: the part as the consumer's page sealed it. */
export const storedPartCodec = jsonCodec<SealedPart>();

/** The wrapped data key, bytes in base64url. */
export interface DataKeyRecord {
  readonly keyId: string;
  readonly bytes: string;
}

export const dataKeyCodec = jsonCodec<DataKeyRecord>();
