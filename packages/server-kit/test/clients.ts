// The clients of the tests: an agent who signs proofs, a consumer's device that seals answers, and raw requests.

import { createUuid } from '@tellsafe/core';
import { openPart, type RecipientKey, sealAnswers } from '@tellsafe/core/answers';
import { createProof, importProofKey } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  type RecipientPrivateKey,
  recipientKeyId,
  type SuiteId,
} from '@tellsafe/core/crypto/hpke';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type {
  AgentConversationResponse,
  BeginResponse,
  ConversationResponse,
  ExtendResponse,
  InvitationView,
  Opened,
  ReadKeyResponse,
  ReadResponse,
  SessionStartResponse,
} from '@tellsafe/core/wire';
import { ACCOUNT, answers, BASE, FORM_ORIGIN, type Harness, random } from './harness.ts';

/** An answer, read whole. */
export interface Answered<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface RequestInput {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is instead of JSON. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

export function requestOf(method: string, path: string, { body, headers, raw, signal }: RequestInput = {}): Request {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Request(`${FORM_ORIGIN}${BASE}${path}`, {
    method,
    headers: { ...(method !== 'GET' && method !== 'HEAD' && { 'Content-Type': 'application/json' }), ...headers },
    ...(content !== undefined && { body: content }),
    ...(signal && { signal }),
  });
}

export async function readAnswer<Body>(response: Response): Promise<Answered<Body>> {
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (json ? JSON.parse(text) : undefined) as Body,
  };
}

export async function call<Body = unknown>(
  { tellsafe }: Pick<Harness, 'tellsafe'>,
  method: string,
  path: string,
  input: RequestInput = {},
): Promise<Answered<Body>> {
  return readAnswer(await tellsafe.fetch(requestOf(method, path, input)));
}

/** The answer, or an error that says what came instead. */
export function ok<Body>(answered: Answered<Body>): Body {
  if (answered.status >= 300) throw new Error(`unexpected answer ${answered.status}: ${answered.text}`);
  return answered.body;
}

/** Status, headers without the date, and body: all that tells one refusal from another. */
export function fingerprint({ status, headers, text }: Answered): string {
  const kept = [...headers].filter(([name]) => name !== 'date').sort();
  return JSON.stringify([status, kept, text]);
}

/** Signs a request with a device or session key. */
export async function proofFor(
  harness: Pick<Harness, 'kitClock'>,
  key: CryptoKey,
  request: { subject: string; method: string; path: string; body?: unknown; atMs?: number },
): Promise<string> {
  const { subject, method, path, body, atMs = harness.kitClock() } = request;
  const bytes = body === undefined ? new Uint8Array() : utf8(JSON.stringify(body));
  return createProof(key, { subject, method, path, body: bytes }, { atMs, random });
}

/** An agent's workspace. */
export class Agent {
  readonly harness: Harness;
  readonly session: SessionStartResponse;
  readonly key: CryptoKey;
  /** Private keys by recipient key id; one pair per invitation, as the client keeps them. */
  readonly privateKeys = new Map<string, RecipientPrivateKey>();

  constructor(harness: Harness, session: SessionStartResponse, key: CryptoKey) {
    this.harness = harness;
    this.session = session;
    this.key = key;
  }

  static async signIn(harness: Harness, name: string): Promise<Agent> {
    const session = ok(
      await call<SessionStartResponse>(harness, 'POST', '/v1/agent/sessions', {
        body: {},
        headers: { 'x-agent': name },
      }),
    );
    return new Agent(harness, session, await importProofKey(fromBase64url(session.sessionKey)));
  }

  async headers(method: string, path: string, body?: unknown, atMs?: number): Promise<Record<string, string>> {
    const request = { subject: this.session.sessionId, method, path, ...(body !== undefined && { body }) };
    return {
      'Tellsafe-Proof': await proofFor(this.harness, this.key, { ...request, ...(atMs !== undefined && { atMs }) }),
    };
  }

  async call<Body = unknown>(method: string, path: string, body?: unknown): Promise<Answered<Body>> {
    const headers = await this.headers(method, path, body);
    return call<Body>(this.harness, method, path, { headers, ...(body !== undefined && { body }) });
  }

  async assign(conversationId: string): Promise<void> {
    ok(await this.call<ConversationResponse>('POST', `/v1/conversations/${conversationId}/assign`, {}));
  }

  async trySend(
    conversationId: string,
    formId = 'card',
    requestId = createUuid(random),
    suite: SuiteId = this.session.suite,
  ): Promise<Answered<{ invitation: InvitationView }>> {
    const pair = await generateRecipientKeyPair(suite);
    const recipientPublicKey = toBase64url(pair.publicKey);
    const body = { requestId, conversationId, formId, suite, recipientPublicKey };
    this.privateKeys.set(await recipientKeyId(suite, pair.publicKey), pair.privateKey);
    return this.call('POST', '/v1/agent/invitations', body);
  }

  async send(conversationId: string, formId = 'card'): Promise<InvitationView> {
    return ok(await this.trySend(conversationId, formId)).invitation;
  }

  async invitation(conversationId: string, id: string): Promise<InvitationView> {
    const path = `/v1/agent/invitations?conversation=${conversationId}`;
    const { invitations } = ok(await this.call<{ invitations: InvitationView[] }>('GET', path));
    const found = invitations.find((each) => each.id === id);
    if (!found) throw new Error('no such invitation');
    return found;
  }

  async conversation(id: string): Promise<AgentConversationResponse> {
    return ok(await this.call<AgentConversationResponse>('GET', `/v1/agent/conversations/${id}`));
  }

  async tryReadKey(submissionId: string): Promise<Answered<ReadKeyResponse>> {
    return this.call('POST', `/v1/agent/submissions/${submissionId}/read-key`, {});
  }

  async tryRead(submissionId: string, readKey: string): Promise<Answered<ReadResponse>> {
    return this.call('POST', '/v1/submissions/read', { submissionId, readKey });
  }

  /** Read key, read, open: the values that the agent sees. */
  async read(submissionId: string): Promise<{ answer: ReadResponse; values: Record<string, string> }> {
    const { readKey } = ok(await this.tryReadKey(submissionId));
    const answer = ok(await this.tryRead(submissionId, readKey));
    return { answer, values: await this.open(answer) };
  }

  async open({ parts, context }: ReadResponse): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const part of [parts.recorded, parts.offTheRecord]) {
      if (!part) continue;
      for (const { role, keyId, suite } of part.recipients) {
        const privateKey = this.privateKeys.get(keyId);
        if (!privateKey) continue;
        const opened = await openPart(part, context, { role, keyId, suite, privateKey }).catch(() => undefined);
        if (opened) Object.assign(values, opened);
      }
    }
    return values;
  }
}

/** One device of the consumer, holding a handle. */
export class Device {
  readonly harness: Harness;
  readonly handle: string;
  claim = toBase64url(random(32));
  openKey = '';
  opened: Opened | undefined;
  key: CryptoKey | undefined;

  constructor(harness: Harness, handle: string) {
    this.harness = harness;
    this.handle = handle;
  }

  post<Body = unknown>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answered<Body>> {
    return call<Body>(this.harness, 'POST', path, { body, headers });
  }

  received() {
    return this.post<{ status: string }>('/v1/invitations/received', { handle: this.handle });
  }

  decline() {
    return this.post<{ status: string }>('/v1/invitations/decline', { handle: this.handle });
  }

  tryBegin(): Promise<Answered<BeginResponse>> {
    return this.post('/v1/invitations/begin', { handle: this.handle });
  }

  tryOpen(openKey = this.openKey): Promise<Answered<Opened>> {
    return this.post('/v1/forms/open', { openKey, claim: this.claim });
  }

  /** Begin and open: what a tap does. */
  async open(): Promise<Opened> {
    this.openKey = ok(await this.tryBegin()).openKey;
    return this.take(ok(await this.tryOpen()));
  }

  async take(opened: Opened): Promise<Opened> {
    this.opened = opened;
    if (opened.deviceKey !== undefined) this.key = await importProofKey(fromBase64url(opened.deviceKey));
    return opened;
  }

  async proven<Body>(path: string, body: unknown, atMs?: number): Promise<Answered<Body>> {
    if (!this.key) throw new Error('the device has not opened the form');
    const request = { subject: 'device', method: 'POST', path, body, ...(atMs !== undefined && { atMs }) };
    return this.post<Body>(path, body, { 'Tellsafe-Proof': await proofFor(this.harness, this.key, request) });
  }

  tryResume(): Promise<Answered<Opened>> {
    return this.proven('/v1/forms/resume', { handle: this.handle });
  }

  /** @param extensionsLeft as many as the device knows of */
  tryExtend(extensionsLeft?: number): Promise<Answered<ExtendResponse>> {
    const known = extensionsLeft === undefined ? {} : { extensionsLeft };
    return this.proven('/v1/forms/extend', { handle: this.handle, ...known });
  }

  async seal(values: Readonly<Record<string, string>>) {
    if (!this.opened) throw new Error('the device has not opened the form');
    const { definition, context, recipients } = this.opened;
    return sealAnswers(definition, values, context, recipients as readonly RecipientKey[], random);
  }

  async trySubmit(values: Readonly<Record<string, string>>, submitKey = this.opened?.submitKey ?? '') {
    return this.proven<{ status: string }>('/v1/forms/submit', { submitKey, sealed: await this.seal(values) });
  }
}

/** The same agent, talking to another kit on the same stores. */
export function agentThrough(harness: Harness, agent: Agent): Agent {
  const there = new Agent(harness, agent.session, agent.key);
  for (const [id, privateKey] of agent.privateKeys) there.privateKeys.set(id, privateKey);
  return there;
}

/** The same device, talking to another kit on the same stores. */
export function deviceThrough(harness: Harness, device: Device): Device {
  const { claim, openKey, opened, key } = device;
  return Object.assign(new Device(harness, device.handle), { claim, openKey, opened, key });
}

/** A conversation with its agent and a sent form, ready for the consumer. */
export async function sentForm(harness: Harness, formId = 'card', agentName = 'ada') {
  const agent = await Agent.signIn(harness, agentName);
  const started = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
  const { conversationId, consumerKey } = started;
  await agent.assign(conversationId);
  const invitation = await agent.send(conversationId, formId);
  const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
  const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
  return { agent, conversationId, consumerKey, invitation, place, device };
}

/** The same, submitted. */
export async function submittedForm(harness: Harness, formId: 'card' | 'address' | 'code' = 'card') {
  const sent = await sentForm(harness, formId);
  await sent.device.open();

  ok(await sent.device.trySubmit(answers[formId]));
  const { submissionId = '' } = await sent.agent.invitation(sent.conversationId, sent.invitation.id);
  return { ...sent, submissionId };
}
