// WhatsApp's Cloud API, as Meta documents it: the number's token, the window after the consumer's last message (which it tells by a failed
// status, later), templates, files in two steps.
import type { WhatsAppOptions } from '../../../channels/whatsapp/types.ts';
import type { Book } from './book.ts';
import { graphFailure, jsonOf, metaHandshake, metaWebhook, objectOf, strangers, textOf } from './meta.ts';
import { sha256 } from './signing.ts';
import { createSimulator, type Protocol } from './simulator.ts';
import type { Act, Answer, ProviderSimulator, SimulatorInit } from './types.ts';

const WINDOW_MS = 24 * 3_600_000;

const refusals = {
  'rate-limited': graphFailure(400, 130429, 'Rate limit hit', undefined, { 'retry-after': '2' }),
  'pair-rate-limited': graphFailure(400, 131056, 'Too many messages sent from this phone number to the same user'),
  'window-closed': graphFailure(400, 131047, 'Re-engagement message'),
  'opted-out': graphFailure(400, 131050, 'User has stopped marketing messages'),
  'invalid-recipient': graphFailure(400, 131026, 'Message undeliverable'),
  unauthorised: graphFailure(401, 190, 'Invalid OAuth access token'),
  forbidden: graphFailure(403, 10, 'Application does not have permission for this action'),
  unavailable: graphFailure(500, 131016, 'Service unavailable'),
  'unheard-of': graphFailure(418, 987654, 'A new kind of failure'),
};

/** Simulates WhatsApp for one number. */
export function simulateWhatsApp(init: SimulatorInit<WhatsAppOptions>): ProviderSimulator {
  return createSimulator(init, (book) => protocolOf(init, book));
}

function protocolOf({ settings, webhookUrl }: SimulatorInit<WhatsAppOptions>, book: Book): Protocol {
  const { phoneNumberId, accessToken, verifyToken } = settings;
  const secrets = [settings.appSecret].flat();
  const mediaUrl = settings.mediaUrl ?? 'https://lookaside.fbsbx.com';
  const documents = new Map<string, { url: string; mime_type: string; sha256: string; file_size: number }>();
  const wamid = () => `wamid.${book.digits(40).toUpperCase()}`;
  const seconds = () => String(Math.floor(book.now() / 1000));

  const post = (changes: readonly object[], signWith: number) => {
    const entry = [{ id: '102290129340398', changes }];
    return metaWebhook(webhookUrl, secrets[signWith] ?? '', { object: 'whatsapp_business_account', entry });
  };
  const change = (value: object, field = 'messages') => {
    const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };
    return { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  };
  const said = (from: string, message: object, name = 'Ana') =>
    change({
      contacts: [{ profile: { name }, wa_id: from }],
      messages: [{ from, id: wamid(), timestamp: seconds(), ...message }],
    });

  const fileOf = async ({ from, mediaType, bytes, text }: Extract<Act, { act: 'file' }>) => {
    const id = String(Number.parseInt(book.digits(12), 16));
    const place = { url: `${mediaUrl}/whatsapp_business/attachments/?mid=${id}`, mime_type: mediaType };
    documents.set(id, { ...place, sha256: await sha256(bytes), file_size: bytes.length });
    book.files.set(place.url, { bytes, mediaType });
    const type = mediaType.startsWith('image/') ? 'image' : 'document';
    return said(from, { type, [type]: { id, mime_type: mediaType, ...(text !== undefined && { caption: text }) } });
  };

  const changeOf = async (act: Act): Promise<object | undefined> => {
    switch (act.act) {
      case 'text':
        return said(act.from, { type: 'text', text: { body: act.text } }, act.name);
      case 'file':
        return fileOf(act);
      case 'foreign-echo': {
        const message = { id: wamid(), timestamp: seconds(), type: 'text', text: { body: act.text } };
        return change({ message_echoes: [{ from: '15550783881', to: act.to, ...message }] }, 'smb_message_echoes');
      }
      case 'receipt': {
        const { id, to, mark } = act.of;
        const failed = act.status === 'failed' && { errors: [{ code: Number(act.code ?? 131026), title: 'Failed' }] };
        const marked = mark === undefined ? {} : { biz_opaque_callback_data: mark };
        const status = { id, status: act.status, timestamp: seconds(), recipient_id: to, ...marked, ...failed };
        return act.status === 'expired' ? undefined : change({ statuses: [status] });
      }
      case 'novelty':
        return said(act.from, { type: 'teleport', teleport: { how: 'fast' } });
      default:
        return undefined;
    }
  };

  const create = async (request: Request): Promise<Answer> => {
    const body = await jsonOf(request);
    const type = textOf(body.type);
    const known = [
      'messaging_product',
      'recipient_type',
      'to',
      'recipient',
      'type',
      'context',
      'biz_opaque_callback_data',
    ];
    for (const name of strangers(body, [...known, type])) book.complain(`unknown member ${name}`);
    const to = textOf(body.to) || textOf(body.recipient);
    if (body.messaging_product !== 'whatsapp' || to === '') return graphFailure(400, 100, 'Invalid parameter');
    const content = contentOf(type, objectOf(body[type]));
    if (!content) return graphFailure(400, 131009, 'Parameter value is not valid');
    const mark = textOf(body.biz_opaque_callback_data);
    if (mark.length > 512) return graphFailure(400, 131009, 'biz_opaque_callback_data is too long');
    const isOpen = book.now() - (book.lastFrom.get(to) ?? 0) < WINDOW_MS;
    const fate = isOpen || type === 'template' ? {} : { fate: '131047' };
    const { id } = book.take({ id: wamid(), to, ...content, ...(mark && { mark }), ...fate });
    const contacts = [{ input: to, wa_id: to }];
    return {
      status: 200,
      body: { messaging_product: 'whatsapp', contacts, messages: [{ id, message_status: 'accepted' }] },
    };
  };

  return {
    ...{ channel: 'whatsapp', canExpire: false, signsUrl: false, receipts: ['sent', 'delivered', 'read'], refusals },
    previewAgent: 'WhatsApp/2.23.20.0',
    isSend: (request, { pathname }) => request.method === 'POST' && pathname.endsWith('/messages'),
    async answer(request, url) {
      if (url.searchParams.has('access_token')) book.complain('a credential stands in the address');
      if (request.headers.get('authorization') !== `Bearer ${accessToken}`) return refusals.unauthorised;
      if (book.files.has(request.url)) return book.serve(request);
      const [, version = '', id = '', rest] = url.pathname.split('/');
      if (!/^v\d+\.0$/.test(version)) return graphFailure(400, 2500, 'Unknown path components');
      if (request.method === 'POST' && id === phoneNumberId && rest === 'messages') return create(request);
      const document = rest === undefined ? documents.get(id) : undefined;
      if (!document) return graphFailure(400, 100, 'Unsupported request', 33);
      if (book.fileFaults[0] === 'not-yet') {
        book.fileFaults.shift();
        return { status: 404, body: {} };
      }
      return { status: 200, body: { messaging_product: 'whatsapp', id, ...document } };
    },
    async tell(act, signWith) {
      const told = await changeOf(act);
      return told && post([told], signWith);
    },
    batch: async (acts) =>
      post(
        (await Promise.all(acts.map(changeOf))).filter((each) => each !== undefined),
        0,
      ),
    handshake: () => metaHandshake(webhookUrl, verifyToken, book.digits(10)),
  };
}

/** What the phone shows of a message; nothing when the message is not valid. */
function contentOf(type: string, value: Readonly<Record<string, unknown>>) {
  if (type === 'text') {
    const text = textOf(value.body);
    return text === '' || text.length > 4096 ? undefined : { text, preview: value.preview_url === true };
  }
  if (type === 'interactive' && value.type === 'cta_url') {
    const parameters = objectOf(objectOf(value.action).parameters);
    const [text, label, url] = [objectOf(value.body).text, parameters.display_text, parameters.url].map(textOf);
    if (!text || !label || !url || label.length > 20 || text.length > 1024) return undefined;
    return { text, link: { url, label }, preview: false };
  }
  if (type !== 'template' || textOf(value.name) === '' || !Array.isArray(value.components)) return undefined;
  const parameters = value.components.flatMap((each) => objectOf(each).parameters ?? []);
  const [text = '', url = ''] = parameters.map((each) => textOf(objectOf(each).text));
  return { text, link: { url }, preview: false };
}
