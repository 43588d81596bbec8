// A push service for tests: a real HTTP server that checks who sends (RFC 8292) and opens what was sent with the browser's keys
// (RFC 8291). Its https addresses lead to this machine by the `fetch` that the kit is given.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBase64url, fromUtf8, utf8 } from '@tellsafe/core/encoding';
import type { Fetch } from '../../src/services/kit.ts';
import { type BrowserKeys, createBrowserKeys, openPush } from './browser.ts';

export const PUSH_HOST = 'updates.push.services.mozilla.com';

/** What the service took. */
export interface Taken {
  readonly browser: TestBrowser;
  readonly headers: IncomingMessage['headers'];
  readonly bodyLength: number;
  /** The opened message. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** A browser with a subscription. */
export interface TestBrowser extends BrowserKeys {
  readonly endpoint: string;
}

/** An answer instead of 201; `hang` says nothing at all. */
export interface PlannedAnswer {
  readonly status: number | 'hang';
  readonly headers?: Readonly<Record<string, string>>;
}

export class PushService {
  readonly taken: Taken[] = [];
  /** What was wrong with requests, were there any. */
  readonly complaints: string[] = [];
  /** Every address that was asked for. */
  readonly asked: string[] = [];
  readonly #vapidPublicKey: string;
  readonly #server: Server;
  readonly #browsers = new Map<string, TestBrowser>();
  readonly #planned = new Map<string, PlannedAnswer[]>();

  private constructor(vapidPublicKey: string) {
    this.#vapidPublicKey = vapidPublicKey;
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch((error: unknown) => {
        this.complaints.push(String(error));
        response.writeHead(400).end();
      });
    });
  }

  /** @param vapidPublicKey the key that browsers subscribed with */
  static async start(vapidPublicKey: string): Promise<PushService> {
    const service = new PushService(vapidPublicKey);
    service.#server.listen(0, '127.0.0.1');
    await once(service.#server, 'listening');
    return service;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** What the kit sends with. */
  readonly fetch: Fetch = (url, init) => {
    this.asked.push(url);
    const { host, pathname, search } = new URL(url);
    const { port } = this.#server.address() as AddressInfo;
    const headers = new Headers(init.headers);
    headers.set('x-host', host);
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { ...init, headers });
  };

  async browser(host = PUSH_HOST): Promise<TestBrowser> {
    const keys = await createBrowserKeys();
    const path = `/wpush/v2/canary-endpoint-${this.#browsers.size}`;
    const browser = { ...keys, endpoint: `https://${host}${path}` };
    this.#browsers.set(path, browser);
    return browser;
  }

  /** Plans the next answers to a browser's messages; 201 when none is left. */
  plan({ endpoint }: TestBrowser, ...answers: readonly PlannedAnswer[]): void {
    const path = new URL(endpoint).pathname;
    this.#planned.set(path, [...(this.#planned.get(path) ?? []), ...answers]);
  }

  messagesOf({ endpoint }: TestBrowser): readonly Taken['message'][] {
    return this.taken.filter(({ browser }) => browser.endpoint === endpoint).map(({ message }) => message);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const planned = this.#planned.get(path)?.shift();
    if (planned?.status === 'hang') return;
    if (planned) {
      response.writeHead(planned.status, planned.headers).end('what a push service says is not read');
      return;
    }
    const browser = this.#browsers.get(path);
    if (!browser) throw new Error(`nobody subscribed at ${path}`);
    const { headers, method } = request;
    if (method !== 'POST' || headers['content-encoding'] !== 'aes128gcm') throw new Error('not a message');
    if (!/^\d+$/.test(String(headers.ttl))) throw new Error('no TTL');
    await this.#checkSender(String(headers.authorization), `https://${headers['x-host']}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = new Uint8Array(Buffer.concat(chunks));
    if (body.length > 4_096) throw new Error('more than a push service must take');
    this.taken.push({ browser, headers, bodyLength: body.length, message: JSON.parse(await openPush(browser, body)) });
    response.writeHead(201, { location: 'https://push.example/message/1' }).end();
  }

  async #checkSender(authorization: string, audience: string): Promise<void> {
    const [, header = '', claims = '', signature = '', key] =
      /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
    if (key !== this.#vapidPublicKey) throw new Error('another sender than subscribed with');
    const { alg } = JSON.parse(fromUtf8(fromBase64url(header)));
    const { aud, exp, sub } = JSON.parse(fromUtf8(fromBase64url(claims)));
    const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
    const verifier = await crypto.subtle.importKey('raw', fromBase64url(key).slice(), ecdsa, false, ['verify']);
    const signed = { name: 'ECDSA', hash: 'SHA-256' };
    const text = utf8(`${header}.${claims}`);
    const genuine = await crypto.subtle.verify(signed, verifier, fromBase64url(signature).slice(), text);
    const seconds = Date.now() / 1000;
    const inTime = exp > seconds && exp <= seconds + 86_400;
    if (alg !== 'ES256' || !genuine || aud !== audience || !inTime || !/^(mailto|https):/.test(sub)) {
      throw new Error(`the sender did not prove itself: ${JSON.stringify({ alg, genuine, aud, inTime, sub })}`);
    }
  }
}
