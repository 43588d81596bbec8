// The part of a simulator that is the same for every provider: faults, what is due, chaos by seed, previews. What a provider takes, says and
// signs is its protocol.
import type { ChannelName } from '../../../channels/types.ts';
import { ABROAD, type Book, createBook } from './book.ts';
import type {
  Act,
  Answer,
  ProviderSimulator,
  Receipt,
  RefusalKind,
  SendFault,
  SimulatorInit,
  TakenMessage,
  Webhook,
} from './types.ts';

/** What one provider does its own way. */
export interface Protocol {
  readonly channel: ChannelName;
  readonly canExpire: boolean;
  readonly signsUrl: boolean;
  /** How often a webhook that was not taken comes again; until it is taken when left out. */
  readonly repeats?: number;
  /** Receipts that follow a message, in order. */
  readonly receipts: readonly Receipt[];
  readonly refusals: Readonly<Partial<Record<RefusalKind, Answer>>>;
  /** What fetches the addresses of a message for a preview. */
  readonly previewAgent: string;
  /** Whether a request sends a message. */
  isSend(request: Request, url: URL): boolean;
  answer(request: Request, url: URL): Promise<Answer | Response>;
  tell(act: Act, signWith: 0 | 1): Promise<Webhook | undefined>;
  batch?(acts: readonly Act[]): Promise<Webhook>;
  handshake?(): { readonly webhook: Webhook; readonly wanted: string };
}

const chaosFaults: readonly SendFault[] = [
  ...(['no-connection', 'cut-before-answer', 'time-out', 'cut-in-answer'] as const),
  ...(['server-error-after-acceptance', 'rate-limited', 'unavailable'] as const),
];

/** Makes a simulator of a protocol. */
export function createSimulator(
  { now, random, chaos = {} }: Pick<SimulatorInit<unknown>, 'now' | 'random' | 'chaos'>,
  makeProtocol: (book: Book) => Protocol,
): ProviderSimulator {
  const book = createBook(now, random);
  const protocol = makeProtocol(book);
  const sendFaults: SendFault[] = [];
  let due: Act[] = [];
  let refused: Webhook[] = [];
  const refusals = new WeakMap<Webhook, number>();
  let told = 0;
  let shown = 0;
  const happens = (chance = 0) => chance > 0 && random() < chance;
  const nextFault = (): SendFault | undefined =>
    sendFaults.shift() ??
    (happens(chaos.sendFault) ? chaosFaults[Math.floor(random() * chaosFaults.length)] : undefined);

  /** Receipts of what was taken since; a message that is bound to fail tells only that. */
  const receiptActs = (): Act[] => {
    const fresh = book.taken.slice(told);
    told = book.taken.length;
    return fresh.flatMap((of): Act[] =>
      of.fate === undefined
        ? [
            { act: 'echo', of } as const,
            ...protocol.receipts.map((status) => ({ act: 'receipt', of, status }) as const),
          ]
        : [{ act: 'receipt', of, status: 'failed', code: of.fate }],
    );
  };

  return {
    channel: protocol.channel,
    ...{ canExpire: protocol.canExpire, signsUrl: protocol.signsUrl },
    taken: book.taken,
    complaints: book.complaints,
    refusals: Object.keys(protocol.refusals) as RefusalKind[],
    async fetch(request) {
      const url = new URL(request.url);
      if (url.origin === ABROAD) {
        if (request.headers.has('authorization')) book.complain('a credential went to another origin');
        return book.serve(request);
      }
      const isSend = protocol.isSend(request, url);
      return withFault(isSend ? nextFault() : undefined, protocol, async () =>
        responseOf(await protocol.answer(request, url)),
      );
    },
    async tell(act, signWith = 0) {
      if ('from' in act) book.lastFrom.set(act.from, now());
      if (act.act === 'opt-out') book.optedOut.add(act.from);
      if (act.act === 'opt-in') book.optedOut.delete(act.from);
      return protocol.tell(act, signWith);
    },
    batch: async (acts) => protocol.batch?.(acts),
    handshake: () => protocol.handshake?.(),
    failNext: (...faults) => void sendFaults.push(...faults),
    failNextFile: (...faults) => void book.fileFaults.push(...faults),
    perform: (act) => void due.push(act),
    async deliveries() {
      const acts = [...due, ...receiptActs()].filter((act) => act.act !== 'receipt' || !happens(chaos.loseReceipt));
      due = [];
      const webhooks = refused;
      refused = [];
      for (const act of acts) {
        const webhook = await this.tell(act);
        if (webhook) webhooks.push(...(happens(chaos.duplicate) ? [webhook, webhook] : [webhook]));
      }
      for (let at = 0; at + 1 < webhooks.length; at += 1) {
        if (happens(chaos.reorder)) webhooks.splice(at, 2, ...webhooks.slice(at, at + 2).reverse());
      }
      return webhooks;
    },
    answered(webhook, status) {
      if (status >= 200 && status < 300) return;
      const count = (refusals.get(webhook) ?? 0) + 1;
      refusals.set(webhook, count);
      if (count <= (protocol.repeats ?? Number.POSITIVE_INFINITY)) refused.push(webhook);
    },
    visits() {
      const fresh = book.taken.slice(shown);
      shown = book.taken.length;
      return fresh.flatMap((message) => visitsOf(message, protocol.previewAgent));
    },
  };
}

function visitsOf({ preview, text, link }: TakenMessage, agent: string): Request[] {
  if (!preview) return [];
  const urls = new Set([...(text.match(/https?:\/\/\S+/g) ?? []), ...(link ? [link.url] : [])]);
  // A fragment is never sent.
  return [...urls].map((url) => new Request(url.split('#')[0] ?? url, { headers: { 'user-agent': agent } }));
}

async function withFault(
  fault: SendFault | undefined,
  { refusals }: Protocol,
  take: () => Promise<Response>,
): Promise<Response> {
  switch (fault) {
    case undefined:
      return take();
    case 'no-connection':
      throw brokenConnection('ECONNREFUSED');
    case 'cut-before-answer':
      await take();
      throw brokenConnection('ECONNRESET');
    case 'time-out':
      await take();
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    case 'cut-in-answer':
      return cutShort(await take());
    case 'server-error-after-acceptance':
      await take();
      // Whatever stands before the provider answers for it, so no code of its own says that nothing was done.
      return responseOf({ status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } });
    default:
      if (typeof fault === 'object') return responseOf(fault);
      return responseOf(refusals[fault] ?? { status: 500, body: '' });
  }
}

/** As `fetch` fails. */
function brokenConnection(code: string): TypeError {
  return new TypeError('fetch failed', { cause: { code } });
}

async function cutShort(response: Response): Promise<Response> {
  const text = await response.text();
  let parts = 0;
  const half = new ReadableStream({
    pull(controller) {
      parts += 1;
      if (parts > 1) controller.error(brokenConnection('ECONNRESET'));
      else controller.enqueue(new TextEncoder().encode(text.slice(0, Math.ceil(text.length / 2))));
    },
  });
  return new Response(half, { status: response.status, headers: response.headers });
}

/** An answer as it goes out: JSON, but for texts and nothing. */
export function responseOf(answer: Answer | Response): Response {
  if (answer instanceof Response) return answer;
  const { status, body, headers = {} } = answer;
  const isJson = typeof body === 'object' && body !== null;
  const type = isJson ? { 'content-type': 'application/json' } : {};
  return new Response(isJson ? JSON.stringify(body) : ((body as string | null) ?? null), {
    status,
    headers: { ...type, ...headers },
  });
}
