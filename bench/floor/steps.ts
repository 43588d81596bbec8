// The six requests of a lifecycle without framework, validation or cryptography but one HMAC each: what there is to do at least.
// Each reads one row and makes one durable commit; a submit makes two, in two databases, as the kit does.
import { createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import type { SealContext } from '@tellsafe/core/answers';
import type { FormDefinition } from '@tellsafe/core/form';
import { ACCOUNT, FORM_ID } from '../servers/form.ts';

/** The steps, by the last words of their paths. */
export type StepName = 'send' | 'begin' | 'open' | 'submit' | 'read-key' | 'read';

/** Where the floor keeps its rows: texts by id, in two databases. */
export interface FloorStore {
  /** `place` is what a step needs besides the row itself. */
  get(step: StepName, place: Place): Promise<string | undefined>;
  put(step: StepName, place: Place, text: string): Promise<void>;
  /** The other database. */
  keep(place: Place, text: string): Promise<void>;
  kept(place: Place): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Ids of a row, of its conversation and of the agent session. */
export interface Place {
  readonly id: string;
  readonly conversationId: string;
  readonly sessionId: string;
}

interface Row {
  readonly id: string;
  readonly conversationId: string;
  readonly sessionId: string;
  readonly status: string;
  readonly recipientPublicKey: string;
  readonly sentAt: number;
  readonly mac: string;
}

/** What a request says: its body, and the session of its proof. */
export interface FloorRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, string>> & { readonly sealed?: Sealed };
  readonly sessionId: string;
}

interface Sealed {
  readonly suite: string;
  readonly parts: readonly unknown[];
}

/** As a key object: from bytes, each HMAC would take six times as long. */
const pepper = createSecretKey(randomBytes(32));
const macOf = (secret: string): string => createHmac('sha256', pepper).update(secret).digest('base64url');
const newSecret = (): string => randomBytes(32).toString('base64url');
const SECONDS_LEFT = 1800;

/** The floor: ids stand in the open in its keys, so that a row is found without anything else. */
export class Floor {
  readonly #store: FloorStore;
  readonly #definition: FormDefinition;
  readonly #definitionHash: string;

  constructor(store: FloorStore, definition: FormDefinition, definitionHash: string) {
    this.#store = store;
    this.#definition = definition;
    this.#definitionHash = definitionHash;
  }

  /** Does what the path says. */
  answer(request: FloorRequest): Promise<unknown> {
    const { path } = request;
    if (path.endsWith('/agent/invitations')) return this.#send(request);
    if (path.endsWith('/begin')) return this.#begin(request);
    if (path.endsWith('/open')) return this.#open(request);
    if (path.endsWith('/submit')) return this.#submit(request);
    if (path.endsWith('/read-key')) return this.#readKey(request);
    return this.#read(request);
  }

  async #send({ body, sessionId }: FloorRequest): Promise<unknown> {
    const { conversationId = '', recipientPublicKey = '' } = body;
    const place = { id: randomUUID(), conversationId, sessionId };
    await this.#store.get('send', place);
    const sentAt = Date.now();
    const handle = keyOf(place, newSecret());
    const row: Row = { ...place, status: 'sent', recipientPublicKey, sentAt, mac: macOf(handle) };
    await this.#store.put('send', place, JSON.stringify(row));
    const { id, mac: _mac, ...shown } = row;
    return {
      invitation: { id, ...shown, formId: FORM_ID, formVersion: 1, agent: { id: 'agent', name: 'Agent' } },
      handle,
    };
  }

  async #begin({ body: { handle = '' } }: FloorRequest): Promise<unknown> {
    const openKey = await this.#spend('begin', handle, 'sent');
    return { openKey, secondsLeft: SECONDS_LEFT };
  }

  async #open({ body: { openKey = '' } }: FloorRequest): Promise<unknown> {
    const submitKey = await this.#spend('open', openKey, 'viewed');
    return {
      context: this.#contextOf(placeOf(submitKey)),
      definition: this.#definition,
      recipients: [],
      submitKey,
      deviceKey: newSecret(),
      secondsLeft: SECONDS_LEFT,
      extensionsLeft: 1,
      agentName: 'Agent',
    };
  }

  async #submit({ body: { submitKey = '', sealed } }: FloorRequest): Promise<unknown> {
    const place = placeOf(submitKey);
    const text = await this.#store.get('submit', place);
    const row = rowOf(text, submitKey);
    await this.#store.keep(place, JSON.stringify(sealed));
    const submissionId = keyOf(place, '');
    await this.#store.put('submit', place, JSON.stringify({ ...row, status: 'submitted', mac: macOf(submissionId) }));
    return { status: 'submitted', submissionId };
  }

  async #readKey({ path }: FloorRequest): Promise<unknown> {
    const submissionId = path.split('/').at(-2) ?? '';
    const readKey = await this.#spend('read-key', submissionId, 'submitted');
    return { readKey, secondsLeft: SECONDS_LEFT };
  }

  async #read({ body: { readKey = '' } }: FloorRequest): Promise<unknown> {
    const place = placeOf(await this.#spend('read', readKey, 'submitted'));
    const { suite, parts } = JSON.parse((await this.#store.kept(place)) ?? '') as Sealed;
    return {
      context: this.#contextOf(place),
      suite,
      definition: this.#definition,
      parts: { recorded: parts[0], offTheRecord: null },
      offTheRecordSecondsLeft: 0,
      submittedAt: Date.now(),
    };
  }

  /** Checks a key, and puts another in its place. */
  async #spend(step: StepName, key: string, status: string): Promise<string> {
    const place = placeOf(key);
    const row = rowOf(await this.#store.get(step, place), key);
    const next = keyOf(place, newSecret());
    await this.#store.put(step, place, JSON.stringify({ ...row, status, mac: macOf(next) }));
    return next;
  }

  #contextOf({ id, conversationId }: Place): SealContext {
    return { accountId: ACCOUNT, conversationId, invitationId: id, definitionHash: this.#definitionHash };
  }
}

const keyOf = ({ id, conversationId, sessionId }: Place, secret: string) =>
  `${id}.${conversationId}.${sessionId}.${secret}`;

function placeOf(key: string): Place {
  const [id = '', conversationId = '', sessionId = ''] = key.split('.');
  return { id, conversationId, sessionId };
}

/** The only HMAC of a request that checks a key is that of the next one: the kept text is compared. */
function rowOf(text: string | undefined, key: string): Row {
  if (text === undefined) throw new Error(`nothing is kept for ${key}`);
  return JSON.parse(text) as Row;
}
