// What counts as one address: an IPv4 address, or the /64 that one subscriber of IPv6 has (RFC 6177).
import ipaddr from 'ipaddr.js';

/** The group of an address as text; undefined when it is none. */
export function addressGroup(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  if (address.kind() === 'ipv4') return address.toString();
  return address.toByteArray().slice(0, 8).join('.');
}
