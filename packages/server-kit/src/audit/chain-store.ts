// The chain as it lies in the records store: its blocks, its head, and the entries in the account's feed. Reads only.

import { isTellsafeError } from '@tellsafe/core';
import { equalBytes } from '@tellsafe/core/crypto';
import { fromBase64url } from '@tellsafe/core/encoding';
import type { KeyProvider } from '../keys/types.ts';
import type { Position, Store, StoredEvent, StoredRecord } from '../stores/types.ts';
import { AUDIT_EVENT } from './audit.ts';
import {
  BLOCK_COLLECTION,
  blockId,
  blockNumber,
  CHAIN_GROUP,
  decodeHead,
  headKey,
  headMacInput,
  MAX_BLOCK,
  type SignedHead,
} from './chain-format.ts';

/** Events that are read at once. */
const PAGE = 1000;
/** Blocks that are read at once: one has up to 60 kB. */
const BLOCKS = 20;

/** A head as it was found. */
export interface FoundHead {
  readonly version: number | 'absent';
  /** Absent where there is no record, or one that can be no head. */
  readonly signed?: SignedHead;
}

/** Reads the head of an account's chain. It is not believed yet. */
export async function findHead(records: Store, account: string): Promise<FoundHead> {
  const [record] = await records.get([headKey(account)]);
  if (!record) return { version: 'absent' };
  const signed = decodeHead(record.body);
  return { version: record.version, ...(signed && { signed }) };
}

/**
 * Whether a head was made with the account's keys; `unknown` when the key that it names is not held.
 *
 * @throws what the key provider throws otherwise
 */
export async function authenticityOf(
  keys: KeyProvider,
  account: string,
  { head, keyId, mac }: SignedHead,
): Promise<'authentic' | 'forged' | 'unknown'> {
  try {
    const made = await keys.mac(headMacInput(account, head), keyId);
    return equalBytes(made.mac, fromBase64url(mac)) ? 'authentic' : 'forged';
  } catch (error) {
    if (isTellsafeError(error, 'key_unknown')) return 'unknown';
    if (isTellsafeError(error, 'encoding_invalid')) return 'forged';
    throw error;
  }
}

/** The living blocks from a number on, in order; with them whatever else lies in their collection. */
export async function* blocksFrom(records: Store, account: string, number: number): AsyncGenerator<StoredRecord> {
  const query = { account, group: CHAIN_GROUP, collection: BLOCK_COLLECTION, limit: BLOCKS };
  let cursor: string | undefined = number > 1 ? blockId(number - 1) : undefined;
  do {
    const page = await records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    yield* page.records;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The block with the highest number, found without the head. */
export async function highestBlock(
  records: Store,
  account: string,
): Promise<{ readonly number: number; readonly record: StoredRecord } | undefined> {
  let highest: { readonly number: number; readonly record: StoredRecord } | undefined;
  let [low, high] = [0, MAX_BLOCK];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const query = { account, group: CHAIN_GROUP, collection: BLOCK_COLLECTION, limit: 1 };
    const [record] = (await records.list({ ...query, cursor: blockId(middle) })).records;
    const number = record && blockNumber(record.id);
    if (record && number !== undefined) {
      highest = { number, record };
      low = number;
    } else high = middle;
  }
  return highest;
}

/** Takes the living audit entries of an account one after the other, up to a position each time. */
export class EntryReader {
  readonly #records: Store;
  readonly #account: string;
  #position: Position;
  #waiting: StoredEvent[] = [];

  /** @param after where to begin */
  constructor(records: Store, account: string, after: Position) {
    this.#records = records;
    this.#account = account;
    this.#position = after;
  }

  /** Those that were not taken yet, up to and with a position. */
  async take(upTo: Position): Promise<StoredEvent[]> {
    const taken: StoredEvent[] = [];
    for (;;) {
      const beyond = this.#waiting.findIndex(({ position }) => position > upTo);
      taken.push(...this.#waiting.splice(0, beyond < 0 ? this.#waiting.length : beyond));
      if (beyond >= 0 || this.#position >= upTo || !(await this.#fill())) return taken;
    }
  }

  /** Some that were not taken yet; undefined when no more are there. */
  async more(): Promise<StoredEvent[] | undefined> {
    if (this.#waiting.length === 0 && !(await this.#fill())) return undefined;
    return this.#waiting.splice(0);
  }

  async #fill(): Promise<boolean> {
    const events = await this.#records.read({ account: this.#account }, this.#position, PAGE);
    this.#position = events.at(-1)?.position ?? this.#position;
    this.#waiting.push(...events.filter(({ type }) => type === AUDIT_EVENT));
    return events.length > 0;
  }
}
