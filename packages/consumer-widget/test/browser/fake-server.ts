// The kit in `fetch`: a small server that follows the protocol as far as the consumer's side can meet it.
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { FormDefinition } from '@tellsafe/core/form';

/** The form that it has. */
export const definition: FormDefinition = {
  id: 'card',
  name: 'Payment card',
  description: '',
  questions: [
    {
      id: 'card',
      label: 'Card number',
      type: 'numeric',
      format: 'card',
      required: true,
      masked: false,
      offTheRecord: false,
      maxLength: 19,
      characters: 'safe',
    },
    {
      id: 'cvv',
      label: 'Security code',
      type: 'cvv',
      required: true,
      masked: true,
      offTheRecord: true,
      maxLength: 4,
      characters: 'safe',
    },
  ],
};
/** Right answers to it. */
export const answers = { card: '4111111111111111', cvv: '123' };
/** The agent's key for it. */
export const keys = await generateRecipientKeyPair('x25519');
export const keyId = await recipientKeyId('x25519', keys.publicKey);

/** A request that arrived. */
export interface Sent {
  readonly path: string;
  readonly body: string;
  readonly proof: string | null;
}

/** The rules of the protocol that this side can meet: one device, one submit, statuses. */
export class FakeServer {
  readonly sent: Sent[] = [];
  status = 'received';
  reopen: 'same-device' | 'never' = 'same-device';
  submitKey = 'key-1';
  secondsLeft = 1_700;
  extensionsLeft = 0;
  /** Paths whose next answers are lost after the server acted. */
  readonly lose: string[] = [];
  readonly stale: string[] = [];
  #streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  #spent = '';
  #number = 1;

  readonly conversationId: string;
  readonly invitationId: string;

  constructor(conversationId: string, invitationId: string) {
    this.conversationId = conversationId;
    this.invitationId = invitationId;
  }

  tell(status: string): void {
    this.status = status;
    for (const stream of this.#streams) stream.enqueue(this.#event());
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = url.replace('/t', '');
    const body = await new Response(init.body).text();
    const proof = new Headers(init.headers).get('tellsafe-proof');
    this.sent.push({ path, body, proof });
    const answer = this.#answer(path, body, proof);
    const lost = this.lose.indexOf(path);
    if (lost < 0) return answer;
    this.lose.splice(lost, 1);
    throw new TypeError('lost');
  };

  #event(): Uint8Array<ArrayBuffer> {
    const data = {
      status: this.status,
      form: { name: definition.name, description: '' },
      secondsLeft: this.secondsLeft,
      agentName: 'Noor',
    };
    return new TextEncoder().encode(`id: 1\nevent: status\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #answer(path: string, body: string, proof: string | null): Response {
    const refuse = (code: string) => Response.json({ code }, { status: 403 });
    const stale = this.stale.indexOf(path);
    if (stale >= 0) {
      this.stale.splice(stale, 1);
      return refuse('proof_stale');
    }
    if (path.endsWith('/watch')) {
      return new Response(
        new ReadableStream({
          start: (stream) => {
            this.#streams.push(stream);
            stream.enqueue(this.#event());
          },
        }),
      );
    }
    if (path.endsWith('/begin'))
      return this.status === 'received'
        ? Response.json({ openKey: 'open', secondsLeft: 300 })
        : refuse('invitation_unavailable');
    if (path.endsWith('/open')) {
      this.status = 'viewed';
      return Response.json({ ...this.#opened(), deviceKey: toBase64url(new Uint8Array(32).fill(5)) });
    }
    if (path.endsWith('/resume')) {
      if (!proof || this.status !== 'viewed' || this.reopen === 'never') return refuse('otk_invalid');
      this.#number += 1;
      this.submitKey = `key-${this.#number}`;
      return Response.json(this.#opened());
    }
    if (path.endsWith('/extend')) {
      // A device that knows more than are left missed an answer.
      if (JSON.parse(body).extensionsLeft <= this.extensionsLeft) this.extensionsLeft -= 1;
      const { submitKey, secondsLeft, extensionsLeft } = this;
      return Response.json({ submitKey, secondsLeft, extensionsLeft });
    }
    if (path.endsWith('/decline')) return Response.json({ status: 'declined' });
    if (path.endsWith('/submit')) {
      if (!proof || (this.#spent ? this.#spent !== body : JSON.parse(body).submitKey !== this.submitKey))
        return refuse('otk_invalid');
      this.#spent = body;
      this.status = 'submitted';
      return Response.json({ status: 'submitted' });
    }
    return refuse('route_unknown');
  }

  #opened() {
    const { conversationId, invitationId, submitKey, reopen, secondsLeft } = this;
    const context = {
      accountId: 'acme',
      conversationId,
      invitationId,
      definitionHash: toBase64url(new Uint8Array(32)),
    };
    const recipients = [{ role: 'agent', suite: 'x25519', keyId, publicKey: toBase64url(keys.publicKey) }];
    return {
      context,
      definition,
      recipients,
      submitKey,
      reopen,
      secondsLeft,
      extensionsLeft: this.extensionsLeft,
      extensionSeconds: 0,
      agentName: 'Noor',
    };
  }
}
