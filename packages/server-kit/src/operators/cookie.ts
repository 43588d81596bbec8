// The cookie of a login: out of reach of scripts, sent to this host alone, and only by its own pages.

import { parseOrigin } from '../accounts/origins.ts';
import type { RequestHeaders } from '../http/exchange.ts';
import { invalidSetting } from '../invalid-setting.ts';

/** Reads and writes the cookie. It has no end of its own: the server knows when a login is over. */
export interface LoginCookie {
  read(headers: Pick<RequestHeaders, 'get'>): string | undefined;
  /** Value of a `Set-Cookie` header. */
  write(token: string): string;
  /** Value of a `Set-Cookie` header that takes the cookie away. */
  clear(): string;
}

/**
 * Checks the origins of the pages that sign in.
 *
 * @throws TellsafeError `option_invalid`
 */
export function parseOrigins(origins: readonly string[]): readonly string[] {
  if (!Array.isArray(origins) || origins.length === 0) {
    throw invalidSetting(
      'origins',
      'must hold the origin of the page that signs in, such as https://desk.acme.example',
    );
  }
  return origins.map((origin, at) => parseOrigin(`origins[${at}]`, origin));
}

/**
 * The cookie for pages of some origins. **Security:** `__Host-` keeps other hosts of the domain from planting one; it needs https, so
 * only a login whose every page is plain http on this machine goes without.
 *
 * @see RFC 6265bis §4.1.3.2
 */
export function loginCookie(origins: readonly string[]): LoginCookie {
  const isLocal = origins.every((origin) => origin.startsWith('http:'));
  const name = isLocal ? 'tellsafe-operator' : '__Host-tellsafe-operator';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isLocal ? '' : '; Secure'}`;
  return {
    read: (headers) => {
      const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
      const values = pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
      // Two of one name: one of them was planted.
      return values.length === 1 ? values[0] : undefined;
    },
    write: (token) => `${name}=${token}; ${attributes}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}
