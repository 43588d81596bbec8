// Small checks that every part of the options needs.
import { TellsafeError } from '@tellsafe/core';

/** The error that refuses an option. @param value shown when it is a text, else by its type */
export function invalid(key: string, hint: string, value?: unknown): TellsafeError {
  const shown = value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 80) : typeof value };
  return new TellsafeError('option_invalid', { key, ...shown, hint });
}

/**
 * A port that has its methods.
 *
 * @throws TellsafeError `option_invalid`
 */
export function withMethods<Value>(key: string, value: Value, methods: readonly string[], hint: string): Value {
  const holder = value as Record<string, unknown> | null | undefined;
  const complete = typeof holder === 'object' && holder !== null && methods.every((name) => name in holder);
  if (!complete) throw invalid(key, `is required, ${hint}`);
  return value;
}
