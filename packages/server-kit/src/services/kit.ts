// What every service function works with: the ports, the clock, the accounts and the caches of one kit.
import { type Clock, TellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import type { FormDefinition } from '@tellsafe/core/form';
import type { Accounts } from '../accounts/accounts.ts';
import type { Audit } from '../audit/audit.ts';
import type { AuditChain } from '../audit/seal.ts';
import type { FileFetching } from '../channels/gateway/file-settings.ts';
import type { RouteConversation } from '../channels/gateway/routing.ts';
import type { KeyProvider } from '../keys/types.ts';
import type { Log } from '../log.ts';
import type { Notify } from '../push/notify.ts';
import type { Signal } from '../signals/types.ts';
import type { Store } from '../stores/types.ts';
import type { Telemetry } from '../telemetry/types.ts';
import type { WebhookSending } from '../webhooks/settings.ts';
import { BoundedMap } from './bounded-map.ts';
import { DataKeys } from './data-keys.ts';
import type { FeedHub } from './feeds/hub.ts';
import type { Health } from './health.ts';
import type { Rates } from './rates/rates.ts';

/** Things that never change once they exist, kept to save work. Nothing in them decides about access. */
export interface Caches {
  /** Definitions by account and hash. */
  readonly definitions: BoundedMap<string, FormDefinition>;
  /** Open data keys of transcripts, by account and conversation. */
  readonly transcriptKeys: DataKeys;
  /** The conversation and invitation of a submission id, which says nothing by itself (SF-FLOW-05). */
  readonly placeOfSubmission: BoundedMap<string, { readonly conversationId: string; readonly invitationId: string }>;
  /** The agent session of an invitation, so that one read fetches all that a step needs. */
  readonly sessionOfInvitation: BoundedMap<string, string>;
}

/** The three instances of the store port (design.md §6). */
export interface Stores {
  /** Conversations, invitations, sessions, forms: needs index and feeds. */
  readonly records: Store;
  /** Sealed recorded answers; a database of its own keeps everything else out of PCI scope. */
  readonly sealed: Store;
  /** Sealed off-the-record answers; must not be durable (SF-OTR-01). */
  readonly volatile: Store;
}

/** All that leads to answers, in one place: a desk that runs apart from its vault has none of it (docs/vault-apart.md). */
export interface Vault {
  readonly sealed: Store;
  readonly volatile: Store;
  /** Wrap the data keys of submissions and open archives. */
  readonly keys: KeyProvider;
  /** The desk is another process, which leaves notes for this one. */
  readonly isApart: boolean;
}

/** The part of `fetch` that the kit needs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The kit as its services see it. */
export interface Kit {
  readonly stores: Pick<Stores, 'records'>;
  /** Absent in a desk without the vault. */
  readonly vault?: Vault;
  /** The pepper, and what wraps the data keys of conversations. */
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly signal: Signal;
  readonly accounts: Accounts;
  readonly audit: Audit;
  /** Links the entries of the audit, behind the requests. */
  readonly chain: AuditChain;
  readonly log: Log;
  readonly fetch: Fetch;
  /** Where the kit is below an account's form origin, without a slash at its end. */
  readonly basePath: string;
  /** The host's own way to reach a consumer who is not looking. */
  readonly notify?: Notify;
  /** The host's own way to say who gets a conversation that begins at an entry point. */
  readonly routeConversation?: RouteConversation;
  /** Present where an account may have endpoints of webhooks. */
  readonly webhooks?: WebhookSending;
  /** Present where files that consumers send may be fetched. */
  readonly files?: FileFetching;
  readonly caches: Caches;
  readonly hub: FeedHub;
  readonly incarnation: Incarnation;
  readonly telemetry: Telemetry;
  /** Who may ask how often. */
  readonly rates: Pick<Rates, 'admitAddress' | 'admitHolder' | 'admitAccount' | 'mayTellRefusal' | 'sweep'>;
  /** How this process is. */
  readonly health: () => Promise<Health>;
}

/**
 * The vault of a process that has one.
 *
 * @throws TellsafeError `internal` in a desk: nothing of it may lead here
 */
export function vaultOf({ vault }: Pick<Kit, 'vault'>): Vault {
  if (!vault) throw new TellsafeError('internal');
  return vault;
}

/** Every store that this process has, each once. */
export function storesOf({ stores, vault }: Pick<Kit, 'stores' | 'vault'>): readonly Store[] {
  return [...new Set([stores.records, ...(vault ? [vault.sealed, vault.volatile] : [])])];
}

/** The incarnation of the records store, remembered between requests; the store itself checks it in each spending commit. */
export interface Incarnation {
  current(): Promise<string>;
  /** Asks the store again next time: a fenced commit was refused. */
  forget(): void;
}

/** Remembers the incarnation of a store. */
export function rememberIncarnation(read: () => Promise<string>): Incarnation {
  let known: Promise<string> | undefined;
  return {
    current: () => {
      known ??= read().catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    forget: () => {
      known = undefined;
    },
  };
}

/** Empty caches; limits are counts of entries. */
export function createCaches(): Caches {
  return {
    definitions: new BoundedMap(500),
    transcriptKeys: new DataKeys(2_000),
    placeOfSubmission: new BoundedMap(20_000),
    sessionOfInvitation: new BoundedMap(20_000),
  };
}
