// Sending by Twilio's Messages resource. It knows no idempotency: after an answer that was lost the list of messages is looked at before
// anything is sent again.
import { classify, httpCodes } from '../shared/error-classes.ts';
import { code, list, object, text } from '../shared/json.ts';
import { fetchMedia } from '../shared/media.ts';
import { ask } from '../shared/requests.ts';
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
import { capabilities, type TwilioAccount } from './types.ts';

/** Twilio's bounds of `ValidityPeriod`, s. */
const MAX_VALIDITY_SEC = 36_000;
/** A message that Twilio took may need this long to be in its list, ms. */
const LIST_DELAY_MS = 15_000;
/** Clocks differ by less, ms. */
const CLOCK_SLACK_MS = 5_000;

/** What would be sent. A text is not delivered when its link is dead already. See {@link Channel.plan}. */
export function plan(message: OutboundMessage, state: SendState, account: TwilioAccount): Plan | Refusal {
  const refusal = commonRefusal(message, state, capabilities.maxText);
  if (refusal) return refusal;
  const { outboxId, to, body, expiresAt } = message;
  const validity = expiresAt === undefined ? undefined : Math.floor((expiresAt - state.now) / 1000);
  if (validity !== undefined && validity < 1) return { refused: 'expired' };
  const form = new URLSearchParams({
    To: to.primary,
    ...senderOf(account),
    Body: body.text,
    StatusCallback: account.webhookUrl,
  });
  if (validity !== undefined) form.set('ValidityPeriod', String(Math.min(validity, MAX_VALIDITY_SEC)));
  if (account.discardContent) form.set('ContentRetention', 'discard');
  return {
    ...{ outboxId, form: 'text', method: 'POST', to },
    url: messagesUrl(account),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}

/** Sends once. See {@link Channel.send}. */
export async function send(
  { url, method, headers, body }: Plan,
  io: ChannelIo,
  account: TwilioAccount,
): Promise<SendResult> {
  const asked = await ask('sms-twilio', io, url, { method, body, headers: { ...headers, ...authorization(account) } });
  if (!asked.answered) return unanswered(asked);
  const { status, body: answer } = asked;
  const requestId = asked.headers.get('twilio-request-id');
  const providerId = text(answer, 'sid');
  if (status >= 200 && status < 300) {
    if (providerId) return { state: 'accepted', providerId };
    return { state: 'ambiguous', error: classify('sms-twilio', ['network'], requestId) };
  }
  const own = code(answer, 'code');
  const error = classify('sms-twilio', [...(own ? [own] : []), ...httpCodes(status)], requestId);
  return refusedBy(error, asked.headers, io.now());
}

/** Looks for a message in Twilio's list. See {@link Channel.reconcile}. */
export async function reconcile(
  sent: Plan,
  sentAt: number,
  io: ChannelIo,
  account: TwilioAccount,
): Promise<{ readonly found: 'accepted'; readonly providerId: string } | { readonly found: 'absent' | 'unknown' }> {
  const url = `${messagesUrl(account)}?${new URLSearchParams({ To: sent.to.primary, PageSize: '100' })}`;
  const asked = await ask('sms-twilio', io, url, { method: 'GET', headers: authorization(account) });
  if (!asked.answered || asked.status !== 200) return { found: 'unknown' };
  const messages = list(asked.body.messages).map(object);
  const since = messages.filter((each) => Date.parse(text(each, 'date_created') ?? '') >= sentAt - CLOCK_SLACK_MS);
  const body = new URLSearchParams(sent.body).get('Body');
  const outbound = since.filter(
    (each) => text(each, 'direction')?.startsWith('outbound') && text(each, 'to') === sent.to.primary,
  );
  // Where Twilio keeps no texts, one message to that person since then is taken for this one; of several nobody can tell.
  const same = outbound.filter((each) => each.body === body || (account.discardContent && (each.body ?? '') === ''));
  const providerId = same.length === 1 && same[0] ? text(same[0], 'sid') : undefined;
  if (providerId) return { found: 'accepted', providerId };
  const isWhole = since.length < messages.length || messages.length < 100;
  return { found: same.length === 0 && isWhole && io.now() - sentAt >= LIST_DELAY_MS ? 'absent' : 'unknown' };
}

/** Where Twilio stores files. @see https://www.twilio.com/docs/messaging/guides/accepting-replying-media-messages */
const storedAt = /\.(?:twiliocdn\.com|twilio\.com|amazonaws\.com)$/;

/** Fetches a file of an MMS; Twilio redirects to where it stores them, without our credential. See {@link Channel.media}. */
export function media(
  { id, sha256 }: MediaRef,
  io: ChannelIo,
  limits: MediaLimits,
  account: TwilioAccount,
): Promise<MediaResult> {
  const request = {
    url: id,
    origins: [new URL(account.apiUrl).origin],
    redirectTo: storedAt,
    headers: authorization(account),
  };
  return fetchMedia('sms-twilio', io, { ...request, ...(sha256 !== undefined && { sha256 }) }, limits);
}

function messagesUrl({ apiUrl, accountSid }: TwilioAccount): string {
  return `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
}

function senderOf({ sender }: TwilioAccount): Record<string, string> {
  return sender.startsWith('MG') ? { MessagingServiceSid: sender } : { From: sender };
}

function authorization({ login }: TwilioAccount): { authorization: string } {
  return { authorization: `Basic ${btoa(`${login.name}:${login.secret}`)}` };
}
