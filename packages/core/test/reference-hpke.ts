// A second, small implementation of HPKE (RFC 9180, X25519 with HKDF-SHA256 and AES-GCM, base mode) to check ours against.
// Written from the RFC; shares no code with the library: HKDF from @noble/hashes, the rest from WebCrypto.
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

const text = (value: string) => new TextEncoder().encode(value);
const x25519 = { name: 'X25519' };
const pkcs8Head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];
const basePoint = Uint8Array.from([9, ...new Array<number>(31).fill(0)]);

/** AES-GCM key length in bytes and the AEAD's code point. */
export interface ReferenceAead {
  readonly keyBytes: 16 | 32;
  readonly id: 1 | 2;
}

type Bytes = Uint8Array<ArrayBuffer>;

function join(...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function labeledExtract(suiteId: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return extract(sha256, join(text('HPKE-v1'), suiteId, text(label), ikm), salt);
}

function labeledExpand(suiteId: Uint8Array, prk: Uint8Array, label: string, info: Uint8Array, length: number): Bytes {
  const labeled = join(Uint8Array.of(length >> 8, length & 0xff), text('HPKE-v1'), suiteId, text(label), info);
  return Uint8Array.from(expand(sha256, prk, labeled, length));
}

async function multiply(privateKey: Uint8Array, point: Bytes): Promise<Bytes> {
  const scalar = Uint8Array.from([...pkcs8Head, ...privateKey]);
  const key = await crypto.subtle.importKey('pkcs8', scalar, x25519, false, ['deriveBits']);
  const other = await crypto.subtle.importKey('raw', point, x25519, true, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ ...x25519, public: other }, key, 256));
}

/** RFC 9180 §4.1 ExtractAndExpand and §5.1 KeySchedule for mode_base. */
function keySchedule(aead: ReferenceAead, dh: Uint8Array, kemContext: Uint8Array, info: Uint8Array) {
  const none = new Uint8Array();
  const kemSuite = join(text('KEM'), Uint8Array.of(0x00, 0x20));
  const prk = labeledExtract(kemSuite, none, 'eae_prk', dh);
  const sharedSecret = labeledExpand(kemSuite, prk, 'shared_secret', kemContext, 32);
  const suite = join(text('HPKE'), Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, aead.id));
  const pskIdHash = labeledExtract(suite, none, 'psk_id_hash', none);
  const infoHash = labeledExtract(suite, none, 'info_hash', info);
  const context = join(Uint8Array.of(0), pskIdHash, infoHash);
  const secret = labeledExtract(suite, sharedSecret, 'secret', none);
  return {
    sharedSecret,
    key: labeledExpand(suite, secret, 'key', context, aead.keyBytes),
    nonce: labeledExpand(suite, secret, 'base_nonce', context, 12),
  };
}

/** Opens the first message of a base-mode context. */
export async function referenceOpen(
  aead: ReferenceAead,
  privateKey: Uint8Array,
  enc: Bytes,
  ciphertext: Bytes,
  binding: { readonly info: Bytes; readonly aad: Bytes },
): Promise<{ plaintext: Bytes; sharedSecret: Bytes; key: Bytes; nonce: Bytes }> {
  const publicKey = await multiply(privateKey, basePoint);
  const schedule = keySchedule(aead, await multiply(privateKey, enc), join(enc, publicKey), binding.info);
  const key = await crypto.subtle.importKey('raw', schedule.key, 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: schedule.nonce, additionalData: binding.aad };
  return { plaintext: new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext)), ...schedule };
}

/** Seals the first message of a base-mode context with a chosen ephemeral private key. */
export async function referenceSeal(
  aead: ReferenceAead,
  publicKey: Bytes,
  ephemeral: Uint8Array,
  plaintext: Bytes,
  binding: { readonly info: Bytes; readonly aad: Bytes },
): Promise<{ enc: Bytes; ciphertext: Bytes }> {
  const enc = await multiply(ephemeral, basePoint);
  const schedule = keySchedule(aead, await multiply(ephemeral, publicKey), join(enc, publicKey), binding.info);
  const key = await crypto.subtle.importKey('raw', schedule.key, 'AES-GCM', false, ['encrypt']);
  const algorithm = { name: 'AES-GCM', iv: schedule.nonce, additionalData: binding.aad };
  return { enc, ciphertext: new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext)) };
}
