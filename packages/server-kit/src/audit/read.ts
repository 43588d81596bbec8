// Reads the entries of an audit back through its chain: block by block, so that each entry shows whether it is the one that was
// sealed. Time is found by the blocks, which are in its order. Changes nothing.
import { retentionExpiry } from '@tellsafe/core/retention';
import type { Position, Store } from '../stores/types.ts';
import { AUDIT_MONTHS } from './audit.ts';
import { blockKey, type ChainBlock, type ChainHead, decodeBlock, entryDigest } from './chain-format.ts';
import { EntryReader } from './chain-store.ts';
import { type AuditEntry, decodeAuditEntry } from './entry.ts';
import { type AuditFilters, fitsFilters } from './filters.ts';

/** An entry as it is read back. */
export interface AuditRecord {
  /** Its number in the account's chain, from 1. */
  readonly number: number;
  /** Number of its block. */
  readonly block: number;
  /** Its place in the account's feed. */
  readonly position: Position;
  /** It is the one that was sealed. An entry that is gone before its time does not appear; a verification names it. */
  readonly intact: boolean;
  /** base64url SHA-256 of what it is now. */
  readonly digest: string;
  /** The digest that the chain holds; `null` for an entry that the chain does not know, whose `number` is 0. */
  readonly sealedDigest: string | null;
  readonly entry: AuditEntry;
}

/** Blocks that are fetched at once. */
const BATCH = 10;
/** Months differ by up to three days, and clocks of processes by seconds. */
const SLACK_MS = 4 * 86_400_000;

/** The audit of an account, up to a head. */
export class AuditReading {
  readonly #records: Store;
  readonly #account: string;
  readonly #head: Pick<ChainHead, 'number'>;
  readonly #filters: AuditFilters;

  constructor(records: Store, account: string, head: Pick<ChainHead, 'number'>, filters: AuditFilters) {
    this.#records = records;
    this.#account = account;
    this.#head = head;
    this.#filters = filters;
  }

  /** Blocks that may hold wanted entries, the newest first, from a number down. */
  async *down(from: number = this.#head.number): AsyncGenerator<ChainBlock> {
    const { since, until } = this.#filters;
    const last = until === undefined ? from : Math.min(from, (await this.#firstAfter(until)) ?? from);
    for (let number = last; number > 0; number -= BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, number) }, (_, at) => number - at);
      const blocks = await this.#get(numbers);
      yield* blocks;
      const oldest = blocks.at(-1);
      if (!oldest || (since !== undefined && oldest.expiresAt < expiryAt(since) - SLACK_MS)) return;
    }
  }

  /** Blocks that may hold wanted entries, the oldest first, from a number up. */
  async *up(from = 1): AsyncGenerator<ChainBlock> {
    const { since = 0, until } = this.#filters;
    const end = until === undefined ? undefined : await this.#firstAfter(until);
    const last = end ?? this.#head.number;
    const first = (await this.#firstAfter(Math.max(0, since - 2 * SLACK_MS))) ?? last;
    for (let number = Math.max(first, from); number <= last; number += BATCH) {
      const numbers = Array.from({ length: Math.min(BATCH, last - number + 1) }, (_, at) => number + at);
      yield* await this.#get(numbers);
    }
  }

  /** Wanted entries of a block, in order. */
  async entries(block: ChainBlock): Promise<AuditRecord[]> {
    const { items, first } = block;
    const events = await new EntryReader(this.#records, this.#account, block.after).take(block.upTo);
    const places = new Map(items.map((item, at) => [item.position, { ...item, number: first + at }]));
    return events.flatMap((event): AuditRecord[] => {
      const entry = decodeAuditEntry(event.body);
      if (!entry || !fitsFilters(entry, this.#filters)) return [];
      const place = places.get(event.position);
      const { position } = event;
      const digest = entryDigest(event);
      const sealedDigest = place?.digest ?? null;
      const at = { number: place?.number ?? 0, block: block.number, position };
      return [{ ...at, intact: digest === sealedDigest, digest, sealedDigest, entry }];
    });
  }

  async #get(numbers: readonly number[]): Promise<ChainBlock[]> {
    const records = await this.#records.get(numbers.map((number) => blockKey(this.#account, number)));
    return records.flatMap((record) => (record ? (decodeBlock(record.body) ?? []) : []));
  }

  /** Number of the first block whose entries are all younger than an instant; those that are gone are older. */
  async #firstAfter(at: number): Promise<number | undefined> {
    const bound = expiryAt(at) + SLACK_MS;
    let [low, high] = [1, this.#head.number + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [block] = await this.#get([middle]);
      if (block && block.expiresAt > bound) high = middle;
      else low = middle + 1;
    }
    return low > this.#head.number ? undefined : low;
  }
}

function expiryAt(at: number): number {
  return retentionExpiry(at, AUDIT_MONTHS);
}
