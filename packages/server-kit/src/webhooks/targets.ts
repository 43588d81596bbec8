// Where webhooks may go. An address is judged twice: what the setting says, at start, and every address that a name stands for,
// when it is connected to, because a name can come to mean a machine inside the network (OWASP SSRF, CWE-918, DNS rebinding).
import ipaddr from 'ipaddr.js';

/** Longest address of an endpoint, in characters. */
export const MAX_URL_LENGTH = 2_048;

/** Lowest port other than that of https: the ones below belong to services that speak no HTTP. */
const MIN_PORT = 1_024;

/** What an operator opens beyond public addresses. */
export interface TargetOptions {
  /** Ranges of addresses (CIDR). */
  readonly allow: readonly string[];
  /** This machine, and `http` to it. */
  readonly httpOnLoopback: boolean;
}

/** Judges where webhooks may go. */
export interface Targets {
  /** Whether an IP address, in its usual spelling, may be connected to. */
  mayConnect(address: string): boolean;
  /** What is wrong with the address of an endpoint, as a hint for the operator; `undefined` when nothing is. */
  issueOf(url: string): string | undefined;
}

/** IPv6 addresses that are given to anybody lie here (RFC 4291 §2.4); what is elsewhere reaches no public server. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');
/**
 * Machines inside although their addresses look public: the host of Azure's virtual machines.
 * @see https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const inside = [ipaddr.parseCIDR('168.63.129.16/32')];
const loopback = ['127.0.0.0/8', '::1/128'];

/** Whether a text is a range of addresses such as `10.2.0.0/16`. */
export function isAddressRange(text: unknown): text is string {
  return typeof text === 'string' && ipaddr.isValidCIDR(text);
}

/** Makes the judge. @param options checked ranges */
export function createTargets({ allow, httpOnLoopback }: TargetOptions): Targets {
  const open = [...allow, ...(httpOnLoopback ? loopback : [])].map((range) => ipaddr.parseCIDR(range));
  const mayConnect = (text: string): boolean => {
    if (!ipaddr.isValid(text)) return false;
    // An IPv4 address inside an IPv6 one is the IPv4 address.
    const address = ipaddr.process(text);
    return isPublic(address) || open.some((range) => isIn(address, range));
  };
  return { mayConnect, issueOf: (url) => issueOf(url, mayConnect, httpOnLoopback) };
}

type Address = ReturnType<typeof ipaddr.parse>;
type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

/** `unicast` is what is left beside private, loopback, link-local (metadata services), shared, multicast and reserved ranges. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || inside.some((range) => isIn(address, range))) return false;
  return address.kind() === 'ipv4' || isIn(address, globalUnicast);
}

function isIn(address: Address, [base, bits]: AddressRange): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function issueOf(text: string, mayConnect: Targets['mayConnect'], httpOnLoopback: boolean): string | undefined {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text))
    return 'must be an https address such as https://crm.example/tellsafe';
  const { protocol, hostname, port, username, password, hash } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isHere =
    /(?:^|\.)localhost$/.test(host) || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere && httpOnLoopback)) {
    return 'must be https (http only on this machine, with webhooks.httpOnLoopback)';
  }
  if (username !== '' || password !== '') return 'must not hold a user or password';
  if (hash !== '') return 'must not have a fragment';
  if (port !== '' && Number(port) < MIN_PORT) return `must have no port, or one from ${MIN_PORT} to 65535`;
  if (isHere && !httpOnLoopback) return 'must not be this machine (but for webhooks.httpOnLoopback)';
  if (ipaddr.isValid(host) && !mayConnect(host))
    return 'must not be an address inside a network (but for webhooks.allow)';
  return undefined;
}
