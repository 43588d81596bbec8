// ML-KEM-768 (FIPS 203) as X-Wing uses it. Who computes it is decided in load.ts.

/** Bytes of a seed `d ‖ z` (FIPS 203 §7.1), which is how a decapsulation key is kept. */
export const ML_KEM_SEED_BYTES = 64;
/** Bytes of an encapsulation key. */
export const ML_KEM_PUBLIC_KEY_BYTES = 1184;
/** Bytes of a ciphertext. */
export const ML_KEM_CIPHERTEXT_BYTES = 1088;

/** Secret of one encapsulation, and what the owner of the key needs to find it. */
export interface MlKemEncapsulation {
  readonly secret: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** An implementation of ML-KEM-768. Seeds, keys and ciphertexts that come in have the right length. */
export interface MlKem768 {
  /** The encapsulation key of a seed. */
  publicKeyOf(seed: Uint8Array): Promise<Uint8Array>;
  /** Encapsulates a fresh secret to a key whose modulus was checked (FIPS 203 §7.2). */
  encapsulate(publicKey: Uint8Array): Promise<MlKemEncapsulation>;
  /** Never fails on a wrong ciphertext: that gives another secret (FIPS 203 §6.3). */
  decapsulate(seed: Uint8Array, ciphertext: Uint8Array): Promise<Uint8Array>;
}
