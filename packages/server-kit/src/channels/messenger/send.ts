// Sending by Messenger's Send API, in the windows that Meta leaves open: 24 hours, 7 days for what a person wrote.
import { text } from '../shared/json.ts';
import { fetchMedia } from '../shared/media.ts';
import { GRAPH_VERSION, outboxMark, postGraph } from '../shared/meta.ts';
import { commonRefusal } from '../shared/results.ts';
import { windowIsOpen } from '../shared/windows.ts';
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
import { capabilities, type MessengerAccount } from './types.ts';

const FREEFORM_HOURS = 24;
const HUMAN_AGENT_HOURS = 7 * 24;
const MAX_BUTTON_TITLE = 20;
const MAX_BUTTON_TEXT = 640;
/** Meta's hosts for files, which need no credential. */
const fileHosts = /(?:^|\.)(?:fbcdn\.net|fbsbx\.com|facebook\.com)$/;

/** What would be sent. See {@link Channel.plan}. */
export function plan(message: OutboundMessage, state: SendState, account: MessengerAccount): Plan | Refusal {
  const refusal = commonRefusal(message, state, capabilities.maxText);
  if (refusal) return refusal;
  const { outboxId, to, author, body } = message;
  const timing = timingOf(author.kind === 'human' && account.humanAgent, state);
  if (!timing) return { refused: 'window_closed' };
  const card = account.linkAs === 'button' ? cardOf(body.link) : undefined;
  const content = card ?? { text: body.text };
  return {
    ...{ outboxId, form: card ? 'button' : 'text', method: 'POST', to },
    url: `${account.graphUrl}/${GRAPH_VERSION}/${account.pageId}/messages`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      recipient: { id: to.primary },
      ...timing,
      message: { ...content, metadata: outboxMark(outboxId) },
    }),
  };
}

/** Sends once. See {@link Channel.send}. */
export function send(planned: Plan, io: ChannelIo, { pageAccessToken }: MessengerAccount): Promise<SendResult> {
  return postGraph('messenger', planned, io, pageAccessToken, (answer) => {
    const providerId = text(answer, 'message_id');
    return providerId === undefined ? undefined : { state: 'accepted', providerId };
  });
}

/** Fetches a file from Meta's hosts, without a credential. See {@link Channel.media}. */
export async function media({ id, sha256 }: MediaRef, io: ChannelIo, limits: MediaLimits): Promise<MediaResult> {
  const url = URL.canParse(id) ? new URL(id) : undefined;
  if (url?.protocol !== 'https:' || !fileHosts.test(url.hostname)) return { ok: false, reason: 'foreign_origin' };
  const request = { url: id, origins: [url.origin], headers: {}, ...(sha256 !== undefined && { sha256 }) };
  return fetchMedia('messenger', io, request, limits);
}

/** How the message may go out now: automation never as a person. */
function timingOf(mayBeHuman: boolean, state: SendState): object | undefined {
  if (windowIsOpen(state, FREEFORM_HOURS)) return { messaging_type: 'RESPONSE' };
  if (mayBeHuman && windowIsOpen(state, HUMAN_AGENT_HOURS))
    return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  return undefined;
}

/** A button whose address nobody can share from Messenger's browser; nothing when its texts would be cut. */
function cardOf(link: OutboundMessage['body']['link']): object | undefined {
  if (!link || link.label.length > MAX_BUTTON_TITLE || link.title.length > MAX_BUTTON_TEXT) return undefined;
  const { url, label: title } = link;
  const button = { type: 'web_url', url, title, webview_height_ratio: 'full', webview_share_button: 'hide' };
  const payload = { template_type: 'button', text: link.title, buttons: [button] };
  return { attachment: { type: 'template', payload } };
}
