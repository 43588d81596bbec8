// Apple Messages for Business, as Apple documents it to messaging service providers: tokens both ways, ids that are ours, cards, encrypted
// files. Nothing is told of what became of a message.
import type { AppleOptions } from '../../../channels/apple/types.ts';
import type { Book } from './book.ts';
import { jsonOf, objectOf, strangers, textOf } from './meta.ts';
import { type Bytes, hmac, readJwt, signJwt, unbase64, utf8 } from './signing.ts';
import { createSimulator, type Protocol } from './simulator.ts';
import type { Act, Answer, ProviderSimulator, SimulatorInit, Webhook } from './types.ts';

const FILES = 'https://p97-content.icloud.com';
const MAX_PICTURE_BYTES = 200_000;

const refusals = {
  'rate-limited': { status: 429, body: '', headers: { 'retry-after': '2' } },
  'invalid-recipient': { status: 404, body: '' },
  unauthorised: { status: 401, body: '' },
  unavailable: { status: 500, body: '' },
  'unheard-of': { status: 418, body: '' },
};

/** Simulates Apple's gateway for one business. */
export function simulateApple(init: SimulatorInit<AppleOptions>): ProviderSimulator {
  return createSimulator(init, (book) => protocolOf(init, book));
}

function protocolOf({ settings, webhookUrl }: SimulatorInit<AppleOptions>, book: Book): Protocol {
  const { mspId, businessId } = settings;
  const secrets = [settings.apiSecret].flat();
  const downloads = new Map<string, string>();
  const closed = new Set<string>();

  const post = async (from: string, message: object, signWith: number): Promise<Webhook> => {
    const id = book.uuid();
    const claims = { aud: mspId, iat: Math.floor(book.now() / 1000) };
    const token = await signJwt(claims, unbase64(secrets[signWith] ?? ''));
    const headers = {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${token}`, id, 'source-id': from },
      ...{ 'destination-id': businessId, 'capability-list': 'QUICK,LIST,TIME,AUTH,FORM', 'device-agent': 'iPhone OS' },
    };
    const common = { v: 1, id, sourceId: from, destinationId: businessId, locale: 'en_US' };
    return {
      method: 'POST',
      url: `${webhookUrl}/message`,
      headers,
      body: utf8(JSON.stringify({ ...common, ...message })),
    };
  };

  const fileOf = async ({ mediaType, bytes, text = '' }: Extract<Act, { act: 'file' }>) => {
    const [key, owner] = [book.digits(64), book.uuid()];
    const url = `${FILES}/${book.digits(24)}`;
    const name = mediaType.startsWith('image/') ? 'picture.png' : 'file.bin';
    book.files.set(url, { bytes: await encrypt(key, bytes), mediaType: 'application/octet-stream' });
    downloads.set(`${owner} ${url}`, url);
    const signature = { 'signature-base64': 'gQ==', owner, url, key: `00${key}` };
    const attachment = { name, mimeType: mediaType, size: bytes.length, ...signature };
    return { type: 'text', body: `\ufffc${text}`, attachments: [attachment] };
  };

  const create = async (request: Request): Promise<Answer> => {
    const body = await jsonOf(request);
    const known = ['v', 'id', 'sourceId', 'destinationId', 'type', 'body', 'richLinkData', 'locale', 'attachments'];
    for (const name of strangers(body, known)) book.complain(`unknown member ${name}`);
    const [id, to, type] = [textOf(body.id), textOf(body.destinationId), textOf(body.type)];
    const matches =
      request.headers.get('id') === id &&
      request.headers.get('destination-id') === to &&
      request.headers.get('source-id') === body.sourceId &&
      body.sourceId === businessId;
    if (body.v !== 1 || !matches || !/^[0-9a-f-]{36}$/i.test(id)) return { status: 400, body: '' };
    if (!book.lastFrom.has(to) || closed.has(to)) return refusals['invalid-recipient'];
    const said = textOf(body.body);
    if (type === 'text' && said !== '' && said.length <= 10_000) {
      book.take({ id, to, text: said, preview: true });
      return { status: 200, body: '' };
    }
    const card = objectOf(body.richLinkData);
    const picture = objectOf(objectOf(card.assets).image);
    const isWhole = [card.url, card.title, picture.data, picture.mimeType].every((each) => textOf(each) !== '');
    if (type !== 'richLink' || !isWhole || textOf(picture.data).length > MAX_PICTURE_BYTES)
      return { status: 400, body: '' };
    // Title and picture came along: nobody has to fetch the address.
    book.take({ id, to, text: textOf(card.title), link: { url: textOf(card.url) }, preview: false });
    return { status: 200, body: '' };
  };

  const holds = async (token: string): Promise<boolean> => {
    const check = async (signed: Bytes, signature: Bytes) => {
      const expected = await hmac('SHA-256', unbase64(secrets[0] ?? ''), signed);
      return expected.join() === signature.join();
    };
    const claims = await readJwt(token, check);
    return claims?.iss === mspId && Math.abs(Number(claims.iat) * 1000 - book.now()) <= 3_600_000;
  };

  return {
    ...{ channel: 'apple', canExpire: false, signsUrl: false, receipts: [], refusals },
    previewAgent: 'Mozilla/5.0 (Macintosh) facebookexternalhit/1.1 Facebot Twitterbot/1.0',
    isSend: (request, { pathname }) => request.method === 'POST' && pathname === '/v1/message',
    async answer(request, url) {
      if (url.origin === FILES) {
        if (request.headers.has('authorization')) book.complain('a credential went to another origin');
        return book.serve(request);
      }
      const token = request.headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
      if (!(await holds(token))) return refusals.unauthorised;
      if (request.method === 'POST' && url.pathname === '/v1/message') return create(request);
      if (url.pathname !== '/v1/preDownload') return { status: 404, body: '' };
      const place = downloads.get(`${request.headers.get('owner')} ${request.headers.get('url')}`);
      return place ? { status: 200, body: { 'download-url': place } } : { status: 404, body: '' };
    },
    async tell(act, signWith) {
      if (act.act === 'close') closed.add(act.from);
      else if ('from' in act) closed.delete(act.from);
      switch (act.act) {
        case 'text':
          return post(act.from, { type: 'text', body: act.text }, signWith);
        case 'file':
          return post(act.from, await fileOf(act), signWith);
        case 'close':
          return post(act.from, { type: 'close' }, signWith);
        case 'novelty':
          return post(act.from, { type: 'teleport' }, signWith);
        default:
          return undefined;
      }
    },
  };
}

/** AES-256-CTR from a counter of zero. @param key hexadecimal */
async function encrypt(key: string, bytes: Uint8Array): Promise<Uint8Array> {
  const raw = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const imported = await crypto.subtle.importKey('raw', raw, 'AES-CTR', false, ['encrypt']);
  const algorithm = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, imported, new Uint8Array(bytes)));
}
