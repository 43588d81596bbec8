// The address of a server part, as settings give it.
import { TellsafeError } from '@tellsafe/core';

/**
 * Completes an address: in a browser it may be relative to the page.
 *
 * @param key - name of the option, for the error
 * @returns it without query, fragment, and slash at the end
 * @throws {TellsafeError} `option_invalid` when it is none
 */
export function absoluteEndpoint(key: string, endpoint: string): string {
  const base = typeof location === 'undefined' ? undefined : location.href;
  if (!URL.canParse(endpoint, base)) throw new TellsafeError('option_invalid', { key, value: endpoint });
  const { origin, pathname } = new URL(endpoint, base);
  return origin + pathname.replace(/\/+$/, '');
}
