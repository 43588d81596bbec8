// Checks the chain of an account against the entries that are there, block by block, and tells what does not fit. Reads only;
// may run beside kits that write. What a verification can and cannot prove: docs/audit.md.
import type { Clock } from '@tellsafe/core';
import type { AuditFindingKind } from '@tellsafe/core/wire';
import type { KeyProvider } from '../keys/types.ts';
import type { Position, Store, StoredEvent, StoredRecord } from '../stores/types.ts';
import {
  blockHash,
  blockNumber,
  type ChainBlock,
  type ChainHead,
  decodeBlock,
  entryDigest,
  expiryOf,
} from './chain-format.ts';
import { authenticityOf, blocksFrom, EntryReader, type FoundHead, findHead } from './chain-store.ts';
import { decodeAuditEntry } from './entry.ts';

export type { AuditFindingKind } from '@tellsafe/core/wire';

/** Something that does not fit. */
export interface AuditFinding {
  readonly kind: AuditFindingKind;
  /** Number of the block. */
  readonly block?: number;
  /** Number of the entry in the chain; absent for one that is in no block. */
  readonly entry?: number;
  /** Where the entry is, or was, in the account's feed. */
  readonly position?: Position;
}

/** A head to compare with: noted earlier, and kept elsewhere. */
export interface AuditAnchor {
  readonly number: number;
  /** base64url SHA-256. */
  readonly hash: string;
}

/** What a verification came to. */
export interface AuditReport {
  readonly accountId: string;
  /** Nothing was found that does not fit. */
  readonly intact: boolean;
  /** The head was made with the account's keys; `false` as well when no keys were given. */
  readonly authenticated: boolean;
  readonly blocks: number;
  /** Entries that fit. */
  readonly entries: number;
  /** Entries that blocks name and that are gone since their time was over. */
  readonly expired: number;
  /** Entries that are not in a block yet; nothing is proven about them. */
  readonly unsealed: number;
  readonly head: (AuditAnchor & { readonly entries: number; readonly sealedAt: number }) | null;
  /** `expired`: what the anchor names is older than what is kept. */
  readonly anchor: 'none' | 'matches' | 'missing' | 'expired';
  /** How many findings there are; {@link findings} holds the first hundred. */
  readonly found: number;
  readonly findings: readonly AuditFinding[];
}

/** What to verify. */
export interface VerifyParts {
  readonly records: Store;
  readonly account: string;
  readonly clock: Clock;
  /** Without them a chain that somebody else made from nothing looks like a whole one. */
  readonly keys?: KeyProvider;
  /** First block to look at, default 1: the ones before are taken for right. */
  readonly from?: number;
  readonly anchor?: AuditAnchor;
  readonly digestOf?: (event: StoredEvent) => string;
  /** Most blocks and entries of one round; a block is never cut. Without them everything is one round. */
  readonly most?: { readonly blocks: number; readonly entries: number };
  /** Where the round before stopped. */
  readonly after?: AuditRoundEnd;
}

/** What a round hands to the next one. */
export interface AuditRoundEnd extends Link {
  /** Number of the first block of all rounds. */
  readonly first: number;
  readonly anchorSeen: boolean;
}

/** A round of a verification. */
export interface AuditRound {
  /** What was found in this round. Head, unsealed entries and anchor are judged in the last one. */
  readonly report: AuditReport;
  /** Number of the last block that was looked at, 0 when there is none. */
  readonly block: number;
  /** Absent in the last round. */
  readonly next?: AuditRoundEnd;
}

/** An entry is sealed within seconds; one that waits for so long is no tail any more. */
export const UNSEALED_MS = 600_000;
/** A chain that begins long after its entries was perhaps begun again. */
export const LATE_MS = 86_400_000;
const MAX_FINDINGS = 100;

/** Verifies the chain of an account. */
export async function verifyAuditChain(parts: VerifyParts): Promise<AuditReport> {
  return (await verifyAuditRound(parts)).report;
}

/** Verifies a part of the chain of an account. */
export async function verifyAuditRound(parts: VerifyParts): Promise<AuditRound> {
  return new Verification(parts).run();
}

/** A block as the one after it is judged by. */
interface Link extends Pick<ChainBlock, 'number' | 'upTo' | 'expiresAt'> {
  readonly hash: string;
  /** What it holds could be read. */
  readonly isReadable: boolean;
  /** Number of the last entry. */
  readonly entries: number;
}

class Verification {
  readonly #parts: VerifyParts;
  readonly #from: number;
  readonly #findings: AuditFinding[] = [];
  #entries: EntryReader;
  /** Number of the first block that was looked at. */
  #first: number | undefined;
  #last: Link | undefined;
  #anchor: AuditReport['anchor'];
  #found = 0;
  #blocks = 0;
  #whole = 0;
  #expired = 0;
  #unsealed = 0;
  /** The round is over before the chain is. */
  #stopped = false;

  constructor(parts: VerifyParts) {
    this.#parts = parts;
    const { after, anchor } = parts;
    this.#from = parts.from ?? 1;
    this.#anchor = anchor ? 'missing' : 'none';
    if (anchor && after?.anchorSeen) this.#anchor = 'matches';
    this.#last = after;
    this.#first = after?.first;
    this.#entries = new EntryReader(parts.records, parts.account, after?.upTo ?? '');
  }

  async run(): Promise<AuditRound> {
    const { account, anchor } = this.#parts;
    let found: FoundHead = { version: 'absent' };
    // A kit may seal meanwhile: the head is read after the blocks, and the blocks again as long as it is ahead of them.
    for (let before = -1; before !== (this.#last?.number ?? 0); ) {
      before = this.#last?.number ?? 0;
      await this.#readBlocks();
      if (this.#stopped) return this.#round(undefined, false);
      found = await findHead(this.#parts.records, account);
      if ((found.signed?.head.number ?? 0) <= (this.#last?.number ?? 0)) break;
    }
    const head = found.signed?.head;
    const authenticated = await this.#checkHead(found);
    await this.#checkTail();
    if (this.#anchor === 'missing' && anchor) this.#judgeAnchor(anchor, head);
    return this.#round(head, authenticated);
  }

  #round(head: ChainHead | undefined, authenticated: boolean): AuditRound {
    const report: AuditReport = {
      accountId: this.#parts.account,
      intact: this.#found === 0,
      authenticated,
      ...{ blocks: this.#blocks, entries: this.#whole, expired: this.#expired, unsealed: this.#unsealed },
      head: head ? { number: head.number, hash: head.hash, entries: head.entries, sealedAt: head.sealedAt } : null,
      anchor: this.#anchor,
      found: this.#found,
      findings: this.#findings.sort(inChainOrder),
    };
    const last = this.#last;
    const next = this.#stopped && last && { ...last, first: this.#first ?? 1, anchorSeen: this.#anchor === 'matches' };
    return { report, block: last?.number ?? 0, ...(next && { next }) };
  }

  get #isFull(): boolean {
    const { most } = this.#parts;
    return (
      most !== undefined && (this.#blocks + this.#found >= most.blocks || this.#whole + this.#expired >= most.entries)
    );
  }

  async #readBlocks(): Promise<void> {
    const { records, account } = this.#parts;
    const next = (this.#last?.number ?? this.#from - 1) + 1;
    for await (const record of blocksFrom(records, account, next)) {
      const number = blockNumber(record.id);
      const block = decodeBlock(record.body);
      // Ids that are no numbers sort behind all that are.
      if (number === undefined) this.#find({ kind: 'block-inserted' });
      else if (!block || block.number !== number) await this.#skip(number, record);
      else await this.#checkBlock(block, record);
      this.#stopped = number !== undefined && this.#isFull;
      if (this.#stopped) return;
    }
  }

  /** A block that cannot be read: its entries cannot be told from inserted ones. */
  async #skip(number: number, record: StoredRecord): Promise<void> {
    this.#checkGap(number, undefined);
    this.#find({ kind: 'block-changed', block: number });
    this.#first ??= number;
    const { upTo = '', entries = 0 } = this.#last ?? {};
    const hash = blockHash(this.#parts.account, record.body);
    this.#last = { number, hash, upTo, entries, expiresAt: record.expiresAt, isReadable: false };
  }

  async #checkBlock(block: ChainBlock, record: StoredRecord): Promise<void> {
    const { account, anchor } = this.#parts;
    this.#blocks += 1;
    const hash = blockHash(account, record.body);
    this.#checkLink(block, record);
    if (!this.#last && this.#from > 1) this.#entries = new EntryReader(this.#parts.records, account, block.after);
    const between = await this.#entries.take(block.after);
    // What lies before this block is the matter of the one before, and cannot be told when that one is missing.
    if (!this.#last || this.#last.upTo === block.after) this.#judgeStrangers(between, block.number);
    await this.#checkEntries(block);
    if (anchor && matches(anchor, block.number, hash)) this.#anchor = 'matches';
    if (anchor && matches(anchor, block.number - 1, block.previous)) this.#anchor = 'matches';
    const { number, upTo, expiresAt, first, items } = block;
    this.#first ??= number;
    this.#last = { number, hash, upTo, expiresAt, entries: first + items.length - 1, isReadable: true };
  }

  #checkLink(block: ChainBlock, record: StoredRecord): void {
    const { number, restart } = block;
    const last = this.#last;
    if (restart) this.#find({ kind: 'chain-restarted', block: number });
    this.#checkGap(number, block);
    if (expiryOf(record) !== block.expiresAt) this.#find({ kind: 'block-changed', block: number });
    if (!last || last.number !== number - 1 || restart) return;
    const fits = last.upTo === block.after && last.entries + 1 === block.first && last.expiresAt <= block.expiresAt;
    if (last.hash !== block.previous) this.#find({ kind: 'block-changed', block: last.number });
    else if (last.isReadable && !fits) this.#find({ kind: 'block-changed', block: number });
  }

  /** Blocks expire in their order: only those before the first one that is left may be gone, and only when they say so. */
  #checkGap(number: number, block: ChainBlock | undefined): void {
    const last = this.#last;
    // Between two rounds blocks may have come to their end, in their order.
    const isOver = last === this.#parts.after && block && block.previousExpiresAt <= this.#parts.clock();
    if (last) {
      if (last.number !== number - 1 && !isOver) this.#find({ kind: 'block-missing', block: last.number + 1 });
    } else if (this.#from > 1) {
      if (number !== this.#from) this.#find({ kind: 'block-missing', block: this.#from });
    } else if (number > 1 && (!block || block.previousExpiresAt > this.#parts.clock())) {
      this.#find({ kind: 'block-missing', block: number - 1 });
    }
  }

  async #checkEntries({ number, first, upTo, items, sealedAt }: ChainBlock): Promise<void> {
    const { digestOf = entryDigest, clock } = this.#parts;
    const events = new Map((await this.#entries.take(upTo)).map((event) => [event.position, event]));
    const now = clock();
    for (const [at, item] of items.entries()) {
      const event = events.get(item.position);
      events.delete(item.position);
      const where = { block: number, entry: first + at, position: item.position };
      if (!event && item.expiresAt <= now) this.#expired += 1;
      else if (!event) this.#find({ kind: 'entry-missing', ...where });
      else if (digestOf(event) !== item.digest || expiryOf(event) !== item.expiresAt) {
        this.#find({ kind: 'entry-changed', ...where });
      } else {
        const entry = decodeAuditEntry(event.body);
        if (!entry) this.#find({ kind: 'entry-unknown', ...where });
        else if (sealedAt - entry.at > LATE_MS) this.#find({ kind: 'entry-late', ...where });
        else this.#whole += 1;
      }
    }
    this.#judgeStrangers([...events.values()], number);
  }

  /** Entries that no block names. One whose time is over, and that a legal hold keeps, may have lost its block. */
  #judgeStrangers(events: readonly StoredEvent[], block: number): void {
    const now = this.#parts.clock();
    for (const event of events) {
      const isHeld = event.expiresAt !== expiryOf(event) && expiryOf(event) <= now;
      if (isHeld) this.#expired += 1;
      else this.#find({ kind: 'entry-inserted', block, position: event.position });
    }
  }

  async #checkHead({ version, signed }: FoundHead): Promise<boolean> {
    const { keys, account, clock } = this.#parts;
    const last = this.#last;
    if (version === 'absent') {
      if (last) this.#find({ kind: 'head-missing' });
      return false;
    }
    const authenticated =
      signed !== undefined && keys !== undefined && (await authenticityOf(keys, account, signed)) === 'authentic';
    if (!signed || (keys && !authenticated)) {
      this.#find({ kind: 'head-forged' });
      return false;
    }
    const { head } = signed;
    if (last && head.number < last.number) this.#find({ kind: 'head-behind', block: head.number });
    else if (last && head.number > last.number) this.#find({ kind: 'block-missing', block: last.number + 1 });
    else if (last && (head.hash !== last.hash || head.upTo !== last.upTo || head.entries !== last.entries)) {
      this.#find({ kind: 'block-changed', block: last.number });
    } else if (!last && head.expiresAt > clock()) this.#find({ kind: 'block-missing', block: head.number });
    // Nothing is left but the head: what it covers is over.
    if (!last) this.#judgeStrangers(await this.#entries.take(head.upTo), head.number);
    return authenticated;
  }

  async #checkTail(): Promise<void> {
    const now = this.#parts.clock();
    for (let entries = await this.#entries.more(); entries; entries = await this.#entries.more()) {
      this.#unsealed += entries.length;
      for (const { body, position } of entries) {
        const entry = decodeAuditEntry(body);
        if (!entry) this.#find({ kind: 'entry-unknown', position });
        else if (now - entry.at > UNSEALED_MS) this.#find({ kind: 'entry-unsealed', position });
      }
    }
  }

  #judgeAnchor(anchor: AuditAnchor, head: ChainHead | undefined): void {
    if (head && matches(anchor, head.number, head.hash)) this.#anchor = 'matches';
    else if (head && anchor.number < (this.#first ?? head.number)) this.#anchor = 'expired';
    else this.#find({ kind: 'anchor-missing', block: anchor.number });
  }

  #find(finding: AuditFinding): void {
    this.#found += 1;
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push(finding);
  }
}

function matches(anchor: AuditAnchor, number: number, hash: string): boolean {
  return anchor.number === number && anchor.hash === hash;
}

/** By block, in it by place; what belongs to no block comes last. */
function inChainOrder(a: AuditFinding, b: AuditFinding): number {
  const blocks = (a.block ?? Number.MAX_SAFE_INTEGER) - (b.block ?? Number.MAX_SAFE_INTEGER);
  if (blocks !== 0) return blocks;
  const [first = '', second = ''] = [a.position, b.position];
  return first < second ? -1 : Number(first > second);
}
