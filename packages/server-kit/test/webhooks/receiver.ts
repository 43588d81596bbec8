// A system of the brand for tests: a real HTTP server that believes what the library of Standard Webhooks verifies, and nothing else.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A message that was verified. */
export interface Received {
  readonly path: string;
  readonly id: string;
  readonly type: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** An answer instead of 204: `hang` says nothing at all, `endless` never stops saying something. */
export interface PlannedAnswer {
  readonly status: number | 'hang' | 'endless';
  readonly headers?: Readonly<Record<string, string>>;
}

export class Receiver {
  readonly taken: Received[] = [];
  /** Every request as it came, also those that were answered as planned. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers'] }[] = [];
  /** Messages that were not verified, by the library's reason. */
  readonly refused: string[] = [];
  /** What each path verifies with. */
  readonly secrets = new Map<string, string>();
  readonly #planned = new Map<string, PlannedAnswer[]>();
  readonly #beforeVerify: () => void;
  readonly #server: Server;

  private constructor(beforeVerify: () => void) {
    this.#beforeVerify = beforeVerify;
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  /** @param beforeVerify sets the time by which messages are too old */
  static async start(beforeVerify: () => void = () => {}, host = '127.0.0.1'): Promise<Receiver> {
    const receiver = new Receiver(beforeVerify);
    receiver.#server.listen(0, host);
    await once(receiver.#server, 'listening');
    return receiver;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  urlOf(path: string, host = '127.0.0.1'): string {
    return `http://${host}:${this.port}${path}`;
  }

  /** Plans the next answers at a path. */
  plan(path: string, ...answers: readonly PlannedAnswer[]): void {
    this.#planned.set(path, [...(this.#planned.get(path) ?? []), ...answers]);
  }

  typesAt(path: string): string[] {
    return this.taken.filter((each) => each.path === path).map(({ type }) => type);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, url: path = '', method } = request;
    this.asked.push({ path, headers });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const planned = this.#planned.get(path)?.shift();
    if (planned?.status === 'hang') return;
    if (planned?.status === 'endless') return talk(response);
    if (planned) {
      response.writeHead(planned.status, planned.headers).end('what a receiver says is not read');
      return;
    }
    const text = Buffer.concat(chunks).toString('utf8');
    try {
      if (method !== 'POST' || headers['content-type'] !== 'application/json') throw new Error('not a message');
      this.#beforeVerify();
      const verifier = new Webhook(this.secrets.get(path) ?? '');
      const body = verifier.verify(text, headers as Record<string, string>) as Received['body'];
      this.taken.push({ path, id: String(headers['webhook-id']), type: body.type, headers, text, body });
      response.writeHead(204).end();
    } catch (error) {
      this.refused.push(error instanceof Error ? error.message : String(error));
      response.writeHead(401).end();
    }
  }
}

function talk(response: ServerResponse): void {
  response.writeHead(200);
  const say = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', say);
  say();
}
