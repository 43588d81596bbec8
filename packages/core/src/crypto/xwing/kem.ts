// X-Wing as a KEM of the HPKE library (draft-ietf-hpke-pq, MLKEM768-X25519): keys are their bytes. No cryptography of its own.
import { shake256 } from '@noble/hashes/sha3.js';
import type { KEM, Key } from 'hpke';
import { utf8 } from '../../encoding/utf8.ts';
import { loadXWing } from './load.ts';
import { XWING_ENC_BYTES, XWING_PUBLIC_KEY_BYTES, XWING_SEED_BYTES, type XWing } from './xwing.ts';

const algorithm = { name: 'MLKEM768-X25519' } as const;
const id = 0x647a;

/** A key of X-Wing: the seed, or the public key. */
export interface XWingKey extends Key {
  readonly bytes: Uint8Array;
}

const privateKeyOf = (seed: Uint8Array): XWingKey => ({ algorithm, type: 'private', extractable: true, bytes: seed });
const publicKeyOf = (bytes: Uint8Array): XWingKey => ({ algorithm, type: 'public', extractable: true, bytes });

/** Loads what this platform needs for X-Wing. */
export async function loadXWingKem(): Promise<KEM<XWingKey>> {
  return createXWingKem(await loadXWing());
}

/**
 * The KEM of draft-ietf-hpke-pq over X-Wing.
 *
 * @param xwing - its operations
 */
export function createXWingKem(xwing: XWing): KEM<XWingKey> {
  const pairOf = async (seed: Uint8Array) => ({
    privateKey: privateKeyOf(seed),
    publicKey: publicKeyOf(await xwing.publicKeyOf(seed)),
  });
  return {
    ...{ id, type: 'KEM', name: algorithm.name },
    ...{ Nsecret: 32, Nenc: XWING_ENC_BYTES, Npk: XWING_PUBLIC_KEY_BYTES, Nsk: XWING_SEED_BYTES },
    DeriveKeyPair: (ikm) => pairOf(deriveSeed(ikm)),
    GenerateKeyPair: () => pairOf(crypto.getRandomValues(new Uint8Array(XWING_SEED_BYTES))),
    SerializePublicKey: async ({ bytes }) => bytes,
    DeserializePublicKey: async (bytes) => publicKeyOf(bytes),
    SerializePrivateKey: async ({ bytes }) => bytes,
    DeserializePrivateKey: async (seed) => privateKeyOf(seed),
    async Encap({ bytes }) {
      const { secret, enc } = await xwing.encapsulate(bytes);
      return { shared_secret: secret, enc };
    },
    Decap: (enc, { bytes }) => xwing.decapsulate(bytes, enc),
  };
}

/** SHAKE256.LabeledDerive(ikm, "DeriveKeyPair", "", Nsk) (draft-ietf-hpke-pq-03 §4, draft-ietf-hpke-hpke). */
function deriveSeed(ikm: Uint8Array): Uint8Array {
  const name = utf8('DeriveKeyPair');
  const suiteId = [...utf8('KEM'), id >> 8, id & 0xff];
  const labelled = [...ikm, ...utf8('HPKE-v1'), ...suiteId, 0, name.length, ...name, 0, XWING_SEED_BYTES];
  return shake256(Uint8Array.from(labelled), { dkLen: XWING_SEED_BYTES });
}
