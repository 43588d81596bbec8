// ML-KEM-768 of the platform's WebCrypto (Node from 24.7, Chromium). Whether it is there is found out by using it, in load.ts.
import { webSubtle } from '../subtle.ts';
import type { MlKem768 } from './ml-kem.ts';

/** What WebCrypto adds for key encapsulation; TypeScript's types do not have it yet. */
interface EncapsulatingSubtle {
  importKey(
    format: 'raw-seed' | 'raw-public',
    bytes: Uint8Array,
    algorithm: typeof mlKem768,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKey>;
  exportKey(format: 'raw-public', key: CryptoKey): Promise<ArrayBuffer>;
  getPublicKey(key: CryptoKey, usages: readonly string[]): Promise<CryptoKey>;
  encapsulateBits(
    algorithm: typeof mlKem768,
    key: CryptoKey,
  ): Promise<{ readonly sharedKey: ArrayBuffer; readonly ciphertext: ArrayBuffer }>;
  decapsulateBits(algorithm: typeof mlKem768, key: CryptoKey, ciphertext: Uint8Array): Promise<ArrayBuffer>;
}

const mlKem768 = { name: 'ML-KEM-768' } as const;

const subtle = (): EncapsulatingSubtle => webSubtle() as unknown as EncapsulatingSubtle;
const importSeed = (seed: Uint8Array) => subtle().importKey('raw-seed', seed, mlKem768, false, ['decapsulateBits']);

/**
 * ML-KEM-768 of WebCrypto.
 *
 * @see https://wicg.github.io/webcrypto-modern-algos/#ml-kem
 */
export const webMlKem: MlKem768 = {
  async publicKeyOf(seed) {
    const publicKey = await subtle().getPublicKey(await importSeed(seed), ['encapsulateBits']);
    return new Uint8Array(await subtle().exportKey('raw-public', publicKey));
  },
  async encapsulate(publicKey) {
    const key = await subtle().importKey('raw-public', publicKey, mlKem768, true, ['encapsulateBits']);
    const { sharedKey, ciphertext } = await subtle().encapsulateBits(mlKem768, key);
    return { secret: new Uint8Array(sharedKey), ciphertext: new Uint8Array(ciphertext) };
  },
  async decapsulate(seed, ciphertext) {
    const key = await importSeed(seed);
    return new Uint8Array(await subtle().decapsulateBits(mlKem768, key, ciphertext));
  },
};
