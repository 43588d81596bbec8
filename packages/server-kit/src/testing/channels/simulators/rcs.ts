// Google RCS Business Messaging, as Google documents it: tokens of a service account, ids that are ours, signatures over the decoded data.
import type { RcsOptions } from '../../../channels/rcs/types.ts';
import type { Book } from './book.ts';
import { jsonOf, objectOf, strangers, textOf } from './meta.ts';
import { base64, hmac, readJwt, rsaHolds, utf8 } from './signing.ts';
import { createSimulator, type Protocol } from './simulator.ts';
import type { Act, Answer, ProviderSimulator, SimulatorInit, Webhook } from './types.ts';

const FILES = 'https://rcs-content-us.googleapis.com';
const MAX_TTL_MS = 15 * 24 * 3_600_000;
const MAX_MESSAGE_BYTES = 250_000;
const TOKEN_LIFE_SEC = 3_599;

function failure(code: number, status: string, message: string, headers?: Record<string, string>): Answer {
  return { status: code, body: { error: { code, message, status } }, ...(headers && { headers }) };
}

const refusals = {
  'rate-limited': failure(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', { 'retry-after': '2' }),
  'invalid-recipient': failure(404, 'NOT_FOUND', 'Requested entity was not found.'),
  unauthorised: failure(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
  forbidden: failure(403, 'PERMISSION_DENIED', 'The agent has not been launched.'),
  unavailable: failure(503, 'UNAVAILABLE', 'The service is currently unavailable.'),
  'unheard-of': failure(418, 'TEAPOT', 'A new kind of failure'),
};

const events = { delivered: 'DELIVERED', read: 'READ', expired: 'TTL_EXPIRATION_REVOKED' } as const;

/** Simulates Google's side for one agent. */
export function simulateRcs(init: SimulatorInit<RcsOptions>): ProviderSimulator {
  return createSimulator(init, (book) => protocolOf(init, book));
}

function protocolOf({ settings, webhookUrl }: SimulatorInit<RcsOptions>, book: Book): Protocol {
  const { agentId, serviceAccount } = settings;
  const clientTokens = [settings.clientToken].flat();
  const tokenUrl = settings.tokenUrl ?? 'https://oauth2.googleapis.com/token';
  const accessTokens = new Map<string, number>();

  const post = async (value: object, signWith: number): Promise<Webhook> => {
    const data = utf8(JSON.stringify({ ...value, agentId, sendTime: new Date(book.now()).toISOString() }));
    const mac = await hmac('SHA-512', utf8(clientTokens[signWith] ?? ''), data);
    const encoded = base64(data);
    const about = { messageId: book.digits(16), publishTime: new Date(book.now()).toISOString() };
    const message = { attributes: { business_id: agentId }, data: encoded, ...about };
    const body = utf8(JSON.stringify({ message, subscription: 'projects/rbm/subscriptions/agent' }));
    const from = new TextDecoder().decode(body).indexOf(encoded);
    const headers = {
      'content-type': 'application/json',
      'x-goog-signature': base64(mac),
      'x-goog-webhook-type': 'message_callback',
    };
    return { method: 'POST', url: webhookUrl, headers, body, covered: [from, from + encoded.length] };
  };

  const toldOf = (act: Act): object | undefined => {
    switch (act.act) {
      case 'text':
        return { senderPhoneNumber: act.from, messageId: `Mx${book.digits(20)}`, text: act.text };
      case 'file': {
        const fileUri = `${FILES}/${book.digits(24)}`;
        book.files.set(fileUri, act);
        const payload = { mimeType: act.mediaType, fileSizeBytes: act.bytes.length, fileName: 'picture', fileUri };
        return { senderPhoneNumber: act.from, messageId: `Mx${book.digits(20)}`, userFile: { payload } };
      }
      case 'opt-out':
      case 'opt-in': {
        const eventType = act.act === 'opt-out' ? 'UNSUBSCRIBE' : 'SUBSCRIBE';
        return { senderPhoneNumber: act.from, eventType, eventId: book.uuid() };
      }
      case 'receipt': {
        const eventType = act.status in events ? events[act.status as keyof typeof events] : undefined;
        // The server names the phone differently than the phone itself does.
        const phone = act.status === 'expired' ? { phoneNumber: act.of.to } : { senderPhoneNumber: act.of.to };
        return eventType && { ...phone, eventType, eventId: book.uuid(), messageId: act.of.id };
      }
      case 'novelty':
        return { senderPhoneNumber: act.from, eventType: 'TELEPORTED', eventId: book.uuid() };
      default:
        return undefined;
    }
  };

  const issue = async (request: Request): Promise<Answer> => {
    const form = new URLSearchParams(await request.text());
    const claims = await readJwt(form.get('assertion') ?? '', (signed, signature) =>
      rsaHolds(serviceAccount.privateKey, signed, signature),
    );
    const isMeant =
      form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
      claims?.iss === serviceAccount.email &&
      claims.aud === 'https://oauth2.googleapis.com/token' &&
      claims.scope === 'https://www.googleapis.com/auth/rcsbusinessmessaging' &&
      Number(claims.exp) * 1000 > book.now();
    if (!isMeant) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT' } };
    const token = `ya29.${book.digits(40)}`;
    accessTokens.set(token, book.now() + TOKEN_LIFE_SEC * 1000);
    return { status: 200, body: { access_token: token, expires_in: TOKEN_LIFE_SEC, token_type: 'Bearer' } };
  };

  const create = async (request: Request, url: URL): Promise<Answer> => {
    const to = decodeURIComponent(url.pathname.split('/')[3] ?? '');
    const id = url.searchParams.get('messageId') ?? '';
    const body = await jsonOf(request);
    const content = objectOf(body.contentMessage);
    const strange = [
      ...strangers(body, ['contentMessage', 'messageTrafficType', 'ttl', 'expireTime', 'clientTrafficType']),
      ...strangers(content, ['text', 'suggestions', 'fileName', 'uploadedRbmFile', 'richCard', 'contentInfo']),
    ];
    const invalid = (what: string) => failure(400, 'INVALID_ARGUMENT', what);
    if (strange.length > 0) return invalid(`Unknown name "${strange[0]}": Cannot find field.`);
    if (url.searchParams.get('agentId') !== agentId || id === '') return invalid('Invalid agent or message id');
    if (!/^\+[1-9]\d{4,14}$/.test(to)) return invalid('Invalid phone number');
    const text = textOf(content.text);
    const chips = Array.isArray(content.suggestions) ? content.suggestions : [];
    const actions = chips.map((chip) => objectOf(objectOf(chip).action));
    if (text === '' || text.length > 3072 || chips.length > 11) return invalid('Invalid content');
    if (actions.some((action) => textOf(action.text).length > 25)) return invalid('Suggestion text is too long');
    if (JSON.stringify(body).length > MAX_MESSAGE_BYTES) return invalid('Message is too large');
    if (textOf(body.messageTrafficType) === '') return invalid('messageTrafficType is required');
    const until = body.expireTime === undefined ? undefined : Date.parse(textOf(body.expireTime));
    if (until !== undefined && !(until - book.now() >= 10_000 && until - book.now() <= MAX_TTL_MS))
      return invalid('expireTime');
    const action = actions[0];
    const place = action && textOf(objectOf(action.openUrlAction).url);
    const link = place ? { link: { url: place, label: textOf(action.text) } } : {};
    book.take({ id, to, text, preview: true, ...link, ...(until !== undefined && { validUntil: until }) });
    return {
      status: 200,
      body: { name: `phones/${to}/agentMessages/${id}`, sendTime: new Date(book.now()).toISOString() },
    };
  };

  return {
    ...{ channel: 'rcs', canExpire: true, signsUrl: false, receipts: ['delivered', 'read'], refusals },
    previewAgent: 'Mozilla/5.0 (Linux; Android 14) GoogleMessages/20240101',
    isSend: (request, { pathname }) => request.method === 'POST' && pathname.endsWith('/agentMessages'),
    async answer(request, url) {
      if (url.origin === FILES) {
        if (request.headers.has('authorization')) book.complain('a credential went to another origin');
        return book.serve(request);
      }
      if (url.origin + url.pathname === tokenUrl) return issue(request);
      const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
      if ((accessTokens.get(token) ?? 0) <= book.now()) return refusals.unauthorised;
      const isOurs = /^\/v1\/phones\/[^/]+\/agentMessages$/.test(url.pathname);
      return isOurs && request.method === 'POST' ? create(request, url) : refusals['invalid-recipient'];
    },
    async tell(act, signWith) {
      const value = toldOf(act);
      return value && post(value, signWith);
    },
    handshake() {
      const wanted = book.digits(12);
      const body = utf8(JSON.stringify({ clientToken: clientTokens[0], secret: wanted }));
      const headers = { 'content-type': 'application/json', 'x-goog-webhook-type': 'verification' };
      return { webhook: { method: 'POST', url: webhookUrl, headers, body }, wanted };
    },
  };
}
