// @tellsafe/core/crypto: what pages and servers share; WebCrypto only, no library. Synchronous parts: ./crypto/sync.
export { equalBytes } from './constant-time.ts';
export { SHA256_BYTES, sha256 } from './digest.ts';
export { createProof, importProofKey, PROOF_KEY_BYTES } from './proof.ts';
export { PROOF_HEADER, type ProofRequest } from './proof-format.ts';
export { type RandomBytes, webRandom } from './random.ts';
