// The way to files that consumers send by channels. **Security:** their addresses come from outside, so each address is judged before it is
// asked, at every hop, and each machine when it is connected to: by the judge that webhooks have (SSRF, CWE-918).
import { invalidSetting, membersOf } from '../../invalid-setting.ts';
import type { Fetch } from '../../services/kit.ts';
import { parseWay } from '../../webhooks/settings.ts';

/** A request that may have a body of text. */
export interface GuardedRequest extends RequestInit {
  readonly body?: string;
}

/**
 * Sends one request without following redirects. Must reject with an error whose `code` is `address_refused`, without having connected,
 * when it would connect to an address of which `mayConnect` says no.
 */
export type GuardedFetch = (
  url: string,
  init: GuardedRequest,
  mayConnect: (address: string) => boolean,
) => Promise<Response>;

/** How files are fetched. */
export interface FileFetchingOptions {
  /**
   * On Node `guardedFetch` of `@tellsafe/server-kit/node`. Elsewhere `(url, init) => fetch(url, init)`, if the platform itself keeps
   * requests out of private networks, as Workers do.
   */
  readonly fetch: GuardedFetch;
  /** Ranges of addresses (CIDR) that may be asked besides public ones. */
  readonly allow?: readonly string[];
  /** Lets files be fetched from this machine, also by `http`. For development. */
  readonly httpOnLoopback?: boolean;
}

/** The checked way. */
export interface FileFetching {
  readonly fetch: Fetch;
  /** How many files are fetched at this moment. */
  readonly load: { under: number };
}

/** An address that must not be asked. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'address_refused';
}

/**
 * Checks how files are fetched.
 *
 * @throws TellsafeError `option_invalid`
 */
export function parseFileFetching(input: FileFetchingOptions | undefined): FileFetching | undefined {
  if (input === undefined) return undefined;
  if (typeof input !== 'object' || input === null) throw invalidSetting('files', 'must be an object with fetch');
  const { fetch, targets } = parseWay(
    'files',
    membersOf('files', input, ['fetch', 'allow', 'httpOnLoopback'] as const),
  );
  return {
    load: { under: 0 },
    fetch: async (url, init) => {
      if (targets.issueOf(url) !== undefined) throw new AddressRefused();
      return fetch(url, init as GuardedRequest, targets.mayConnect);
    },
  };
}
