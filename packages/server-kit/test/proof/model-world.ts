// The real side of the model: the same requests over HTTP to a real kit, and what of each answer the model predicts.
import { createUuid } from '@tellsafe/core';
import type { SealedPart } from '@tellsafe/core/answers';
import { importProofKey } from '@tellsafe/core/crypto';
import type { AgentConversationResponse, InvitationView, Opened, ReadResponse } from '@tellsafe/core/wire';
import type { Stores } from '../../src/services/kit.ts';
import { invitationCodec } from '../../src/services/records/invitation.ts';
import { invitationKey } from '../../src/services/records/keys.ts';
import { Agent, type Answered, call, Device, ok, requestOf } from '../clients.ts';
import { ACCOUNT, type Harness, random } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { TestStream } from '../support/streams.ts';
import { publicKey, sealedBodies, suite } from './model-bodies.ts';
import { type Answer, type FormId, found, MISFIT, type ModelKey } from './model-state.ts';

/** A records store that fails over when told. */
export function failOverSwitch() {
  let count = 0;
  const wrap = (stores: Stores): Stores => {
    const incarnation = async () => `${await stores.records.incarnation()}/${count}`;
    const records = storeWith(stores.records, {
      incarnation,
      commit: async ({ incarnation: fence, ...batch }) =>
        (fence === undefined || fence === (await incarnation())) && stores.records.commit(batch),
    });
    return { ...stores, records };
  };
  const flip = () => {
    count += 1;
  };
  return { wrap, flip };
}

interface WorldInvitation {
  readonly id: string;
  readonly conversation: number;
  readonly form: FormId;
  readonly handle: string;
  readonly devices: Device[];
}

const codeOf = ({ status, body }: Answered): Answer => ({
  code: status < 300 ? 'ok' : ((body as { code?: Answer['code'] } | undefined)?.code ?? 'internal'),
});

/** Method by method the counterpart of the model. */
export class World {
  readonly #harness: Harness;
  readonly #flip: () => void;
  readonly #agents: Agent[] = [];
  readonly #conversations: { readonly id: string; readonly consumerKey: string }[] = [];
  readonly #invitations: WorldInvitation[] = [];
  readonly #requests: string[] = [];
  readonly #messages: string[] = [];
  /** Texts of one-time keys, in the order in which they were given out. */
  readonly #keys: string[] = [];

  constructor(harness: Harness, flip: () => void) {
    this.#harness = harness;
    this.#flip = flip;
  }

  async signIn(agent: string): Promise<Answer> {
    this.#agents.push(await Agent.signIn(this.#harness, agent));
    return { code: 'ok' };
  }

  async activity(session: number): Promise<Answer> {
    return codeOf(await this.#as(session, 'POST', '/v1/agent/sessions/current/activity', {}));
  }

  async logout(session: number): Promise<Answer> {
    return codeOf(await this.#as(session, 'DELETE', '/v1/agent/sessions/current'));
  }

  async start(): Promise<Answer> {
    const body = { account: ACCOUNT, name: 'Kim' };
    const started = await call<{ conversationId: string; consumerKey: string }>(
      this.#harness,
      'POST',
      '/v1/conversations',
      { body },
    );
    const { conversationId: id, consumerKey } = ok(started);
    this.#conversations.push({ id, consumerKey });
    return { code: 'ok' };
  }

  async assign(session: number, at: number): Promise<Answer> {
    return codeOf(await this.#as(session, 'POST', `${this.#path(at)}/assign`, {}));
  }

  async transfer(session: number, at: number, agentId: string | null): Promise<Answer> {
    return codeOf(await this.#as(session, 'POST', `${this.#path(at)}/transfer`, { agentId }));
  }

  async close(session: number, at: number): Promise<Answer> {
    return codeOf(await this.#as(session, 'POST', `${this.#path(at)}/close`, {}));
  }

  async message(session: number, at: number, request: number, text: string): Promise<Answer> {
    const body = { requestId: this.#request(request), text };
    return this.#posted(await this.#as(session, 'POST', `${this.#path(at)}/messages`, body));
  }

  async consumerMessage(at: number, request: number, text: string): Promise<Answer> {
    const body = { requestId: this.#request(request), text };
    const headers = { Authorization: `Bearer ${found(this.#conversations[at]).consumerKey}` };
    return this.#posted(await call(this.#harness, 'POST', '/v1/consumer/messages', { body, headers }));
  }

  async send(session: number, at: number, formId: FormId | 'vip', request: number): Promise<Answer> {
    const conversationId = found(this.#conversations[at]).id;
    const body = { requestId: this.#request(request), conversationId, formId, suite, recipientPublicKey: publicKey };
    const answered = await this.#as<{ invitation: InvitationView }>(session, 'POST', '/v1/agent/invitations', body);
    if (answered.status >= 300) return codeOf(answered);
    const view = answered.body.invitation;
    if (!this.#invitations.some(({ id }) => id === view.id)) await this.#addInvitation(view, at, formId as FormId);
    const invitation = this.#invitations.findIndex(({ id }) => id === view.id);
    return { code: 'ok', invitation, view: this.#view(view) };
  }

  async revoke(session: number, at: number): Promise<Answer> {
    const { id, conversation } = found(this.#invitations[at]);
    const conversationId = found(this.#conversations[conversation]).id;
    const path = `/v1/agent/invitations/${id}/revoke`;
    const answered = await this.#as<{ invitation: InvitationView }>(session, 'POST', path, { conversationId });
    return answered.status < 300 ? { code: 'ok', view: this.#view(answered.body.invitation) } : codeOf(answered);
  }

  async received(at: number): Promise<Answer> {
    return statusAnswer(await this.#device(at).received());
  }

  async decline(at: number): Promise<Answer> {
    return statusAnswer(await this.#device(at).decline());
  }

  async begin(at: number): Promise<Answer> {
    const answered = await this.#device(at).tryBegin();
    if (answered.status >= 300) return codeOf(answered);
    const { openKey, secondsLeft } = answered.body;
    return { code: 'ok', key: this.#serial(openKey), secondsLeft };
  }

  async open(device: number, key: ModelKey): Promise<Answer> {
    const opener = this.#device(key.invitation, device);
    const answered = await opener.tryOpen(this.#text(key));
    if (answered.status < 300) await opener.take(answered.body);
    return this.#opened(answered);
  }

  async resume(at: number, device: number): Promise<Answer> {
    return this.#opened(await (await this.#proving(at, device)).tryResume());
  }

  async extend(at: number, device: number): Promise<Answer> {
    return this.#opened(await (await this.#proving(at, device)).tryExtend());
  }

  async submit(device: number, key: ModelKey, body: number): Promise<Answer> {
    const { form } = found(this.#invitations[key.invitation]);
    const misfits = await sealedBodies(form === 'address' ? 'code' : 'address');
    const sender = await this.#proving(key.invitation, device);
    const input = {
      submitKey: this.#text(key),
      sealed: found(body === MISFIT ? misfits[0] : (await sealedBodies(form))[body]),
    };
    return statusAnswer(await sender.proven<{ status: string }>('/v1/forms/submit', input));
  }

  async readKey(session: number, at: number): Promise<Answer> {
    const path = `/v1/agent/submissions/${await this.#submissionId(at)}/read-key`;
    const answered = await this.#as<{ readKey: string; secondsLeft: number }>(session, 'POST', path, {});
    if (answered.status >= 300) return codeOf(answered);
    const { readKey, secondsLeft } = answered.body;
    return { code: 'ok', key: this.#serial(readKey), secondsLeft };
  }

  async read(session: number, at: number, key: ModelKey): Promise<Answer> {
    const body = { submissionId: await this.#submissionId(at), readKey: this.#text(key) };
    const answered = await this.#as<ReadResponse>(session, 'POST', '/v1/submissions/read', body);
    if (answered.status >= 300) return codeOf(answered);
    const { parts, offTheRecordSecondsLeft } = answered.body;
    const bodies = await sealedBodies(found(this.#invitations[at]).form);
    const bodyOf = (part: SealedPart | null) =>
      part && bodies.findIndex((body) => body.parts.some((each) => JSON.stringify(each) === JSON.stringify(part)));
    const [recorded, offTheRecord] = [bodyOf(parts.recorded), bodyOf(parts.offTheRecord)];
    return { code: 'ok', recorded, offTheRecord, offTheRecordSecondsLeft };
  }

  async look(session: number, at: number): Promise<Answer> {
    const path = `/v1/agent/conversations/${found(this.#conversations[at]).id}`;
    const answered = await this.#as<AgentConversationResponse>(session, 'GET', path);
    if (answered.status >= 300) return codeOf(answered);
    const { conversation, invitations } = answered.body;
    const views = invitations.map((view) => this.#view(view)).sort((one, other) => one.invitation - other.invitation);
    return { code: 'ok', agent: conversation.agent?.id ?? null, status: conversation.status, views };
  }

  async watch(at: number): Promise<Answer> {
    const { handle } = found(this.#invitations[at]);
    const response = await this.#harness.tellsafe.fetch(
      requestOf('POST', '/v1/invitations/watch', { body: { handle } }),
    );
    if (response.status >= 300) return { code: ((await response.json()) as Answer).code };
    const stream = new TestStream(response);
    const [event] = await stream.take(1);
    await stream.leave();
    const { status, secondsLeft } = found(event).data;
    return { code: 'ok', status, secondsLeft };
  }

  async maintain(): Promise<Answer> {
    while ((await this.#harness.tellsafe.maintain()).more);
    return { code: 'ok' };
  }

  async restart(): Promise<Answer> {
    await this.#harness.restart();
    return { code: 'ok' };
  }

  async failOver(): Promise<Answer> {
    this.#flip();
    return { code: 'ok' };
  }

  async rotateKeys(): Promise<Answer> {
    await this.#harness.keys.rotate();
    return { code: 'ok' };
  }

  /** How many off-the-record parts of a conversation are in memory. */
  async inMemory(at: number): Promise<number> {
    const query = { account: ACCOUNT, group: found(this.#conversations[at]).id, collection: 'off-the-record' };
    return (await this.#harness.stores.volatile.list({ ...query, limit: 1000 })).records.length;
  }

  #as<Body>(session: number, method: string, path: string, body?: unknown): Promise<Answered<Body>> {
    return found(this.#agents[session]).call<Body>(method, path, body);
  }

  #path(at: number): string {
    return `/v1/conversations/${found(this.#conversations[at]).id}`;
  }

  #request(at: number): string {
    this.#requests[at] ??= createUuid(random);
    return this.#requests[at];
  }

  #device(at: number, device = 0): Device {
    const { devices, handle } = found(this.#invitations[at]);
    devices[device] ??= new Device(this.#harness, handle);
    return devices[device];
  }

  /** A device that never opened the form signs with a key of its own making. */
  async #proving(at: number, device: number): Promise<Device> {
    const prover = this.#device(at, device);
    prover.key ??= await importProofKey(random(32));
    return prover;
  }

  async #addInvitation({ id }: InvitationView, conversation: number, form: FormId): Promise<void> {
    const conversationId = found(this.#conversations[conversation]).id;
    const place = { accountId: ACCOUNT, conversationId, invitationId: id };
    const handle = await this.#harness.tellsafe.invitations.handle(place);
    this.#invitations.push({ id, conversation, form, handle, devices: [] });
  }

  /** As the sender is told it; where nothing was submitted, any id stands in its place. */
  async #submissionId(at: number): Promise<string> {
    const { id, conversation } = found(this.#invitations[at]);
    const key = invitationKey(ACCOUNT, found(this.#conversations[conversation]).id, id);
    const [stored] = await this.#harness.stores.records.get([key]);
    return (stored && invitationCodec.decode(stored.body).submissionId) ?? createUuid(random);
  }

  #text(key: ModelKey): string {
    return found(this.#keys[key.serial]);
  }

  /** The number of a key; a key that was never seen gets the next one. */
  #serial(text: string): number {
    const known = this.#keys.indexOf(text);
    return known >= 0 ? known : this.#keys.push(text) - 1;
  }

  #posted(answered: Answered<{ message?: { id: string } } | unknown>): Answer {
    if (answered.status >= 300) return codeOf(answered);
    const { id } = (answered.body as { message: { id: string } }).message;
    const known = this.#messages.indexOf(id);
    return { code: 'ok', made: known >= 0 ? known : this.#messages.push(id) - 1 };
  }

  #opened(answered: Answered<Pick<Opened, 'submitKey' | 'secondsLeft' | 'extensionsLeft'>>): Answer {
    if (answered.status >= 300) return codeOf(answered);
    const { submitKey, secondsLeft, extensionsLeft } = answered.body;
    return { code: 'ok', key: this.#serial(submitKey), secondsLeft, extensionsLeft };
  }

  #view(view: InvitationView) {
    const { status, receivedInferred, openedElsewhere, mine, submissionId, expiresAt } = view;
    const invitation = this.#invitations.findIndex(({ id }) => id === view.id);
    const submitted = submissionId !== undefined;
    return { invitation, status, receivedInferred, openedElsewhere, mine, submitted, expiresAt };
  }
}

function statusAnswer(answered: Answered<{ status: string }>): Answer {
  return answered.status < 300 ? { code: 'ok', status: answered.body.status } : codeOf(answered);
}
