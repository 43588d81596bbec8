// What counts as one address: an IPv4 address, or the /64 that one subscriber of IPv6 has (RFC 6177); and where a request comes from, as the
// host says.
import ipaddr from 'ipaddr.js';
import type { IncomingRequest } from '../../http/exchange.ts';
import { type Log, logFailure } from '../../log.ts';
import type { LimitOptions } from '../../operation/limits.ts';

/** The group of an address as text; undefined when it is none. */
export function addressGroup(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  if (address.kind() === 'ipv4') return address.toString();
  return address.toByteArray().slice(0, 8).join('.');
}

/** Tells the address of requests. What cannot be told shuts nobody out. */
export class ClientAddresses {
  readonly #clientAddress: NonNullable<LimitOptions['clientAddress']>;
  readonly #log: Log;
  #unknownSaid = false;

  /** @param clientAddress the host's word */
  constructor(clientAddress: NonNullable<LimitOptions['clientAddress']>, log: Log) {
    this.#clientAddress = clientAddress;
    this.#log = log;
  }

  /** What the address of a request counts as; undefined when nobody knows. */
  of({ headers, peerAddress }: Pick<IncomingRequest, 'headers' | 'peerAddress'>): string | undefined {
    try {
      const given = this.#clientAddress({ headers, ...(peerAddress !== undefined && { peerAddress }) });
      const address = given === undefined ? undefined : addressGroup(given);
      if (address === undefined) this.#sayUnknown();
      return address;
    } catch (error) {
      if (!this.#unknownSaid) logFailure(this.#log, 'clientAddress', error);
      this.#unknownSaid = true;
      return undefined;
    }
  }

  /** Once: every request of a wrong setting would say the same. */
  #sayUnknown(): void {
    if (this.#unknownSaid) return;
    this.#unknownSaid = true;
    const message = 'limits.clientAddress gave no address: requests without one have no limit per address.';
    this.#log({ level: 'warn', message, where: 'clientAddress' });
  }
}
