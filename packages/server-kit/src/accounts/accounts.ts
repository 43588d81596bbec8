// The accounts of a kit: finding one by id, by the tag inside a session id, and asking whether a web origin may call it.
import { TellsafeError, uuidFromBytes } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { hashSync } from '@tellsafe/core/crypto/sync';
import { utf8 } from '@tellsafe/core/encoding';
import type { AccountSettings } from './settings.ts';

/** Bytes of a session id that name its account, so that a proof finds its session without a list of all accounts. */
const TAG_BYTES = 4;

/** The accounts of one kit. */
export interface Accounts {
  readonly all: readonly AccountSettings[];
  find(id: string): AccountSettings | undefined;
  /** @throws TellsafeError `account_unknown` */
  get(id: string): AccountSettings;
  /**
   * An account as the kit's options say, without what was changed since.
   *
   * @throws TellsafeError `account_unknown`
   */
  given(id: string): AccountSettings;
  /** Lets other settings hold for an account from now on; never another id or origin. */
  replace(account: AccountSettings): void;
  /** Accounts whose tag the session id carries: one, or none, or by a rare accident several. */
  ofSession(sessionId: string): readonly AccountSettings[];
  /** A random session id (UUID) that carries the account's tag; 90 random bits, the session key is the secret. */
  createSessionId(accountId: string, random: RandomBytes): string;
  /** Whether any account allows the origin; what a preflight can be asked. */
  anyAllows(origin: string): boolean;
}

/** Whether pages of an origin may call the kit for this account. */
export function allowsOrigin(account: AccountSettings, origin: string): boolean {
  return account.formOrigin === origin || account.allowedOrigins.includes(origin);
}

/** Collects checked accounts. */
export function createAccounts(options: readonly AccountSettings[]): Accounts {
  const given = new Map(options.map((account) => [account.id, account]));
  const current = new Map(given);
  const byTag = new Map<string, string[]>();
  for (const { id } of options) {
    const tag = uuidFromBytes(taggedBytes(id, new Uint8Array(16))).slice(0, TAG_BYTES * 2);
    byTag.set(tag, [...(byTag.get(tag) ?? []), id]);
  }
  const origins = new Set(options.flatMap((account) => [account.formOrigin, ...account.allowedOrigins]));
  const of = (accounts: ReadonlyMap<string, AccountSettings>, id: string) => {
    const account = accounts.get(id);
    if (!account) throw new TellsafeError('account_unknown');
    return account;
  };
  return {
    get all() {
      return [...current.values()];
    },
    find: (id) => current.get(id),
    get: (id) => of(current, id),
    given: (id) => of(given, id),
    replace: (account) => {
      current.set(of(given, account.id).id, account);
    },
    ofSession: (sessionId) => (byTag.get(sessionId.slice(0, TAG_BYTES * 2)) ?? []).map((id) => of(current, id)),
    createSessionId: (accountId, random) => {
      const bytes = taggedBytes(accountId, Uint8Array.from(random(16)));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      return uuidFromBytes(bytes);
    },
    anyAllows: (origin) => origins.has(origin),
  };
}

function taggedBytes(accountId: string, bytes: Uint8Array): Uint8Array {
  bytes.set(hashSync(utf8(accountId)).subarray(0, TAG_BYTES));
  return bytes;
}
