// A two-key salamander: one AES-GCM ciphertext with one tag that is authentic under two HPKE contexts and opens to two texts.
// With the sum of one free block the tags under both keys are made equal: GHASH is linear in it (Grubbs, Lu, Ristenpart 2017; Dodis et
// al. 2018, "Fast message franking"). Arithmetic of NIST SP 800-38D §6.3.
import { createCipheriv } from 'node:crypto';

const REDUCTION = 0xe1n << 120n;
const MASK = (1n << 128n) - 1n;

function multiply(one: bigint, other: bigint): bigint {
  let product = 0n;
  let shifted = other;
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((one >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ REDUCTION : shifted >> 1n;
  }
  return product & MASK;
}

/** The one of this field is the first bit. */
const ONE = 1n << 127n;

function power(base: bigint, exponent: bigint): bigint {
  let result = ONE;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = multiply(square, square)) {
    if (rest & 1n) result = multiply(result, square);
  }
  return result;
}

const inverse = (value: bigint) => power(value, (1n << 128n) - 2n);

const toNumber = (block: Uint8Array) => BigInt(`0x${Buffer.from(block).toString('hex').padEnd(32, '0')}`);
const toBlock = (number: bigint) => Buffer.from(number.toString(16).padStart(32, '0'), 'hex');

/** One block through AES-256. */
function encrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}

/** Key and nonce of one HPKE context. */
export interface GcmKey {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
}

/**
 * Makes the ciphertext, tag included.
 *
 * @param keys of the two contexts
 * @param aad whole blocks
 * @param length of the text, in whole blocks of 16 bytes
 */
export function createSalamander(
  keys: readonly [GcmKey, GcmKey],
  aad: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  const count = length / 16;
  const blocks = Array.from({ length: count }, (_, at) => (at === 0 ? 0n : BigInt(at) << 64n));
  const aadBlocks = Array.from({ length: aad.length / 16 }, (_, at) => toNumber(aad.subarray(at * 16, at * 16 + 16)));
  const lengths = (BigInt(aad.length * 8) << 64n) | BigInt(length * 8);
  const tagOf = ({ key, nonce }: GcmKey) => {
    const h = toNumber(encrypt(key, new Uint8Array(16)));
    const sum = [...aadBlocks, ...blocks, lengths].reduce((before, block) => multiply(before ^ block, h), 0n);
    return sum ^ toNumber(encrypt(key, Uint8Array.from([...nonce, 0, 0, 0, 1])));
  };
  const factorOf = ({ key }: GcmKey) => power(toNumber(encrypt(key, new Uint8Array(16))), BigInt(count + 1));
  const [one, other] = keys;
  blocks[0] = multiply(tagOf(one) ^ tagOf(other), inverse(factorOf(one) ^ factorOf(other)));
  return Uint8Array.from(Buffer.concat([...blocks.map(toBlock), toBlock(tagOf(one))]));
}
