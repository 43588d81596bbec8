// The error for a setting that is not as it must be, and the check that all belongs to a setting that does.
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

/**
 * A setting with members.
 *
 * @param path where it stands in the options
 * @param known the members that there are
 * @throws TellsafeError `option_invalid` when it is no object or has another member
 */
export function membersOf<Input extends object>(
  path: string,
  input: Input,
  known: readonly (keyof Input & string)[],
): Input {
  if (typeof input !== 'object' || input === null) throw invalidSetting(path, 'must be an object', input);
  for (const key of Object.keys(input)) {
    if (!(known as readonly string[]).includes(key)) throw invalidSetting(`${path}.${key}`, 'is not a setting');
  }
  return input;
}
