// Access tokens of a Google service account (RFC 7523): an assertion signed by its key, traded for a token that is kept until shortly
// before its end.
import { importPKCS8, SignJWT } from 'jose';
import type { ChannelIo } from '../types.ts';
import { number, text } from './json.ts';
import { ask } from './requests.ts';

/** A service account. */
export interface ServiceAccount {
  readonly email: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  readonly tokenUrl: string;
}

const LIFE_SEC = 3_600;
/** A token is not used in its last minute. */
const MARGIN_MS = 60_000;
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const kept = new WeakMap<ServiceAccount, { readonly token: string; readonly until: number }>();

/** A token for a scope, `undefined` when Google gives none. @param renew leaves out what is kept */
export async function googleToken(
  account: ServiceAccount,
  scope: string,
  io: ChannelIo,
  renew = false,
): Promise<string | undefined> {
  const known = kept.get(account);
  if (!renew && known && io.now() < known.until) return known.token;
  const issued = Math.floor(io.now() / 1000);
  const assertion = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuer(account.email)
    .setAudience('https://oauth2.googleapis.com/token')
    .setIssuedAt(issued)
    .setExpirationTime(issued + LIFE_SEC)
    .sign(await importPKCS8(account.privateKey, 'RS256'));
  const body = new URLSearchParams({ grant_type: GRANT, assertion }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = await ask('rcs', io, account.tokenUrl, { method: 'POST', headers, body });
  const token = asked.answered && asked.status === 200 ? text(asked.body, 'access_token') : undefined;
  if (token === undefined || !asked.answered) return undefined;
  const life = number(asked.body, 'expires_in') ?? LIFE_SEC;
  kept.set(account, { token, until: io.now() + life * 1000 - MARGIN_MS });
  return token;
}
