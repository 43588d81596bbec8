// Twilio, as its Messages resource and its webhooks are documented: Basic authentication, forms, HMAC-SHA1 over address and parameters.
import type { TwilioOptions } from '../../../channels/sms-twilio/types.ts';
import type { Book } from './book.ts';
import { base64, hmac, utf8 } from './signing.ts';
import { createSimulator, type Protocol } from './simulator.ts';
import type { Act, Answer, ProviderSimulator, SimulatorInit, Webhook } from './types.ts';

const parameters = new Set([
  ...['To', 'From', 'MessagingServiceSid', 'Body', 'MediaUrl', 'ContentSid', 'ContentVariables', 'StatusCallback'],
  ...[
    'ApplicationSid',
    'MaxPrice',
    'ProvideFeedback',
    'Attempt',
    'ValidityPeriod',
    'ForceDelivery',
    'ContentRetention',
  ],
  ...['AddressRetention', 'SmartEncoded', 'PersistentAction', 'TrafficType', 'ShortenUrls', 'ScheduleType', 'SendAt'],
  ...['SendAsMms', 'RiskCheck'],
]);

/** Where Twilio redirects to for files; it wants no credential. */
const STORE = 'https://mms.twiliocdn.com';

/** Twilio's error: its number, what it says, and where it is explained. */
function failure(status: number, code: number, message: string, headers?: Record<string, string>): Answer {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return { status, body, ...(headers && { headers }) };
}

const refusals = {
  'rate-limited': failure(429, 20429, 'Too Many Requests', { 'retry-after': '2' }),
  'opted-out': failure(400, 21610, 'Attempt to send to unsubscribed recipient'),
  'invalid-recipient': failure(400, 21211, "Invalid 'To' Phone Number"),
  unauthorised: failure(401, 20003, 'Authenticate'),
  forbidden: failure(400, 21408, 'Permission to send an SMS has not been enabled for the region'),
  unavailable: failure(503, 20503, 'Service unavailable'),
  'unheard-of': failure(418, 98765, 'A new kind of failure'),
};

/** Simulates Twilio for one number. */
export function simulateTwilio(init: SimulatorInit<TwilioOptions>): ProviderSimulator {
  return createSimulator(init, (book) => protocolOf(init, book));
}

function protocolOf({ settings, webhookUrl }: SimulatorInit<TwilioOptions>, book: Book): Protocol {
  const { accountSid, sender, apiKey } = settings;
  const tokens = [settings.authToken].flat();
  const login = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${tokens[0]}`;
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const number = sender.startsWith('+') ? sender : '+15005550006';

  const signed = async (values: Record<string, string>, signWith: number): Promise<Webhook> => {
    const form = { AccountSid: accountSid, ApiVersion: '2010-04-01', ...values };
    const text = Object.entries(form)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => name + value)
      .join('');
    const mac = await hmac('SHA-1', utf8(tokens[signWith] ?? ''), utf8(webhookUrl + text));
    const body = utf8(new URLSearchParams(form).toString());
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': base64(mac),
      'i-twilio-idempotency-token': book.uuid(),
      'user-agent': 'TwilioProxy/1.1',
    };
    return { method: 'POST', url: webhookUrl, headers, body, covered: [0, body.length] };
  };

  const said = (from: string, values: Record<string, string>, kind = 'SM') => {
    const sid = kind + book.digits(32);
    const ids = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, From: from, To: number, SmsStatus: 'received' };
    return { ...ids, NumMedia: '0', NumSegments: '1', FromCountry: 'US', ...values };
  };

  const formOf = (act: Act): Record<string, string> | undefined => {
    switch (act.act) {
      case 'text':
        return said(act.from, { Body: act.text });
      case 'file': {
        const place = `Messages/MM${book.digits(32)}/Media/ME${book.digits(32)}`;
        const url = `${settings.apiUrl ?? 'https://api.twilio.com'}/2010-04-01/Accounts/${accountSid}/${place}`;
        book.files.set(url, act);
        const media = { NumMedia: '1', MediaUrl0: url, MediaContentType0: act.mediaType };
        return said(act.from, { Body: act.text ?? '', ...media }, 'MM');
      }
      case 'opt-out':
        return said(act.from, { Body: 'STOP', OptOutType: 'STOP' });
      case 'opt-in':
        return said(act.from, { Body: 'START', OptOutType: 'START' });
      case 'receipt': {
        if (act.status === 'read' || act.status === 'expired') return undefined;
        const ids = { MessageSid: act.of.id, SmsSid: act.of.id, From: number, To: act.of.to };
        const error = act.status === 'failed' ? { ErrorCode: act.code ?? '30003' } : undefined;
        const status = act.status === 'failed' ? 'undelivered' : act.status;
        return { ...ids, MessageStatus: status, SmsStatus: status, ...error };
      }
      case 'novelty': {
        const sid = `SM${book.digits(32)}`;
        return {
          MessageSid: sid,
          SmsSid: sid,
          From: number,
          To: act.from,
          MessageStatus: 'teleported',
          Brand_New: '1',
        };
      }
      default:
        return undefined;
    }
  };

  const create = async (request: Request): Promise<Answer> => {
    const form = new URLSearchParams(await request.text());
    for (const name of form.keys()) if (!parameters.has(name)) book.complain(`unknown parameter ${name}`);
    if (form.get('ShortenUrls') === 'true') book.complain('a link goes through a redirector');
    const [to, body] = [form.get('To') ?? '', form.get('Body') ?? ''];
    const validity = form.get('ValidityPeriod');
    if (to === '') return failure(400, 21604, "A 'To' phone number is required.");
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return failure(400, 21211, "Invalid 'To' Phone Number");
    if (!form.has('From') && !form.has('MessagingServiceSid')) return failure(400, 21603, "A 'From' is required.");
    if ((form.get('From') ?? form.get('MessagingServiceSid')) !== sender) return failure(400, 21606, 'Not your number');
    if (body === '' && !form.has('MediaUrl') && !form.has('ContentSid'))
      return failure(400, 21602, 'Body is required.');
    if (body.length > 1600)
      return failure(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    if (validity !== null && !(Number(validity) >= 1 && Number(validity) <= 36_000))
      return failure(400, 21620, 'Invalid ValidityPeriod');
    if (book.optedOut.has(to)) return refusals['opted-out'];
    const validUntil = validity === null ? undefined : book.now() + Number(validity) * 1000;
    const id = `SM${book.digits(32)}`;
    const message = book.take({ id, to, text: body, preview: true, ...(validUntil && { validUntil }) });
    if (form.get('ContentRetention') === 'discard') discarded.add(id);
    return { status: 201, body: resourceOf(message), headers: { 'twilio-request-id': `RQ${book.digits(32)}` } };
  };

  const discarded = new Set<string>();
  const resourceOf = ({ id, to, text, at }: (typeof book.taken)[number]) => ({
    ...{ sid: id, account_sid: accountSid, to, from: number, body: discarded.has(id) ? '' : text, status: 'queued' },
    ...{ direction: 'outbound-api', num_segments: '1', num_media: '0', api_version: '2010-04-01', price_unit: 'USD' },
    ...{ date_created: new Date(at).toUTCString(), date_updated: new Date(at).toUTCString(), date_sent: null },
    ...{ error_code: null, error_message: null, price: null, messaging_service_sid: null, subresource_uris: {} },
    uri: path.replace('Messages.json', `Messages/${id}.json`),
  });

  return {
    ...{
      channel: 'sms-twilio',
      canExpire: true,
      signsUrl: true,
      repeats: 1,
      receipts: ['sent', 'delivered'],
      refusals,
    },
    previewAgent: 'Mozilla/5.0 (Linux; Android 14) GoogleMessages/20240101',
    isSend: (request, { pathname }) => request.method === 'POST' && pathname === path,
    async answer(request, url) {
      if (url.origin === STORE) {
        if (request.headers.has('authorization')) book.complain('a credential went to another origin');
        return book.serve(request);
      }
      if (request.headers.get('authorization') !== `Basic ${btoa(login)}`) return refusals.unauthorised;
      const file = book.files.get(request.url);
      if (file) {
        if (book.fileFaults[0] === 'redirected-abroad' || book.fileFaults[0] === 'not-yet') return book.serve(request);
        const location = `${STORE}/${accountSid}/${book.digits(16)}`;
        book.files.set(location, file);
        return new Response(null, { status: 307, headers: { location } });
      }
      if (url.pathname !== path) return failure(404, 20404, 'The requested resource was not found');
      if (request.method === 'POST') return create(request);
      const to = url.searchParams.get('To');
      const messages = book.taken.filter((each) => to === null || each.to === to).reverse();
      return {
        status: 200,
        body: { messages: messages.map(resourceOf), page: 0, page_size: 100, next_page_uri: null },
      };
    },
    async tell(act, signWith) {
      const form = formOf(act);
      return form && signed(form, signWith);
    },
  };
}
