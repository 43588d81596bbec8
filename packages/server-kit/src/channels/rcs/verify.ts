// Google's signature: HMAC-SHA512 under the client token over the decoded `message.data`, not over the body. What stands around it in the
// envelope is not signed and counts for nothing.
import { fromBase64 } from '../shared/bytes.ts';
import { object, parseBody, text } from '../shared/json.ts';
import { hmac, matchingSecret } from '../shared/secrets.ts';
import type { RawRequest, Verified } from '../types.ts';
import type { RcsAccount } from './types.ts';

/** Whether Google sent a request, and for this agent. See {@link Channel.verify}. */
export async function verify(request: RawRequest, account: RcsAccount): Promise<Verified> {
  const header = request.headers.get('x-goog-signature');
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const given = fromBase64(header);
  const data = signedData(request);
  if (given?.length !== 64 || !data) return { ok: false, reason: given && !data ? 'malformed' : 'mismatch' };
  const credential = await matchingSecret(account.clientTokens, given, (token) => hmac('SHA-512', token, data));
  if (!credential) return { ok: false, reason: 'mismatch' };
  const agentId = text(object(parseBody(data)), 'agentId');
  if (agentId !== undefined && agentId !== account.agentId) return { ok: false, reason: 'unknown_account' };
  return { ok: true, credential };
}

/** The bytes that are signed. */
export function signedData({ body }: RawRequest): Uint8Array | undefined {
  const data = text(object(object(parseBody(body)).message), 'data');
  return data === undefined ? undefined : fromBase64(data);
}
