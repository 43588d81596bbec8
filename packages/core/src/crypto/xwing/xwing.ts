// X-Wing, the hybrid of ML-KEM-768 and X25519 (draft-connolly-cfrg-xwing-kem-10), which draft-ietf-hpke-pq names
// MLKEM768-X25519. A private key is a seed of 32 bytes. X25519 is WebCrypto's on every platform, ML-KEM is passed in.
import { sha3_256, shake256 } from '@noble/hashes/sha3.js';
import { ephemeralX25519, importX25519PrivateKey, X25519_BYTES, x25519, x25519PublicKeyOf } from '../x25519.ts';
import { ML_KEM_CIPHERTEXT_BYTES, ML_KEM_PUBLIC_KEY_BYTES, ML_KEM_SEED_BYTES, type MlKem768 } from './ml-kem.ts';

/** Bytes of a seed. */
export const XWING_SEED_BYTES = 32;
/** Bytes of a public key: ML-KEM's ‖ X25519's. */
export const XWING_PUBLIC_KEY_BYTES = ML_KEM_PUBLIC_KEY_BYTES + X25519_BYTES;
/** Bytes of an encapsulated secret: ML-KEM's ciphertext ‖ an X25519 public key. */
export const XWING_ENC_BYTES = ML_KEM_CIPHERTEXT_BYTES + X25519_BYTES;

/** `\.//^\` (draft-connolly-cfrg-xwing-kem-10 §5.3). */
const label = Uint8Array.of(0x5c, 0x2e, 0x2f, 0x2f, 0x5e, 0x5c);

/** A secret and its encapsulation. */
export interface XWingEncapsulation {
  /** 32 bytes. */
  readonly secret: Uint8Array;
  readonly enc: Uint8Array;
}

/** The operations of X-Wing. Lengths of what comes in have been checked. */
export interface XWing {
  /** The public key of a seed. */
  publicKeyOf(seed: Uint8Array): Promise<Uint8Array>;
  encapsulate(publicKey: Uint8Array): Promise<XWingEncapsulation>;
  /** @throws when the X25519 half gives an all-zero secret; any other wrong `enc` gives another secret */
  decapsulate(seed: Uint8Array, enc: Uint8Array): Promise<Uint8Array>;
}

/**
 * Makes X-Wing from an implementation of ML-KEM. **Security:** what a seed expands to, and every secret on the way, is
 * wiped before an operation ends; seeds themselves belong to the caller.
 *
 * @param mlKem - ML-KEM-768
 */
export function createXWing(mlKem: MlKem768): XWing {
  return {
    publicKeyOf: (seed) =>
      withExpanded(seed, async (mlKemSeed, x25519PrivateKey) =>
        joined(await mlKem.publicKeyOf(mlKemSeed), await x25519PublicKeyOf(x25519PrivateKey)),
      ),
    async encapsulate(publicKey) {
      const [mlKemKey, point] = [publicKey.subarray(0, ML_KEM_PUBLIC_KEY_BYTES), publicKey.slice(-X25519_BYTES)];
      const ephemeral = await ephemeralX25519();
      const agreed = await x25519(ephemeral.privateKey, point);
      const { secret, ciphertext } = await mlKem.encapsulate(mlKemKey);
      return {
        secret: combineSecrets(secret, agreed, ephemeral.publicKey, point),
        enc: joined(ciphertext, ephemeral.publicKey),
      };
    },
    decapsulate: (seed, enc) =>
      withExpanded(seed, async (mlKemSeed, x25519PrivateKey) => {
        const point = enc.slice(-X25519_BYTES);
        const own = await x25519PublicKeyOf(x25519PrivateKey);
        const agreed = await x25519(x25519PrivateKey, point);
        const secret = await mlKem.decapsulate(mlKemSeed, enc.subarray(0, ML_KEM_CIPHERTEXT_BYTES));
        return combineSecrets(secret, agreed, point, own);
      }),
  };
}

/**
 * Binds both secrets together, and wipes them (draft-connolly-cfrg-xwing-kem-10 §5.3).
 *
 * @param mlKemSecret - 32 bytes
 * @param x25519Secret - 32 bytes
 * @param x25519Enc - the sender's ephemeral public key
 * @param x25519PublicKey - the recipient's
 * @returns 32 bytes
 */
export function combineSecrets(
  mlKemSecret: Uint8Array,
  x25519Secret: Uint8Array,
  x25519Enc: Uint8Array,
  x25519PublicKey: Uint8Array,
): Uint8Array {
  const input = joined(mlKemSecret, x25519Secret, x25519Enc, x25519PublicKey, label);
  const secret = sha3_256(input);
  for (const bytes of [input, mlKemSecret, x25519Secret]) bytes.fill(0);
  return secret;
}

/** Expands a seed (draft-connolly-cfrg-xwing-kem-10 §5.2) for the time of one operation. */
async function withExpanded<Result>(
  seed: Uint8Array,
  run: (mlKemSeed: Uint8Array, x25519PrivateKey: CryptoKey) => Promise<Result>,
): Promise<Result> {
  const expanded = shake256(seed, { dkLen: ML_KEM_SEED_BYTES + X25519_BYTES });
  try {
    const privateKey = await importX25519PrivateKey(expanded.subarray(ML_KEM_SEED_BYTES));
    return await run(expanded.subarray(0, ML_KEM_SEED_BYTES), privateKey);
  } finally {
    expanded.fill(0);
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
