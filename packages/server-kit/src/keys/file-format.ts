// The bytes of a key file: JSON, checked strictly. **Security:** no error made here repeats anything of the file, and the keys
// in it never become strings: they are cut out of the bytes before the rest is read as text.
import * as z from 'zod/mini';
import { allKeys, currentOf, type HeldKey, type KeySet } from './key-set.ts';
import { KEY_CHARACTERS, readKeyText, writeKeyText } from './key-text.ts';

/** Most keys of each kind in a file. */
export const KEYS_PER_KIND = 1000;

const instant = z.int().check(z.nonnegative());
const heldKeySchema = z
  .strictObject({
    id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
    /** Stands for a key that was cut out: its number. */
    key: z.pipe(z.string().check(z.regex(new RegExp(`^[0-9]{${KEY_CHARACTERS}}$`))), z.transform(Number)),
    createdAt: instant,
    staged: z.optional(z.literal(true)),
    activatedAt: z.optional(instant),
  })
  .check(z.refine(({ staged, activatedAt }) => !staged || activatedAt === undefined));

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  macKeys: z.array(heldKeySchema).check(z.maxLength(KEYS_PER_KIND)),
  wrapKeys: z.array(heldKeySchema).check(z.maxLength(KEYS_PER_KIND)),
});

type ParsedKey = z.infer<typeof heldKeySchema>;

/**
 * Reads the bytes of a key file, in which the keys are overwritten.
 *
 * @returns the keys; `undefined` when anything about the bytes is not as it must be
 */
export function parseKeyFile(bytes: Uint8Array): KeySet | undefined {
  const keys = cutKeys(bytes);
  const set = parseRest(bytes, keys);
  if (set && isSound(set, keys.length)) return set;
  for (const key of keys) key.fill(0);
  return undefined;
}

/** Writes the bytes of a key file. */
export function formatKeyFile(set: KeySet): Uint8Array {
  const hole = '0'.repeat(KEY_CHARACTERS);
  const withHole = ({ id, createdAt, staged, activatedAt }: HeldKey) => ({
    ...{ id, key: hole, createdAt },
    ...(staged && { staged }),
    ...(activatedAt !== undefined && { activatedAt }),
  });
  const content = { version: 1, macKeys: set.macKeys.map(withHole), wrapKeys: set.wrapKeys.map(withHole) };
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
  const places = keyPlaces(bytes);
  for (const [number, { key }] of allKeys(set).entries()) writeKeyText(key, bytes, places[number] ?? 0);
  return bytes;
}

/** Takes every key out of the bytes and leaves its number there. */
function cutKeys(bytes: Uint8Array): Uint8Array[] {
  const keys: Uint8Array[] = [];
  for (const at of keyPlaces(bytes)) {
    const text = bytes.subarray(at, at + KEY_CHARACTERS);
    const key = readKeyText(text);
    text.fill('x'.charCodeAt(0));
    if (!key) continue;
    new TextEncoder().encodeInto(String(keys.length).padStart(KEY_CHARACTERS, '0'), text);
    keys.push(key);
  }
  return keys;
}

function parseRest(bytes: Uint8Array, keys: readonly Uint8Array[]): KeySet | undefined {
  const parsed = keyFileSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!parsed.success) return undefined;
  const held = ({ id, key, createdAt, staged, activatedAt }: ParsedKey): HeldKey => ({
    ...{ id, key: keys[key] ?? new Uint8Array(), createdAt },
    ...(staged && { staged }),
    ...(activatedAt !== undefined && { activatedAt }),
  });
  return { macKeys: parsed.data.macKeys.map(held), wrapKeys: parsed.data.wrapKeys.map(held) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every key and id is used once, each kind has a current key, and at most one that is staged, at the end. */
function isSound(set: KeySet, cut: number): boolean {
  const all = allKeys(set);
  const distinct = new Set(all.map(({ id }) => id)).size === all.length;
  const whole =
    cut === all.length && new Set(all.map(({ key }) => key)).size === cut && all.every(({ key }) => key.length);
  const ordered = [set.macKeys, set.wrapKeys].every(
    (keys) => currentOf(keys) !== undefined && keys.slice(0, -1).every(({ staged }) => !staged),
  );
  return distinct && whole && ordered;
}

const MEMBER = new TextEncoder().encode('"key"');
const [QUOTE, COLON] = [0x22, 0x3a];
const isSpace = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Where the texts of keys begin: behind `"key": "`, when as many characters as a key has are between the quotes. */
function keyPlaces(bytes: Uint8Array): number[] {
  const places: number[] = [];
  for (let at = 0; at + MEMBER.length < bytes.length; at += 1) {
    if (!MEMBER.every((byte, offset) => bytes[at + offset] === byte)) continue;
    const value = afterColon(bytes, at + MEMBER.length);
    if (value !== undefined && bytes[value + KEY_CHARACTERS] === QUOTE) places.push(value);
  }
  return places;
}

function afterColon(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  const skipSpace = () => {
    while (isSpace(bytes[at])) at += 1;
  };
  skipSpace();
  if (bytes[at] !== COLON) return undefined;
  at += 1;
  skipSpace();
  return bytes[at] === QUOTE ? at + 1 : undefined;
}
