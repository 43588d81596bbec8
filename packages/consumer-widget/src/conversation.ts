// @tellsafe/consumer-widget/conversation: the consumer's side of a web chat, without a screen. Starts or goes on with one
// conversation, sends messages, and tells what happens: messages, invitations with their handle, who answers, whether it is open.
import { webRandom } from '@tellsafe/core/crypto';
import { createUuid, isErrorCode, type RandomBytes, TellsafeError } from '@tellsafe/core/encoding';
import { isInvitationStatus } from '@tellsafe/core/invitation';
import type {
  ConsumerEvent,
  ConsumerInvitation,
  ConversationStartResponse,
  Message,
  MessageResponse,
} from '@tellsafe/core/wire';
import { conversationPost, type PostingConversation } from './internal/conversation-post.ts';
import { openEventStream, type StreamEvent } from './internal/event-stream.ts';
import { failedWith, RequestFailure } from './internal/request-failure.ts';
import { retrying } from './internal/retry.ts';
import { conversationRoutes } from './internal/routes.ts';
import { createTransport, type Fetch, type Transport } from './transport.ts';

export type { ConsumerInvitation, Message } from '@tellsafe/core/wire';
export type { Fetch } from './transport.ts';

type EventOf<Name extends ConsumerEvent['event']> = Extract<ConsumerEvent, { event: Name }>['data'];

type Listener = (event: ConversationEvent) => void;

/** Something that happened. The same message or invitation may come again with a newer state; its `id` stays the same. */
export type ConversationEvent =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'invitation'; readonly invitation: ConsumerInvitation }
  | { readonly type: 'conversation'; readonly conversation: EventOf<'conversation'> }
  /** Whether the server can be reached. */
  | { readonly type: 'online'; readonly online: boolean }
  /** The conversation's key is not valid (any more); the next message starts a new conversation. */
  | { readonly type: 'lost' };

/** Where the key of a conversation outlives a reload: `sessionStorage` fits. Whoever can read it can take part in the chat. */
export type ConversationStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What a conversation needs. */
export interface ConversationOptions {
  /** Base URL of the kit: `https://forms.acme.example/tellsafe`. */
  readonly endpoint: string;
  readonly account: string;
  /** The consumer's name as the agent sees it, 1 to 80 characters. */
  readonly name?: string;
  /** Language tag (BCP 47) for the agent's information and for texts from the server. One that is malformed is not sent. */
  readonly language?: string;
  /** Without it the key stays in memory and a reload begins anew. */
  readonly storage?: ConversationStorage;
  /**
   * A conversation that the host's server has started for this consumer (`tellsafe.conversations.start`), to go on with. It goes before the
   * one in the storage.
   */
  readonly started?: ConversationStartResponse;
  readonly fetch?: Fetch;
  readonly random?: RandomBytes;
}

/** One conversation with an account's agents. */
export interface Conversation {
  /** Id of the conversation; undefined before it was started. */
  readonly id: string | undefined;
  /**
   * Starts the conversation, or goes on with the one whose key the storage holds. Repeated calls do nothing.
   *
   * @throws {TellsafeError} `account_unknown`, `origin_refused`, `network_failed` …
   */
  start(): Promise<void>;
  /**
   * Sends a message, starting the conversation if need be. Lost answers are repeated; the message arrives once.
   *
   * @param text - 1 to 4,000 UTF-16 code units, not blank
   * @throws {TellsafeError} `conversation_closed`, `request_invalid`, `network_failed` …
   */
  send(text: string): Promise<Message>;
  /**
   * Listens. What is known already is told first, in order.
   *
   * @returns a function that ends the subscription
   */
  subscribe(listener: (event: ConversationEvent) => void): () => void;
  /** The same as an async iterable; leaving the loop ends the subscription. */
  events(): AsyncIterableIterator<ConversationEvent>;
  /** Stops listening to the server. The key stays in the storage, so a new conversation object goes on. */
  stop(): void;
  /** Stops and forgets the conversation; the next {@link start} or {@link send} begins a new one. */
  leave(): void;
}

/** Attempts of one request; together about 15 seconds. */
const ATTEMPTS = 6;

/**
 * Creates the consumer's side of a conversation. Nothing is sent before {@link Conversation.start} or {@link Conversation.send},
 * except that a conversation in the storage is gone on with as soon as somebody listens.
 *
 * @param options - account, server and means
 * @example
 * ```ts
 * const chat = createConversation({ endpoint: 'https://forms.acme.example/tellsafe', account: 'acme', storage: sessionStorage });
 * chat.subscribe((event) => {
 *   if (event.type === 'message') showMessage(event.message);
 *   if (event.type === 'invitation') showInvitation(event.invitation); // <tellsafe-invitation handle="…">
 * });
 * await chat.send('Hello');
 * ```
 */
export function createConversation(options: ConversationOptions): Conversation {
  return new WebConversation(options);
}

class WebConversation implements Conversation, PostingConversation {
  readonly #options: ConversationOptions;
  readonly #transport: Transport;
  readonly #random: RandomBytes;
  readonly #storageKey: string;
  readonly #listeners = new Set<Listener>();
  /** Newest state of each message and invitation, in the order in which they first came. */
  readonly #known = new Map<string, ConversationEvent>();
  #current: Partial<ConversationStartResponse>;
  #starting: Promise<void> | undefined;
  #stopStream: (() => void) | undefined;

  constructor(options: ConversationOptions) {
    const { endpoint, fetch, storage, account, started, random = webRandom } = options;
    this.#options = options;
    this.#random = random;
    this.#transport = createTransport(endpoint.replace(/\/+$/, ''), fetch);
    this.#storageKey = `tellsafe-conversation-${account}`;
    this.#current = started ?? readStored(storage, this.#storageKey);
    if (started) this.#keep();
  }

  get id(): string | undefined {
    return this.#current.conversationId;
  }

  start(): Promise<void> {
    this.#starting ??= this.#begin().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async send(text: string): Promise<Message> {
    await this.start();
    const options = { headers: bearer(this.#current.consumerKey) };
    const body = { requestId: createUuid(this.#random), text };
    const run = () => this.#transport.post(conversationRoutes.consumerMessage, body, options);
    const { message } = (await retrying(run, { attempts: ATTEMPTS }).catch(rethrow)) as MessageResponse;
    this.#tell({ type: 'message', message });
    return message;
  }

  subscribe(listener: Listener): () => void {
    for (const event of this.#known.values()) listener(event);
    this.#listeners.add(listener);
    this.#listen();
    return () => this.#listeners.delete(listener);
  }

  async *events(): AsyncIterableIterator<ConversationEvent> {
    const waiting: ConversationEvent[] = [];
    let wake = () => {};
    const unsubscribe = this.subscribe((event) => {
      waiting.push(event);
      wake();
    });
    try {
      for (;;) {
        const next = waiting.shift();
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      unsubscribe();
    }
  }

  stop(): void {
    this.#stopStream?.();
    this.#stopStream = undefined;
  }

  leave(): void {
    this.stop();
    this.#known.clear();
    this.#current = {};
    attempt(() => this.#options.storage?.removeItem(this.#storageKey));
  }

  async [conversationPost](path: string, body: unknown): Promise<unknown> {
    const { consumerKey } = this.#current;
    if (consumerKey === undefined) throw new TellsafeError('consumer_key_invalid');
    const run = () => this.#transport.send(path, body, { headers: bearer(consumerKey) });
    const response = await retrying(run, { attempts: ATTEMPTS }).catch(rethrow);
    return response.status === 204 ? undefined : response.json();
  }

  async #begin(): Promise<void> {
    if (this.#current.consumerKey === undefined) {
      const { account, name } = this.#options;
      const language = wellFormed(this.#options.language);
      const body = { account, ...(name !== undefined && { name }), ...(language !== undefined && { language }) };
      this.#current = (await this.#transport
        .post(conversationRoutes.conversationStart, body)
        .catch(rethrow)) as ConversationStartResponse;
      this.#keep();
    }
    this.#listen();
  }

  #keep(): void {
    attempt(() => this.#options.storage?.setItem(this.#storageKey, JSON.stringify(this.#current)));
  }

  #listen(): void {
    const key = this.#current.consumerKey;
    if (key === undefined) return;
    this.#stopStream ??= openEventStream({
      connect: (after, signal) =>
        this.#transport.send(conversationRoutes.consumerEvents, after ? { after } : {}, {
          headers: bearer(key),
          signal,
        }),
      onOnline: (online) => this.#tell({ type: 'online', online }),
      isOver: () => this.#isClosed,
      onEvent: (event) => {
        const parsed = parseConversationEvent(event);
        if (parsed) this.#tell(parsed);
      },
      onRefused: (error) => {
        if (!failedWith(error, 'consumer_key_invalid') && !failedWith(error, 'conversation_unknown')) return;
        this.leave();
        this.#tell({ type: 'lost' });
      },
    });
  }

  get #isClosed(): boolean {
    const known = this.#known.get('conversation');
    return known?.type === 'conversation' && known.conversation.status === 'closed';
  }

  #tell(event: ConversationEvent): void {
    if (event.type !== 'lost') this.#known.set(keyOf(event), event);
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** The consumer key goes into a header, never into a URL. */
function bearer(key = ''): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

/** What a device says may be no tag: WebKitGTK's `navigator.language` is `C` in a system without a language. */
function wellFormed(language: string | undefined): string | undefined {
  return attempt(() => Intl.getCanonicalLocales(language)[0]);
}

/** Failures leave this package as core's error. */
function rethrow(error: unknown): never {
  if (!(error instanceof RequestFailure)) throw error;
  throw new TellsafeError(isErrorCode(error.code) ? error.code : 'network_failed', undefined, { cause: error });
}

function keyOf(event: ConversationEvent): string {
  if (event.type === 'message') return event.message.id;
  return event.type === 'invitation' ? event.invitation.id : event.type;
}

/** Checks an event from the server; what is not understood is left out. */
function parseConversationEvent({ type, data }: StreamEvent): ConversationEvent | null {
  if (typeof data !== 'object' || data === null) return null;
  const fields = data as Record<string, unknown>;
  if (type === 'conversation' && (fields.status === 'open' || fields.status === 'closed')) {
    return { type, conversation: data as EventOf<'conversation'> };
  }
  if (typeof fields.id !== 'string') return null;
  if (type === 'message' && typeof fields.text === 'string') return { type, message: data as Message };
  if (type === 'invitation' && typeof fields.handle === 'string' && isInvitationStatus(fields.status)) {
    return { type, invitation: data as ConsumerInvitation };
  }
  return null;
}

function readStored(storage: ConversationStorage | undefined, key: string): Partial<ConversationStartResponse> {
  const text = attempt(() => storage?.getItem(key));
  const stored: unknown = text ? attempt(() => JSON.parse(text)) : undefined;
  if (typeof stored !== 'object' || stored === null) return {};
  const { conversationId, consumerKey } = stored as Record<string, unknown>;
  return typeof conversationId === 'string' && typeof consumerKey === 'string' ? { conversationId, consumerKey } : {};
}

/** Storage may be refused or full; the conversation goes on in memory. */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
