// Chooses who computes ML-KEM: the platform where it does so rightly, else JavaScript that is fetched for it. Decided once.
import { equalBytes } from '../constant-time.ts';
import { ML_KEM_CIPHERTEXT_BYTES, ML_KEM_SEED_BYTES, type MlKem768 } from './ml-kem.ts';
import { webMlKem } from './web-ml-kem.ts';
import { createXWing, type XWing } from './xwing.ts';

let loaded: Promise<XWing> | undefined;

/**
 * X-Wing on this platform. A chunk that did not arrive is asked for again at the next call.
 *
 * @throws when the chunk with ML-KEM cannot be loaded
 */
export function loadXWing(): Promise<XWing> {
  loaded ??= choose().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function choose(): Promise<XWing> {
  if (await isMlKem768(webMlKem)) return createXWing(webMlKem);
  const { nobleMlKem } = await import('./noble-ml-kem.ts');
  return createXWing(nobleMlKem);
}

/** First bytes of the public key of a seed of zeros, and of the secret that it gives for a ciphertext of zeros. */
const knownPublicKey = Uint8Array.of(0x25, 0x4a, 0x79, 0x78, 0x85, 0xc6, 0x3b, 0x14);
const knownRejection = Uint8Array.of(0x04, 0x19, 0xc6, 0xfa, 0x22, 0x68, 0x91, 0xf6);

/**
 * Whether something computes ML-KEM-768: known answers for a key and for a ciphertext that fits no key, and one secret that
 * comes back. Names and version numbers are not asked.
 *
 * @param mlKem - to be tried
 */
export async function isMlKem768(mlKem: MlKem768): Promise<boolean> {
  const seed = new Uint8Array(ML_KEM_SEED_BYTES);
  try {
    const publicKey = await mlKem.publicKeyOf(seed);
    const rejection = await mlKem.decapsulate(seed, new Uint8Array(ML_KEM_CIPHERTEXT_BYTES));
    const { secret, ciphertext } = await mlKem.encapsulate(publicKey);
    return (
      equalBytes(publicKey.subarray(0, knownPublicKey.length), knownPublicKey) &&
      equalBytes(rejection.subarray(0, knownRejection.length), knownRejection) &&
      equalBytes(await mlKem.decapsulate(seed, ciphertext), secret)
    );
  } catch {
    return false;
  }
}
