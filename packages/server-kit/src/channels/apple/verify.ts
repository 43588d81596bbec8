// Apple's token: HS256 under the decoded secret, for our provider id, freshly issued; and the business must be ours. The token does not
// cover the body: what holds it together is TLS and time.
import { equalBytes } from '@tellsafe/core/crypto';
import { jwtVerify } from 'jose';
import { asBuffer, fromBase64 } from '../shared/bytes.ts';
import type { RawRequest, Verified, VerifyFailure } from '../types.ts';
import type { AppleAccount } from './types.ts';

/** Apple documents no end of a token; ours is an hour after it was issued. */
const MAX_AGE_SEC = 3_600;
const CLOCK_SKEW_SEC = 60;

/** Whether Apple sent a request, and for this business. See {@link Channel.verify}. */
export async function verify({ headers, receivedAt }: RawRequest, account: AppleAccount): Promise<Verified> {
  const header = headers.get('authorization');
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1];
  if (token === undefined) return { ok: false, reason: 'malformed' };
  const failures = await Promise.all(
    account.apiSecrets.map((secret) => failureOf(token, secret ?? '', account.mspId, receivedAt)),
  );
  const at = failures.indexOf(undefined);
  if (at < 0) return { ok: false, reason: failures[0] ?? 'mismatch' };
  const encoder = new TextEncoder();
  const destination = encoder.encode(headers.get('destination-id') ?? '');
  if (!equalBytes(destination, encoder.encode(account.businessId))) return { ok: false, reason: 'unknown_account' };
  return { ok: true, credential: at === 0 ? 'current' : 'previous' };
}

/** Why a token is not one of this secret; nothing when it is. */
async function failureOf(
  token: string,
  secret: string,
  audience: string,
  now: number,
): Promise<VerifyFailure | undefined> {
  const key = fromBase64(secret);
  if (!key || key.length === 0) return 'mismatch';
  try {
    await jwtVerify(token, asBuffer(key), {
      ...{ algorithms: ['HS256'], audience, requiredClaims: ['iat'], currentDate: new Date(now) },
      ...{ maxTokenAge: MAX_AGE_SEC, clockTolerance: CLOCK_SKEW_SEC },
    });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'ERR_JWT_EXPIRED' || /"iat"/.test(error instanceof Error ? error.message : '')
      ? 'stale'
      : 'mismatch';
  }
}
