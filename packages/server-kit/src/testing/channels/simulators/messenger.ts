// Facebook Messenger, as Meta documents its Send API and its webhooks: the page's token, windows by messaging type, echoes and watermarks.
import type { MessengerOptions } from '../../../channels/messenger/types.ts';
import type { Book } from './book.ts';
import { graphFailure, jsonOf, metaHandshake, metaWebhook, objectOf, strangers, textOf } from './meta.ts';
import { createSimulator, type Protocol } from './simulator.ts';
import type { Act, Answer, ProviderSimulator, SimulatorInit } from './types.ts';

const HOUR_MS = 3_600_000;
const FILES = 'https://scontent.xx.fbcdn.net';

const refusals = {
  'rate-limited': graphFailure(400, 613, 'Calls to this api have exceeded the rate limit', undefined, {
    'retry-after': '2',
  }),
  'window-closed': graphFailure(400, 10, 'This message is sent outside of allowed window.', 2018278),
  'invalid-recipient': graphFailure(400, 551, 'This person isn’t available right now.', 1545041),
  unauthorised: graphFailure(401, 190, 'Invalid OAuth access token'),
  forbidden: graphFailure(403, 200, 'Permissions error'),
  unavailable: graphFailure(500, 2, 'Service temporarily unavailable'),
  'unheard-of': graphFailure(418, 987654, 'A new kind of failure'),
};

/** Simulates Messenger for one page. */
export function simulateMessenger(init: SimulatorInit<MessengerOptions>): ProviderSimulator {
  return createSimulator(init, (book) => protocolOf(init, book));
}

function protocolOf({ settings, webhookUrl }: SimulatorInit<MessengerOptions>, book: Book): Protocol {
  const { pageId, appId, pageAccessToken, verifyToken } = settings;
  const secrets = [settings.appSecret].flat();
  const mid = () => `m_${book.digits(40)}`;

  const post = (items: readonly object[], signWith: number) => {
    const entry = [{ id: pageId, time: book.now(), messaging: items }];
    return metaWebhook(webhookUrl, secrets[signWith] ?? '', { object: 'page', entry });
  };
  const from = (person: string, rest: object) => ({
    ...{ sender: { id: person }, recipient: { id: pageId }, timestamp: book.now() },
    ...rest,
  });
  const echoOf = (to: string, message: object) => ({
    ...{ sender: { id: pageId }, recipient: { id: to }, timestamp: book.now() },
    message: { is_echo: true, ...message },
  });

  const itemOf = (act: Act): object | undefined => {
    switch (act.act) {
      case 'text':
        return from(act.from, { message: { mid: mid(), text: act.text } });
      case 'file': {
        const url = `${FILES}/v/${book.digits(12)}?oh=${book.digits(8)}`;
        book.files.set(url, act);
        const type = act.mediaType.startsWith('image/') ? 'image' : 'file';
        const text = act.text === undefined ? {} : { text: act.text };
        return from(act.from, { message: { mid: mid(), ...text, attachments: [{ type, payload: { url } }] } });
      }
      case 'echo': {
        const { id, to, text, mark } = act.of;
        return echoOf(to, { mid: id, app_id: Number(appId), text, ...(mark !== undefined && { metadata: mark }) });
      }
      case 'foreign-echo':
        return echoOf(act.to, { mid: mid(), app_id: 26_390_203_743_090, text: act.text });
      case 'receipt': {
        const watermark = act.of.at;
        if (act.status === 'delivered') return from(act.of.to, { delivery: { mids: [act.of.id], watermark } });
        return act.status === 'read' ? from(act.of.to, { read: { watermark } }) : undefined;
      }
      case 'novelty':
        return from(act.from, { teleported: { how: 'fast' } });
      default:
        return undefined;
    }
  };

  const create = async (request: Request): Promise<Answer> => {
    const body = await jsonOf(request);
    const message = objectOf(body.message);
    for (const name of [
      ...strangers(body, ['recipient', 'messaging_type', 'tag', 'message', 'notification_type', 'persona_id']),
      ...strangers(message, ['text', 'attachment', 'metadata', 'quick_replies']),
    ])
      book.complain(`unknown member ${name}`);
    const to = textOf(objectOf(body.recipient).id);
    const last = book.lastFrom.get(to);
    if (to === '' || last === undefined) return graphFailure(400, 100, 'No matching user found', 2018001);
    const attachment = objectOf(objectOf(message.attachment).payload);
    const button = objectOf(Array.isArray(attachment.buttons) ? attachment.buttons[0] : undefined);
    const text = textOf(message.text) || textOf(attachment.text);
    if (text === '' || text.length > 2000) return graphFailure(400, 100, 'Length of param message[text] is wrong');
    if (textOf(message.metadata).length > 1000) return graphFailure(400, 100, 'metadata is too long');
    if (body.tag !== undefined && body.tag !== 'HUMAN_AGENT') return graphFailure(400, 100, 'Invalid tag', 1893061);
    const hours = body.messaging_type === 'MESSAGE_TAG' ? 7 * 24 : 24;
    if (book.now() - last >= hours * HOUR_MS) return refusals['window-closed'];
    const link = textOf(button.url) ? { url: textOf(button.url), label: textOf(button.title) } : undefined;
    const mark = textOf(message.metadata);
    // A button has the look that we gave it; an address in a text gets a preview.
    const shown = { preview: link === undefined, ...(link && { link }), ...(mark && { mark }) };
    const { id } = book.take({ id: mid(), to, text, ...shown });
    return { status: 200, body: { recipient_id: to, message_id: id } };
  };

  return {
    ...{ channel: 'messenger', canExpire: false, signsUrl: false, receipts: ['delivered', 'read'], refusals },
    previewAgent: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    isSend: (request, { pathname }) => request.method === 'POST' && pathname.endsWith('/messages'),
    async answer(request, url) {
      if (url.origin === FILES) {
        if (request.headers.has('authorization')) book.complain('a credential went to another origin');
        return book.serve(request);
      }
      if (url.searchParams.has('access_token')) book.complain('a credential stands in the address');
      if (request.headers.get('authorization') !== `Bearer ${pageAccessToken}`) return refusals.unauthorised;
      const isOurs = new RegExp(`^/v\\d+\\.0/(?:me|${pageId})/messages$`).test(url.pathname);
      return isOurs && request.method === 'POST' ? create(request) : graphFailure(400, 100, 'Unsupported request', 33);
    },
    async tell(act, signWith) {
      const item = itemOf(act);
      return item && post([item], signWith);
    },
    batch: (acts) =>
      post(
        acts.flatMap((act) => itemOf(act) ?? []),
        0,
      ),
    handshake: () => metaHandshake(webhookUrl, verifyToken, book.digits(10)),
  };
}
