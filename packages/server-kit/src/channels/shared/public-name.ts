// Which addresses in messages may be followed at all: those that name a host of the public network. **Security:** a message can name any
// address, and one inside the network would be asked by us (SSRF, CWE-918). To which machine a name leads, only who connects can tell:
// that is for `ChannelIo.fetch`.

/** Names with two labels at least, the last of which begins with a letter, so that no IP address is one (RFC 1123 §2.1). */
const domain = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
/** Names that are given inside a network (RFC 6761, RFC 6762, RFC 8375, and what ICANN keeps for private use). */
const inside = /(?:^|\.)(?:localhost|local|internal|intranet|lan|corp|home|home\.arpa|private)$/;

/** Whether an address is https without a port, user or password, of a host with a public name. */
export function isPublicName({ protocol, hostname, port, username, password }: URL): boolean {
  const host = hostname.replace(/\.$/, '');
  return protocol === 'https:' && port + username + password === '' && domain.test(host) && !inside.test(host);
}
