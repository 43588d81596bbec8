// The vector files as text and as typed values, and hexadecimal, in which they are written.

/** Content of each vector file by name. */
export const texts: Readonly<Record<string, string>> = byName(
  import.meta.glob('./*.json', { query: '?raw', import: 'default', eager: true }),
);

const readmes = import.meta.glob('./*.md', { query: '?raw', import: 'default', eager: true });

/** SHA-256 by file name, as the README files pin it. */
export const pins: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(readmes).flatMap((readme) =>
    [...readme.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, digest = '', name = '']) => [name, digest]),
  ),
);

function byName(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.slice('./'.length), text]));
}

function parse(name: string) {
  const text = texts[name];
  if (text === undefined) throw new Error(`${name} is not a vector file`);
  return JSON.parse(text);
}

/** Bytes of hexadecimal text. */
export function hex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError('text must be lower-case hexadecimal');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Hexadecimal text of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One vector of RFC 9180, bytes in hexadecimal. */
export interface HpkeVector {
  suite: string;
  mode_name: 'Base' | 'PSK' | 'Auth' | 'AuthPSK';
  mode: number;
  kem_id: number;
  kdf_id: number;
  aead_id: number;
  info: string;
  skRm: string;
  pkRm: string;
  skEm: string;
  enc: string;
  psk?: string;
  psk_id?: string;
  shared_secret: string;
  key: string;
  base_nonce: string;
  encryptions: { seq: number; pt: string; aad: string; nonce: string; ct: string }[];
  exports: { exporter_context: string; L: number; exported_value: string }[];
}

/** RFC 9180, Appendix A. */
export const rfc9180: HpkeVector[] = parse('hpke-rfc9180-appendixA.json');

/** One vector of draft-ietf-hpke-pq, bytes in hexadecimal; `skRm` is a seed. */
export type HpkePqVector = Omit<HpkeVector, 'suite' | 'mode_name' | 'skEm' | 'psk' | 'psk_id'> & {
  ikmE: string;
  ikmR: string;
};

/** draft-ietf-hpke-pq-03. */
export const hpkePq: HpkePqVector[] = parse('hpke-pq-draft-ietf-hpke-pq-03.json');

/** One vector of X-Wing, bytes in hexadecimal: `sk` is a seed, `eseed` the sender's randomness. */
export interface XWingVector {
  seed: string;
  eseed: string;
  ss: string;
  sk: string;
  pk: string;
  ct: string;
}

/** draft-connolly-cfrg-xwing-kem-10. */
export const xwing: XWingVector[] = Object.values(parse('xwing-draft-connolly-cfrg-xwing-kem.json')).filter(
  (vector): vector is XWingVector => typeof vector === 'object',
);

/** Hexadecimal text with its first byte altered. */
export function altered(text: string): string {
  const bytes = hex(text);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return toHex(bytes);
}

/** Ciphertexts that are valid under both keys. */
export const salamanders: {
  key1: string;
  key2: string;
  iv: string;
  aad: string;
  ct: string;
  tag: string;
  pt1: string;
  pt2: string;
}[] = parse('aes-256-gcm-two-key-salamanders.json').vectors;

/** One Wycheproof test: its own fields are text, the rest as below. */
export type WycheproofTest = {
  tcId: number;
  flags: string[];
  result: 'valid' | 'invalid' | 'acceptable';
  size?: number;
} & {
  [field: string]: unknown;
};

/** A field of a Wycheproof test as bytes. */
export function field(test: WycheproofTest, name: string): Uint8Array<ArrayBuffer> {
  const value = test[name];
  if (typeof value !== 'string') throw new RangeError(`${name} must be a field of test ${test.tcId}`);
  return hex(value);
}

/** The groups of a Wycheproof file. */
export function wycheproof(name: string): { tagSize?: number; ivSize?: number; tests: WycheproofTest[] }[] {
  return parse(name).testGroups;
}

/** Runs a check over tests and gives those where it is wrong; a check says whether the implementation accepts the test. */
export async function verdicts(
  tests: readonly WycheproofTest[],
  accepts: (test: WycheproofTest) => Promise<boolean> | boolean,
): Promise<number[]> {
  const wrong: number[] = [];
  for (const each of tests) {
    if (each.result !== 'acceptable' && (await accepts(each)) !== (each.result === 'valid')) wrong.push(each.tcId);
  }
  return wrong;
}

/** The same test with one byte of a field altered. */
export function alteredField(original: WycheproofTest, name: string): WycheproofTest {
  return { ...original, [name]: altered(toHex(field(original, name))) };
}

/** The first test that must pass. */
export function firstValid(tests: readonly WycheproofTest[]): WycheproofTest {
  const found = tests.find(({ result }) => result === 'valid');
  if (found === undefined) throw new Error('no valid test');
  return found;
}
