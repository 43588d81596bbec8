// Links the audit entries of an account into its chain: reads what the feed has beyond the head, appends a block, signs the new
// head. Any number of processes may do it; the version of the head lets one of them win. Requests never wait for it.
import { type Clock, TellsafeError } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import { END_OF_TIME, retentionExpiry } from '@tellsafe/core/retention';
import type { KeyProvider } from '../keys/types.ts';
import type { Log } from '../log.ts';
import { restAfter } from '../rest.ts';
import type { Position, RecordInput, Store, StoredEvent } from '../stores/types.ts';
import { AUDIT_EVENT, AUDIT_MONTHS } from './audit.ts';
import {
  blockHash,
  blockKey,
  type ChainBlock,
  type ChainHead,
  decodeBlock,
  encodeBlock,
  encodeHead,
  entryDigest,
  expiryOf,
  headKey,
  headMacInput,
  type RestartReason,
  type SignedHead,
} from './chain-format.ts';
import { authenticityOf, blocksFrom, findHead, highestBlock } from './chain-store.ts';

/** Entries are sealed at most so often by one process, and so this much later than they were made. */
export const SEAL_EVERY_MS = 5_000;
/** A process that was not the first leaves the sealing to the other one for this long. */
const YIELD_MS = 3 * SEAL_EVERY_MS;
/** How often a quiet account's head is looked at, whether it is signed with the current key. */
const KEY_CHECK_MS = 3_600_000;
/** A key that is not known here may have been made elsewhere a moment ago: so long nothing is concluded from it. */
const KEY_PATIENCE_MS = 60_000;
/** Events of the feed that are sealed at once, and so the most entries of a block: a request may have to wait until they are digested. */
const SEAL_PAGE = 250;
/** Most pages of the feed that one call works on. */
const MAX_PAGES = 80;
/** Most attempts of a caller that does not leave it to others. */
const ATTEMPTS = 8;

/** What sealing works with. */
export interface SealParts {
  readonly records: Store;
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly log: Log;
  /** The incarnation of the records store, as the kit remembers it. */
  readonly incarnation: () => Promise<string>;
  /** How an entry is digested; {@link entryDigest} unless a proof says otherwise. */
  readonly digestOf?: (event: StoredEvent) => string;
}

/** What one round of maintenance did. */
export interface SealRound {
  readonly sealed: number;
  /** Whether there is more to seal already. */
  readonly more: boolean;
}

/** The chains of a kit. */
export interface AuditChain {
  /** Seals what is there and gives the head; `null` when the account never had an entry. */
  seal(account: string): Promise<ChainHead | null>;
  /** A bounded round of maintenance, which does nothing more often than it needs to. */
  sealDue(account: string): Promise<SealRound>;
}

/** What this process knows of a chain: the head that it saw last, which is never believed to go back. */
interface Known {
  head?: ChainHead;
  version: number | 'absent';
  keyId: string;
  incarnation: string;
  /** Everything up to here is sealed, or no entry. */
  readTo: Position;
  dueAt: number;
  keyCheckAt: number;
  /** Since when the key of the head is not known here. */
  keyUnknownAt?: number;
}

type PageResult = { readonly sealed: number; readonly state: 'end' | 'more' | 'lost' };

/** Makes the chains of a kit. */
export function createAuditChain(parts: SealParts): AuditChain {
  return new Sealer(parts);
}

class Sealer implements AuditChain {
  readonly #parts: SealParts;
  readonly #known = new Map<string, Known>();
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(parts: SealParts) {
    this.#parts = parts;
  }

  seal(account: string): Promise<ChainHead | null> {
    return this.#alone(account, async () => {
      const known = this.#of(account);
      for (let attempt = 0; attempt < ATTEMPTS; ) {
        const { state } = await this.#page(account, known);
        if (state === 'end') break;
        if (state === 'lost') attempt += 1;
      }
      return known.head ?? null;
    });
  }

  sealDue(account: string): Promise<SealRound> {
    return this.#alone(account, async () => {
      const known = this.#of(account);
      const now = this.#parts.clock();
      if (now < known.dueAt) return { sealed: 0, more: false };
      known.dueAt = now + SEAL_EVERY_MS;
      let sealed = 0;
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const startedAt = this.#parts.clock();
        const page = await this.#page(account, known);
        sealed += page.sealed;
        if (page.state === 'lost') known.dueAt = now + YIELD_MS;
        if (page.state !== 'more') return { sealed, more: false };
        await restAfter(this.#parts.clock() - startedAt);
      }
      known.dueAt = now;
      return { sealed, more: true };
    });
  }

  /** One at a time for each account within this process. */
  async #alone<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#running.get(account) ?? Promise.resolve();
    const running = before.then(work, work);
    this.#running.set(account, running);
    try {
      return await running;
    } finally {
      if (this.#running.get(account) === running) this.#running.delete(account);
    }
  }

  #of(account: string): Known {
    const known = this.#known.get(account) ?? {
      ...{ version: 'absent', keyId: '', incarnation: '', readTo: '', dueAt: 0, keyCheckAt: 0 },
    };
    this.#known.set(account, known);
    return known;
  }

  async #page(account: string, known: Known): Promise<PageResult> {
    const trouble = await this.#look(account, known);
    if (trouble) return this.#restart(account, known, trouble);
    const events = await this.#parts.records.read({ account }, known.readTo, SEAL_PAGE);
    const last = events.at(-1);
    if (!last) {
      await this.#useCurrentKey(account, known);
      return { sealed: 0, state: 'end' };
    }
    const entries = events.filter(({ type }) => type === AUDIT_EVENT);
    if (entries.length > 0) {
      const { head } = known;
      const block = this.#blockOf(entries, last.position, {
        number: (head?.number ?? 0) + 1,
        previous: head?.hash ?? '',
        previousExpiresAt: head?.expiresAt ?? 0,
        after: head?.upTo ?? '',
        first: (head?.entries ?? 0) + 1,
      });
      if (!(await this.#append(account, known, block))) return this.#lost(account, known);
    }
    known.readTo = last.position;
    return { sealed: entries.length, state: events.length < SEAL_PAGE ? 'end' : 'more' };
  }

  /** Reads the head, and whether it can be the one that follows what this process saw before. */
  async #look(account: string, known: Known): Promise<RestartReason | undefined> {
    const { records, incarnation, log } = this.#parts;
    const { version, signed } = await findHead(records, account);
    known.version = version;
    const before = known.head;
    // After a fail-over or a restore an older head is what is left, together with the entries that it covers.
    const isSameStore = async () => (await records.incarnation()) === known.incarnation;
    if (version === 'absent') {
      for await (const _block of blocksFrom(records, account, 1)) return 'head-missing';
      if (before && (await isSameStore())) return 'head-missing';
      delete known.head;
      Object.assign(known, { readTo: '', incarnation: await incarnation() });
      return undefined;
    }
    if (!signed || !(await this.#isOurs(account, known, signed))) return 'head-forged';
    const { head, keyId } = signed;
    const wentBack = before !== undefined && isBehind(head, before);
    if (wentBack && (await isSameStore())) return 'went-back';
    if (wentBack) log({ level: 'warn', message: 'The audit chain went back with its store.', where: 'audit' });
    const readTo = !wentBack && known.readTo > head.upTo ? known.readTo : head.upTo;
    Object.assign(known, { head, keyId, readTo, incarnation: await incarnation() });
    return undefined;
  }

  /** @throws TellsafeError `key_unknown` for a while */
  async #isOurs(account: string, known: Known, signed: SignedHead): Promise<boolean> {
    const { keys, clock } = this.#parts;
    const authenticity = await authenticityOf(keys, account, signed);
    if (authenticity !== 'unknown') {
      delete known.keyUnknownAt;
      return authenticity === 'authentic';
    }
    known.keyUnknownAt ??= clock();
    if (clock() - known.keyUnknownAt < KEY_PATIENCE_MS) throw new TellsafeError('key_unknown');
    return false;
  }

  /** Another process was faster; or a block lies where none can be. */
  async #lost(account: string, known: Known): Promise<PageResult> {
    const { version } = known;
    const trouble = await this.#look(account, known);
    if (trouble) return this.#restart(account, known, trouble);
    if (known.version === version) return this.#restart(account, known, 'block-inserted');
    return { sealed: 0, state: 'lost' };
  }

  /** Goes on after the chain was changed from outside, and says so in the next block, where every verification finds it. */
  async #restart(account: string, known: Known, reason: RestartReason): Promise<PageResult> {
    const { records, log, clock, incarnation } = this.#parts;
    log({ level: 'error', message: 'The audit chain was changed from outside.', code: reason, where: 'audit' });
    const highest = await highestBlock(records, account);
    const before = highest && decodeBlock(highest.record.body);
    const upTo = before && before.upTo <= (await records.latest({ account })) ? before.upTo : '';
    const expiresAt = retentionExpiry(clock(), AUDIT_MONTHS);
    const block = this.#blockOf([], upTo, {
      number: (highest?.number ?? 0) + 1,
      previous: highest ? blockHash(account, highest.record.body) : '',
      previousExpiresAt: Math.min(before?.expiresAt ?? 0, expiresAt),
      after: upTo,
      first: before ? before.first + before.items.length : 1,
      restart: reason,
    });
    delete known.keyUnknownAt;
    Object.assign(known, { incarnation: await incarnation(), readTo: upTo });
    const done = await this.#append(account, known, { ...block, expiresAt });
    return { sealed: 0, state: done ? 'more' : 'lost' };
  }

  #blockOf(
    entries: readonly StoredEvent[],
    upTo: Position,
    base: Omit<ChainBlock, 'upTo' | 'sealedAt' | 'expiresAt' | 'items'>,
  ): ChainBlock {
    const { clock, digestOf = entryDigest } = this.#parts;
    const items = entries.map((event) => ({
      position: event.position,
      expiresAt: expiryOf(event),
      digest: digestOf(event),
    }));
    const expiresAt = items.reduce((latest, item) => Math.max(latest, item.expiresAt), base.previousExpiresAt);
    return { ...base, upTo, sealedAt: clock(), expiresAt, items };
  }

  /** One commit: the block, which must be new, and the head, which must be the one that it follows. */
  async #append(account: string, known: Known, block: ChainBlock): Promise<boolean> {
    const body = encodeBlock(block);
    const { number, upTo, sealedAt, expiresAt, first, items } = block;
    const head = {
      number,
      hash: blockHash(account, body),
      upTo,
      sealedAt,
      expiresAt,
      entries: first + items.length - 1,
    };
    return this.#putHead(account, known, head, { ...blockKey(account, number), body, expiresAt });
  }

  async #putHead(account: string, known: Known, head: ChainHead, block?: RecordInput): Promise<boolean> {
    const { records, keys } = this.#parts;
    const { keyId, mac } = await keys.mac(headMacInput(account, head));
    const key = headKey(account);
    const body = encodeHead({ head, keyId, mac: toBase64url(mac) });
    const done = await records.commit({
      account,
      group: key.group,
      expect: [{ key, version: known.version }, ...(block ? [{ key: block, version: 'absent' as const }] : [])],
      put: [{ ...key, body, expiresAt: END_OF_TIME }, ...(block ? [block] : [])],
    });
    if (done) Object.assign(known, { head, keyId });
    return done;
  }

  /** A head whose key was replaced is signed again, before that key is retired. */
  async #useCurrentKey(account: string, known: Known): Promise<void> {
    const now = this.#parts.clock();
    if (!known.head || now < known.keyCheckAt) return;
    const { keyId } = await this.#parts.keys.mac(headMacInput(account, known.head));
    if (keyId !== known.keyId) await this.#putHead(account, known, known.head);
    known.keyCheckAt = now + KEY_CHECK_MS;
  }
}

function isBehind(head: ChainHead, seen: ChainHead): boolean {
  return head.number < seen.number || (head.number === seen.number && head.hash !== seen.hash);
}
