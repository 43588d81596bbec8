// The text of a key file: JSON, checked strictly. **Security:** no error made here repeats anything of the text.
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import * as z from 'zod';
import { type HeldKey, KEY_BYTES, type KeySet } from './key-set.ts';

const KEYS_PER_KIND = 1000;

const heldKeySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  key: z.string(),
  createdAt: z.number().int().nonnegative(),
});

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  macKeys: z.array(heldKeySchema).min(1).max(KEYS_PER_KIND),
  wrapKeys: z.array(heldKeySchema).min(1).max(KEYS_PER_KIND),
});

/**
 * Reads the text of a key file.
 *
 * @returns the keys; `undefined` when anything about the text is not as it must be
 */
export function parseKeyFile(text: string): KeySet | undefined {
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const macKeys = parsed.data.macKeys.map(parseKey);
  const wrapKeys = parsed.data.wrapKeys.map(parseKey);
  if (!areAllKeys(macKeys) || !areAllKeys(wrapKeys)) return undefined;
  const all = [...macKeys, ...wrapKeys];
  return new Set(all.map(({ id }) => id)).size === all.length ? { macKeys, wrapKeys } : undefined;
}

/** Writes the text of a key file. */
export function formatKeyFile({ macKeys, wrapKeys }: KeySet): string {
  const content = { version: 1, macKeys: macKeys.map(formatKey), wrapKeys: wrapKeys.map(formatKey) };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message of a SyntaxError repeats a piece of the text, which may be a key.
    return undefined;
  }
}

function parseKey({ id, key, createdAt }: z.infer<typeof heldKeySchema>): HeldKey | undefined {
  try {
    const bytes = fromBase64url(key);
    return bytes.length === KEY_BYTES ? { id, key: bytes, createdAt } : undefined;
  } catch {
    return undefined;
  }
}

function areAllKeys(keys: readonly (HeldKey | undefined)[]): keys is readonly HeldKey[] {
  return !keys.includes(undefined);
}

function formatKey({ id, key, createdAt }: HeldKey): { id: string; key: string; createdAt: number } {
  return { id, key: toBase64url(key), createdAt };
}
