// Reading what providers send without trusting its shape: a member that is not what it should be is as if it were not there.

/** An object of unknown members. */
export type Json = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a body; `undefined` when it is none. */
export function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

/** A value as an object; an empty one when it is none. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A value as a list; an empty one when it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A member that is a text, not empty. */
export function text(of: Json, key: string): string | undefined {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member that is a finite number, or a text of one. */
export function number(of: Json, key: string): number | undefined {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** A code that may be a number or a text. */
export function code(of: Json, key: string): string | undefined {
  const value = Object.hasOwn(of, key) ? of[key] : undefined;
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}
