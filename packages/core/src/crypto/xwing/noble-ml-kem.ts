// ML-KEM-768 in JavaScript, for platforms whose WebCrypto has none: a chunk of its own that the others never load.
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import type { MlKem768 } from './ml-kem.ts';

/** ML-KEM-768 of `@noble/post-quantum`. */
export const nobleMlKem: MlKem768 = {
  async publicKeyOf(seed) {
    const { publicKey, secretKey } = ml_kem768.keygen(seed);
    secretKey.fill(0);
    return publicKey;
  },
  async encapsulate(publicKey) {
    const { sharedSecret, cipherText } = ml_kem768.encapsulate(publicKey);
    return { secret: sharedSecret, ciphertext: cipherText };
  },
  async decapsulate(seed, ciphertext) {
    const { secretKey } = ml_kem768.keygen(seed);
    try {
      return ml_kem768.decapsulate(ciphertext, secretKey);
    } finally {
      secretKey.fill(0);
    }
  },
};
