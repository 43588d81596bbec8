// Sends webhooks on Node: every address that a name stands for is judged in the very look-up that the connection uses, so that a name
// cannot mean one machine when it is judged and another when it is connected to (DNS rebinding).
import { type LookupAddress, lookup as lookUp } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { GuardedFetch } from '../channels/gateway/file-settings.ts';

/** Rejects a request that would go where it must not. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'address_refused';

  constructor() {
    super('The address of this host must not be connected to.');
  }
}

/**
 * Sends one request, without following redirects, over a connection of its own. Proxies of the environment are not used.
 *
 * **Security:** refuses a host that is, or stands for, any address that `mayConnect` refuses.
 *
 * @example
 * ```ts
 * createTellsafe({ …, webhooks: { fetch: guardedFetch }, files: { fetch: guardedFetch } });
 * ```
 */
export const guardedFetch: GuardedFetch = (url, { method = 'GET', headers, body, signal }, mayConnect) =>
  new Promise((resolve, reject) => {
    const { protocol, hostname } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    // An address is connected to without a look-up.
    if (isIP(host) !== 0 && !mayConnect(host)) return reject(new AddressRefused());
    const send = protocol === 'http:' ? requestHttp : requestHttps;
    const request: ClientRequest = send(url, {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      agent: false,
      lookup: guardedLookup(mayConnect),
      ...(signal && { signal }),
    });
    request.once('error', reject);
    request.once('response', (incoming) => {
      try {
        resolve(responseOf(incoming));
      } catch (error) {
        incoming.destroy();
        reject(error);
      }
    });
    request.end(body);
  });

function guardedLookup(mayConnect: (address: string) => boolean): LookupFunction {
  return (host, options, done) => {
    lookUp(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? [];
      if (error || !first) return done(error ?? new AddressRefused(), []);
      if (!found.every(({ address }) => mayConnect(address))) return done(new AddressRefused(), []);
      if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };
}

/** Statuses whose answers have no body. @see https://fetch.spec.whatwg.org/#null-body-status */
const bodiless = [204, 205, 304];

function responseOf(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, headers } = incoming;
  const pairs = Object.entries(headers).flatMap(([name, value = []]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
  if (bodiless.includes(status)) {
    incoming.resume();
    return new Response(null, { status, headers: pairs });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream, { status, headers: pairs });
}
