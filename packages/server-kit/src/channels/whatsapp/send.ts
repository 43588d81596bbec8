// Sending by WhatsApp's Cloud API: free within 24 hours of the consumer's last message, else by an approved template.
import { classify, httpCodes } from '../shared/error-classes.ts';
import { list, number, object, text } from '../shared/json.ts';
import { fetchMedia } from '../shared/media.ts';
import { GRAPH_VERSION, outboxMark, postGraph } from '../shared/meta.ts';
import { ask } from '../shared/requests.ts';
import { commonRefusal } from '../shared/results.ts';
import { windowIsOpen } from '../shared/windows.ts';
import type {
  Address,
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
import { capabilities, type WhatsAppAccount } from './types.ts';

const FREEFORM_HOURS = 24;
const MAX_BUTTON_TITLE = 20;
const MAX_BUTTON_TEXT = 1024;

/** What would be sent. See {@link Channel.plan}. */
export function plan(message: OutboundMessage, state: SendState, account: WhatsAppAccount): Plan | Refusal {
  const refusal = commonRefusal(message, state, capabilities.maxText);
  if (refusal) return refusal;
  const { outboxId, to } = message;
  const chosen = windowIsOpen(state, FREEFORM_HOURS) ? freeForm(message, account) : templateOf(message, account);
  if ('refused' in chosen) return chosen;
  const { form, content } = chosen;
  return {
    ...{ outboxId, form, method: 'POST', to },
    url: `${account.graphUrl}/${GRAPH_VERSION}/${account.phoneNumberId}/messages`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', ...recipientOf(to), ...content },
      biz_opaque_callback_data: outboxMark(outboxId),
    }),
  };
}

/** Sends once. Meta may know the person by another number than was dialled: that one is learned. See {@link Channel.send}. */
export function send(planned: Plan, io: ChannelIo, { accessToken }: WhatsAppAccount): Promise<SendResult> {
  return postGraph('whatsapp', planned, io, accessToken, (answer) => {
    const providerId = text(object(list(answer.messages)[0]), 'id');
    if (providerId === undefined) return undefined;
    const primary = text(object(list(answer.contacts)[0]), 'wa_id');
    if (primary === undefined || primary === planned.to.primary) return { state: 'accepted', providerId };
    const aliases = [...planned.to.aliases, { scheme: 'wa_id', value: primary } as const];
    return { state: 'accepted', providerId, learned: { primary, aliases } };
  });
}

/** Asks where a file is, then fetches it; both need the token, and both go to Meta alone. See {@link Channel.media}. */
export async function media(
  ref: MediaRef,
  io: ChannelIo,
  limits: MediaLimits,
  account: WhatsAppAccount,
): Promise<MediaResult> {
  if (!/^[\w-]{1,128}$/.test(ref.id)) return { ok: false, reason: 'foreign_origin' };
  const headers = { authorization: `Bearer ${account.accessToken}` };
  const asked = await ask('whatsapp', io, `${account.graphUrl}/${GRAPH_VERSION}/${ref.id}`, { headers });
  if (!asked.answered) return { ok: false, reason: 'unavailable', error: asked.error };
  if (asked.status !== 200) {
    const error = classify('whatsapp', httpCodes(asked.status));
    return { ok: false, reason: asked.status === 404 ? 'not_yet' : 'unavailable', error };
  }
  if ((number(asked.body, 'file_size') ?? 0) > limits.maxBytes) return { ok: false, reason: 'too_large' };
  const origins = [account.mediaUrl, account.graphUrl].map((url) => new URL(url).origin);
  const sha256 = text(asked.body, 'sha256');
  const request = { url: text(asked.body, 'url') ?? '', origins, headers };
  return fetchMedia('whatsapp', io, { ...request, ...(sha256 !== undefined && { sha256 }) }, limits);
}

interface Chosen {
  readonly form: Plan['form'];
  readonly content: object;
}

function freeForm({ body: { text: said, link } }: OutboundMessage, { linkAs }: WhatsAppAccount): Chosen {
  if (link && linkAs === 'button' && link.label.length <= MAX_BUTTON_TITLE && link.title.length <= MAX_BUTTON_TEXT) {
    const parameters = { display_text: link.label, url: link.url };
    const interactive = { type: 'cta_url', body: { text: link.title }, action: { name: 'cta_url', parameters } };
    return { form: 'button', content: { type: 'interactive', interactive } };
  }
  return { form: 'text', content: { type: 'text', text: { body: said, preview_url: false } } };
}

/** Outside the window an invitation goes by its template; anything else does not go. */
function templateOf({ purpose, body }: OutboundMessage, { invitationTemplate }: WhatsAppAccount): Chosen | Refusal {
  if (purpose !== 'form_invitation' || !body.link) return { refused: 'window_closed' };
  if (!invitationTemplate) return { refused: 'template_required' };
  const { name, language } = invitationTemplate;
  const parameters = [body.link.title, body.link.url].map((each) => ({ type: 'text', text: each }));
  const template = { name, language: { code: language }, components: [{ type: 'body', parameters }] };
  return { form: 'template', content: { type: 'template', template } };
}

/** By number where there is one; who has none is written to by the id that the business has for them. */
function recipientOf({ primary, aliases }: Address): object {
  const isId = aliases.some(({ scheme, value }) => scheme === 'bsuid' && value === primary);
  return isId ? { recipient: primary } : { to: primary };
}
