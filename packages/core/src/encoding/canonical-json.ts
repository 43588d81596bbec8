// One spelling for every JSON value, so that equal values have equal hashes (RFC 8785, integers only).
import { TellsafeError } from '../errors.ts';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Nesting that is accepted; form definitions need four. */
const MAX_DEPTH = 32;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Writes a value with sorted keys and no white space.
 *
 * @param value - null, booleans, safe integers, well-formed strings, arrays and plain objects of these, nested at most 32 deep
 * @throws TellsafeError `encoding_invalid` for anything else, `undefined` and fractions included
 * @see RFC 8785 §3.2
 */
export function canonicalJson(value: Json): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'object' || depth === MAX_DEPTH) throw new TellsafeError('encoding_invalid');
  // Array.from visits holes too, which are undefined and thus refused.
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw new TellsafeError('encoding_invalid');
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${writeString(key)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function writeString(text: string): string {
  if (loneSurrogate.test(text)) throw new TellsafeError('encoding_invalid');
  return JSON.stringify(text);
}
