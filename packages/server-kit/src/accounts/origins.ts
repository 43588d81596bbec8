// Which web origins an account works with: parsing them from settings, and asking whether a request may come from one.
import { TellsafeError } from '@tellsafe/core';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Parses an origin from settings: `https://www.acme.example`, or `http` on this machine.
 *
 * @param key name of the setting, for the message
 * @throws TellsafeError `option_invalid` naming key and value
 */
export function parseOrigin(key: string, value: unknown): string {
  const hint = 'must be an origin such as https://www.acme.example (http only for localhost and 127.0.0.1)';
  const shown = typeof value === 'string' ? value : typeof value;
  const refuse = () => new TellsafeError('option_invalid', { key, value: shown, hint });
  if (typeof value !== 'string' || !URL.canParse(value)) throw refuse();
  const url = new URL(value);
  const plain = url.protocol === 'http:' && localHosts.includes(url.hostname);
  if (url.protocol !== 'https:' && !plain) throw refuse();
  // A wildcard is a legal host name to URL; nobody means it as one.
  if (url.origin !== value || url.hostname.includes('*')) throw refuse();
  return url.origin;
}
