// One form from sending to reading: six requests and three one-time keys, one after the other on one connection.
import { randomBytes, randomUUID } from 'node:crypto';
import { BASE, FORM_ID } from '../servers/form.ts';
import { CONVERSATION_HEADER, type Lane, TOLD_HEADER } from '../servers/lane.ts';
import type { Answer, Connection } from './connection.ts';
import { proofOf } from './proof.ts';
import type { Prepared } from './sealed.ts';

/** How long each submit took, in ms. */
export type Submits = number[];

interface Step {
  readonly body: string;
  readonly proof?: string;
  /** Asks for what the server tells beside its answer. */
  readonly conversationId?: string;
}

const toldPattern = new RegExp(`\\r\\n${TOLD_HEADER}: *(\\S+)`, 'i');

/** Sends forms of one agent session. */
export class LifecycleClient {
  readonly #connection: Connection;
  readonly #lane: Lane;
  readonly #sessionKey: Buffer;
  readonly #prepared: Prepared;
  #count = 0;

  constructor(connection: Connection, lane: Lane, prepared: Prepared) {
    this.#connection = connection;
    this.#lane = lane;
    this.#sessionKey = Buffer.from(lane.sessionKey, 'base64url');
    this.#prepared = prepared;
  }

  /**
   * Runs one form through.
   *
   * @param submits takes the time of the submit
   * @throws Error when an answer is not the one that belongs there
   */
  async run(submits: Submits): Promise<void> {
    const { conversationIds } = this.#lane;
    const conversationId = conversationIds[this.#count % conversationIds.length] ?? '';
    this.#count += 1;
    const handle = await this.#send(conversationId);
    const { openKey } = await this.#post<{ openKey: string }>('/v1/invitations/begin', {
      body: `{"handle":"${handle}"}`,
    });
    const claim = randomBytes(32).toString('base64url');
    const opened = await this.#post<{ submitKey: string; deviceKey: string }>('/v1/forms/open', {
      body: `{"openKey":"${openKey}","claim":"${claim}"}`,
    });
    const startedAt = performance.now();
    const submissionId = await this.#submit(conversationId, opened);
    submits.push(performance.now() - startedAt);
    const { readKey } = await this.#agentPost<{ readKey: string }>(
      `/v1/agent/submissions/${submissionId}/read-key`,
      '{}',
    );
    const body = `{"submissionId":"${submissionId}","readKey":"${readKey}"}`;
    const read = await this.#agentPost<Read>('/v1/submissions/read', body);
    if (read.parts.recorded.recipients[0]?.ciphertext !== this.#prepared.ciphertext) {
      throw new Error('other answers came back than were sent');
    }
  }

  async #send(conversationId: string): Promise<string> {
    const { recipientPublicKey } = this.#prepared;
    const path = '/v1/agent/invitations';
    const body = `{"requestId":"${randomUUID()}","conversationId":"${conversationId}","formId":"${FORM_ID}","suite":"x25519","recipientPublicKey":"${recipientPublicKey}"}`;
    const proof = proofOf(this.#sessionKey, this.#lane.sessionId, path, body);
    return told(await this.#request(path, { body, proof, conversationId }));
  }

  async #submit(conversationId: string, { submitKey, deviceKey }: { submitKey: string; deviceKey: string }) {
    const path = '/v1/forms/submit';
    const body = `{"submitKey":"${submitKey}","sealed":${this.#prepared.sealed}}`;
    const proof = proofOf(Buffer.from(deviceKey, 'base64url'), 'device', path, body);
    return told(await this.#request(path, { body, proof, conversationId }));
  }

  #agentPost<Body>(path: string, body: string): Promise<Body> {
    return this.#post(path, { body, proof: proofOf(this.#sessionKey, this.#lane.sessionId, path, body) });
  }

  async #post<Body>(path: string, step: Step): Promise<Body> {
    return JSON.parse((await this.#request(path, step)).body) as Body;
  }

  async #request(path: string, { body, proof, conversationId }: Step): Promise<Answer> {
    const answer = await this.#connection.request(
      `POST ${BASE}${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
        (proof === undefined ? '' : `Tellsafe-Proof: ${proof}\r\n`) +
        (conversationId === undefined ? '' : `${CONVERSATION_HEADER}: ${conversationId}\r\n`) +
        `\r\n${body}`,
    );
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.body}`);
    return answer;
  }
}

interface Read {
  readonly parts: { readonly recorded: { readonly recipients: readonly { readonly ciphertext: string }[] } };
}

function told({ head }: Answer): string {
  const text = toldPattern.exec(head)?.[1];
  if (text === undefined) throw new Error('the server told nothing');
  return text;
}
