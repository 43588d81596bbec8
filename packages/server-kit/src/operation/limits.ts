// How much a process takes on, and how often one and the same may ask: settings and their check (SF-OPS-04).
import { TellsafeError } from '@tellsafe/core';
import { invalidSetting, membersOf } from '../invalid-setting.ts';

/** Limits of a process. */
export interface LimitOptions {
  /** Requests under way at the same time, 10 to 100000, default 1000. More are answered 503 with `Retry-After`, unread. */
  readonly requestsAtOnce?: number;
  /** How long one call of a store may take, 1000 to 120000 ms, default 30000. A later answer counts as none: the request is answered 503. */
  readonly storeTimeoutMs?: number;
  /** How long one call of the key provider may take, 1000 to 120000 ms, default 30000. A later answer counts as none: the request is answered 503. */
  readonly keyTimeoutMs?: number;
  /**
   * The address that a request came from, for the limit per address; without it there is none. Nothing that a request says of itself is
   * believed by default: behind a proxy take what this proxy sets, and nothing else may reach the process.
   *
   * @example
   * ```ts
   * // Behind one proxy that appends to the header, so that its own word is the last.
   * clientAddress: ({ headers }) => headers.get('x-forwarded-for')?.split(',').at(-1)?.trim()
   * // Without a proxy, with nodeListener().
   * clientAddress: ({ peerAddress }) => peerAddress
   * ```
   */
  readonly clientAddress?: (request: ClientRequest) => string | undefined;
  /** Requests of one address in a minute that nobody has signed in, 10 to 1000000, default 600. An IPv6 address counts as its /64. */
  readonly perAddressPerMin?: number;
  /** Requests in a minute with the same handle or one-time key, 10 to 1000000, default 1000. */
  readonly perInvitationPerMin?: number;
  /** Requests in a minute of the agents of one account, and beginnings of conversations from its pages, 60 to 10000000, default 1000000. */
  readonly perAccountPerMin?: number;
  /** Refused attempts of an account in a minute of which the audit is told, 60 to 10000000, default 10000. The log tells how many came on top. */
  readonly refusalsPerMin?: number;
}

/** What of a request tells its address. */
export interface ClientRequest {
  readonly headers: { get(name: string): string | null };
  /** The other end of the connection, where the runtime tells: a client, or the proxy before this process. */
  readonly peerAddress?: string;
}

/** Checked limits. */
export type Limits = Required<Omit<LimitOptions, 'clientAddress'>> & Pick<LimitOptions, 'clientAddress'>;

type NumberName = keyof Omit<LimitOptions, 'clientAddress'>;

/** A number with its default and what it may be. */
export interface Range {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

const ranges = {
  requestsAtOnce: { fallback: 1_000, min: 10, max: 100_000 },
  storeTimeoutMs: { fallback: 30_000, min: 1_000, max: 120_000 },
  keyTimeoutMs: { fallback: 30_000, min: 1_000, max: 120_000 },
  perAddressPerMin: { fallback: 600, min: 10, max: 1_000_000 },
  perInvitationPerMin: { fallback: 1_000, min: 10, max: 1_000_000 },
  perAccountPerMin: { fallback: 1_000_000, min: 60, max: 10_000_000 },
  refusalsPerMin: { fallback: 10_000, min: 60, max: 10_000_000 },
} as const satisfies Readonly<Record<NumberName, Range>>;

const numberNames = Object.keys(ranges) as NumberName[];

/**
 * Checks the limits.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` naming key, value and range
 */
export function parseLimits(options: LimitOptions = {}): Limits {
  const { clientAddress } = membersOf('limits', options, [...numberNames, 'clientAddress']);
  if (clientAddress !== undefined && typeof clientAddress !== 'function') {
    throw invalidSetting('limits.clientAddress', 'must be a function', clientAddress);
  }
  const numbers = parseNumbers('limits', ranges, options);
  return { ...numbers, ...(clientAddress && { clientAddress }) };
}

/**
 * Checks numbers, and fills in those that are missing.
 *
 * @param path where they stand in the options
 * @throws TellsafeError `setting_invalid` naming key, value and range
 */
export function parseNumbers<Name extends string>(
  path: string,
  ranges: Readonly<Record<Name, Range>>,
  options: object,
): Readonly<Record<Name, number>> {
  const parsed = (Object.keys(ranges) as Name[]).map((key) => {
    const { fallback, min, max } = ranges[key];
    const value = (options as Readonly<Partial<Record<Name, unknown>>>)[key] ?? fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return [key, value];
    const shown = typeof value === 'number' ? value : typeof value;
    throw new TellsafeError('setting_invalid', { key: `${path}.${key}`, value: shown, min, max });
  });
  return Object.fromEntries(parsed);
}
