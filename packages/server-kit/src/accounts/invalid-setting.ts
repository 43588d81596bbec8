// The error for a setting of an account that is not as it must be.
import { TellsafeError } from '@tellsafe/core';

/**
 * The error for a wrong setting.
 *
 * @param key where it stands in the options
 * @param hint what it must be
 * @param value what was given; at most its first 80 characters are shown, and nothing but its type when it is no text
 */
export function invalidSetting(key: string, hint: string, value?: unknown): TellsafeError {
  const shown = value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 80) : typeof value };
  return new TellsafeError('option_invalid', { key, ...shown, hint });
}
