// An agent: signs in, sends forms, reads what comes back.
import { createUuid } from '@tellsafe/core';
import { openPart } from '@tellsafe/core/answers';
import { createProof, importProofKey, webRandom } from '@tellsafe/core/crypto';
import { generateRecipientKeyPair, type RecipientPrivateKey } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { InvitationView, ReadResponse, SessionStartResponse } from '@tellsafe/core/wire';
import { type Answered, type Asking, ask, BASE, get } from './asking.ts';

/** One agent session. */
export class Agent {
  readonly #asking: Asking;
  readonly #session: SessionStartResponse;
  readonly #key: CryptoKey;

  private constructor(asking: Asking, session: SessionStartResponse, key: CryptoKey) {
    this.#asking = asking;
    this.#session = session;
    this.#key = key;
  }

  static async signIn(asking: Asking, name: string): Promise<Agent> {
    const headers = () => ({ authorization: `Agent ${name} ${asking.agentToken}` });
    const url = `${asking.deskOrigin}${BASE}/v1/agent/sessions`;
    const session = await get<SessionStartResponse>(asking, url, { body: {}, headers });
    return new Agent(asking, session, await importProofKey(fromBase64url(session.sessionKey)));
  }

  /** The header that proves who asks. */
  async proof(method: string, path: string, body?: unknown): Promise<Record<string, string>> {
    const bytes = body === undefined ? new Uint8Array() : utf8(JSON.stringify(body));
    const request = { subject: this.#session.sessionId, method, path, body: bytes };
    return { 'Tellsafe-Proof': await createProof(this.#key, request, { atMs: Date.now(), random: webRandom }) };
  }

  post<Body>(path: string, body: unknown): Promise<Body> {
    return get<Body>(this.#asking, this.#url(path), { body, headers: () => this.proof('POST', path, body) });
  }

  /** A form of its own, with the key that alone opens its answers. */
  async send(conversationId: string, formId: string): Promise<{ id: string; privateKey: RecipientPrivateKey }> {
    const { suite } = this.#session;
    const { publicKey, privateKey } = await generateRecipientKeyPair(suite);
    const recipientPublicKey = toBase64url(publicKey);
    const body = { requestId: createUuid(webRandom), conversationId, formId, suite, recipientPublicKey };
    const { invitation } = await this.post<{ invitation: InvitationView }>('/v1/agent/invitations', body);
    return { id: invitation.id, privateKey };
  }

  async invitations(conversationId: string): Promise<readonly InvitationView[]> {
    const path = `/v1/agent/invitations?conversation=${conversationId}`;
    const headers = () => this.proof('GET', path);
    const url = this.#url(path);
    return (await get<{ invitations: InvitationView[] }>(this.#asking, url, { method: 'GET', headers })).invitations;
  }

  async readKey(submissionId: string): Promise<string> {
    return (await this.post<{ readKey: string }>(`/v1/agent/submissions/${submissionId}/read-key`, {})).readKey;
  }

  tryRead(submissionId: string, readKey: string): Promise<Answered> {
    const path = '/v1/submissions/read';
    const body = { submissionId, readKey };
    return ask(this.#asking, this.#url(path), { body, headers: () => this.proof('POST', path, body) });
  }

  /** The agent's address of a path: reading is the vault's. */
  #url(path: string): string {
    const isReading = path.endsWith('/read-key') || path === '/v1/submissions/read';
    return `${isReading ? this.#asking.formOrigin : this.#asking.deskOrigin}${BASE}${path}`;
  }
}

/** The values in what was read. */
export async function valuesOf({ parts, context }: ReadResponse, privateKey: RecipientPrivateKey) {
  const values: Record<string, string> = {};
  for (const part of [parts.recorded, parts.offTheRecord]) {
    for (const { role, keyId, suite } of part?.recipients ?? []) {
      if (part) Object.assign(values, await openPart(part, context, { role, keyId, suite, privateKey }));
    }
  }
  return values;
}
