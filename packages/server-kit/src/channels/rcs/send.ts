// Sending by RCS Business Messaging. The id of a message is ours, and Google ignores one that was used before: a repeat is harmless.
import { classify, httpCodes } from '../shared/error-classes.ts';
import { googleToken } from '../shared/google-token.ts';
import { fetchMedia } from '../shared/media.ts';
import { isPublicName } from '../shared/public-name.ts';
import { type Asked, ask } from '../shared/requests.ts';
import { commonRefusal, refusedBy, unanswered } from '../shared/results.ts';
import type {
  ChannelIo,
  MediaLimits,
  MediaRef,
  MediaResult,
  OutboundMessage,
  Plan,
  Refusal,
  SendResult,
  SendState,
} from '../types.ts';
import { capabilities, type RcsAccount } from './types.ts';

const SCOPE = 'https://www.googleapis.com/auth/rcsbusinessmessaging';
const MIN_TTL_MS = 10_000;
const MAX_TTL_MS = 15 * 24 * 3_600_000;
const MAX_LABEL = 25;
const MAX_URL = 2048;

/** What would be sent. A chip vanishes with the next message, so the link stands in the text, too. See {@link Channel.plan}. */
export function plan(message: OutboundMessage, state: SendState, account: RcsAccount): Plan | Refusal {
  const refusal = commonRefusal(message, state, capabilities.maxText);
  if (refusal) return refusal;
  const { outboxId, to, body, expiresAt } = message;
  if (expiresAt !== undefined && expiresAt - state.now < MIN_TTL_MS) return { refused: 'expired' };
  const chip = chipOf(body.link);
  const until = expiresAt === undefined ? undefined : Math.min(expiresAt, state.now + MAX_TTL_MS);
  const query = new URLSearchParams({ messageId: outboxId, agentId: account.agentId });
  return {
    ...{ outboxId, form: chip ? 'button' : 'text', method: 'POST', to },
    url: `${account.apiUrl}/v1/phones/${encodeURIComponent(to.primary)}/agentMessages?${query}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      contentMessage: { text: body.text, ...(chip && { suggestions: [chip] }) },
      messageTrafficType: account.traffic,
      ...(until !== undefined && { expireTime: new Date(until).toISOString() }),
    }),
  };
}

/** Sends once; a token that Google does not take is renewed once. See {@link Channel.send}. */
export async function send(
  { outboxId, url, method, headers, body }: Plan,
  io: ChannelIo,
  account: RcsAccount,
): Promise<SendResult> {
  const attempt = async (renew: boolean): Promise<Asked | undefined> => {
    const token = await googleToken(account, SCOPE, io, renew);
    if (token === undefined) return undefined;
    return ask('rcs', io, url, { method, body, headers: { ...headers, authorization: `Bearer ${token}` } });
  };
  let asked = await attempt(false);
  if (asked?.answered && asked.status === 401) asked = await attempt(true);
  // Without a token nothing was sent.
  if (!asked) return { state: 'retry', error: classify('rcs', ['http:401']) };
  if (!asked.answered) return unanswered(asked);
  if (asked.status >= 200 && asked.status < 300) return { state: 'accepted', providerId: outboxId };
  return refusedBy(classify('rcs', httpCodes(asked.status)), asked.headers, io.now());
}

/** Fetches a file that the consumer sent; Google hosts it in the open, so no credential goes along. See {@link Channel.media}. */
export async function media({ id, sha256 }: MediaRef, io: ChannelIo, limits: MediaLimits): Promise<MediaResult> {
  const url = URL.canParse(id) ? new URL(id) : undefined;
  if (!url || !isPublicName(url)) return { ok: false, reason: 'foreign_origin' };
  const request = { url: id, origins: [url.origin], headers: {}, ...(sha256 !== undefined && { sha256 }) };
  return fetchMedia('rcs', io, request, limits);
}

/** A chip that opens the phone's own browser; none when its texts would be cut. */
function chipOf(link: OutboundMessage['body']['link']): object | undefined {
  if (!link || link.label.length > MAX_LABEL || link.url.length > MAX_URL) return undefined;
  const openUrlAction = { url: link.url, application: 'BROWSER' };
  return { action: { text: link.label, postbackData: 'form', openUrlAction } };
}
