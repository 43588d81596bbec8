// What Messenger and WhatsApp have in common: Meta's handshake, its signature over the bytes as they came, its answers and its errors.
import { TellsafeError } from '@tellsafe/core';
import { equalBytes } from '@tellsafe/core/crypto';
import type {
  Acknowledged,
  ChannelError,
  ChannelIo,
  ChannelName,
  ChannelReply,
  Plan,
  RawRequest,
  SendResult,
  Verified,
} from '../types.ts';
import { fromHex } from './bytes.ts';
import { classify, httpCodes } from './error-classes.ts';
import { code, type Json, list, object, parseBody, text } from './json.ts';
import { plainReply } from './replies.ts';
import { type Asked, ask } from './requests.ts';
import { refusedBy, unanswered } from './results.ts';
import { hmac, matchingSecret, type Secrets } from './secrets.ts';

/** Version of the Graph API whose shapes are spoken. */
export const GRAPH_VERSION = 'v23.0';

/** Where the Graph API is. */
export const GRAPH_URL = 'https://graph.facebook.com';

/** Meta sends at most this much, bytes. */
export const MAX_REQUEST_BYTES = 3_000_000;

const encoder = new TextEncoder();

/** Answers `hub.challenge` when the token is ours. The challenge goes back as plain text, and only when it can do no harm. */
export function hubHandshake({ method, publicUrl }: RawRequest, verifyToken: string): ChannelReply | null {
  if (method !== 'GET' || !URL.canParse(publicUrl)) return null;
  const { searchParams } = new URL(publicUrl);
  const mode = searchParams.get('hub.mode');
  if (mode === null) return null;
  const token = encoder.encode(searchParams.get('hub.verify_token') ?? '');
  if (mode !== 'subscribe' || !equalBytes(token, encoder.encode(verifyToken))) return plainReply(403);
  const challenge = searchParams.get('hub.challenge') ?? '';
  return /^[\w-]{1,200}$/.test(challenge) ? plainReply(200, challenge) : plainReply(400);
}

/** `X-Hub-Signature-256` over the bytes. The older header with SHA-1 does not count. */
export async function verifyHub({ headers, body }: RawRequest, secrets: Secrets): Promise<Verified> {
  const header = headers.get('x-hub-signature-256');
  if (header === undefined || header === '') return { ok: false, reason: 'missing' };
  const given = header.startsWith('sha256=') ? fromHex(header.slice('sha256='.length)) : undefined;
  if (given?.length !== 32) return { ok: false, reason: 'malformed' };
  const credential = await matchingSecret(secrets, given, (secret) => hmac('SHA-256', secret, body));
  return credential ? { ok: true, credential } : { ok: false, reason: 'mismatch' };
}

/**
 * The entries of a webhook.
 *
 * @param name what the webhook must be about, such as `page`
 * @throws TellsafeError `request_invalid`
 */
export function entriesOf({ body }: RawRequest, name: string): readonly Json[] {
  const root = object(parseBody(body));
  if (root.object !== name) throw new TellsafeError('request_invalid');
  return list(root.entry).map(object);
}

/** Meta's answer. */
export function hubAck(outcome: Acknowledged): ChannelReply {
  return outcome === 'rejected' ? plainReply(403) : plainReply(200, 'EVENT_RECEIVED');
}

/** An error of the Graph API, without its message: that may quote what was sent. */
export function graphError(channel: ChannelName, status: number, body: Json): ChannelError {
  const error = object(body.error);
  const [main, sub] = [code(error, 'code'), code(error, 'error_subcode')];
  const codes = [...(main && sub ? [`${main}/${sub}`] : []), ...(main ? [main] : []), ...httpCodes(status)];
  return classify(channel, codes, text(error, 'fbtrace_id'));
}

/** Posts to the Graph API with the token in the header. @param accepted reads the answer of a message that was taken */
export async function postGraph(
  channel: ChannelName,
  { url, method, headers, body }: Plan,
  io: ChannelIo,
  accessToken: string,
  accepted: (answer: Json) => Extract<SendResult, { state: 'accepted' }> | undefined,
): Promise<SendResult> {
  const authorization = `Bearer ${accessToken}`;
  const asked: Asked = await ask(channel, io, url, { method, body, headers: { ...headers, authorization } });
  if (!asked.answered) return unanswered(asked);
  const { status } = asked;
  if (status >= 200 && status < 300) {
    return accepted(asked.body) ?? { state: 'ambiguous', error: classify(channel, ['network']) };
  }
  const error = graphError(channel, status, asked.body);
  // A server that failed may have taken the message: whatever its code says, it is not sent again without a look.
  return status >= 500 ? { state: 'ambiguous', error } : refusedBy(error, asked.headers, io.now());
}

/** Our mark on a message, which comes back with its echo or its status. */
export function outboxMark(outboxId: string): string {
  return `outbox:${outboxId}`;
}

/** The id in our mark. */
export function outboxIdOf(mark: string | undefined): string | undefined {
  return mark?.startsWith('outbox:') ? mark.slice('outbox:'.length) : undefined;
}
