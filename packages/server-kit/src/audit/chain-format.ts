// How the chain over an account's audit entries is written: digests of entries, blocks of digests, the head. Pure: bytes in,
// bytes out. Blocks are linked by hashes; only the head carries a MAC, and through the hashes it covers every block before it.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import * as z from 'zod/mini';
import { lazy } from '../lazy.ts';
import { formatPosition, isPosition, parsePosition } from '../stores/position.ts';
import type { Key, Position, StoredEvent } from '../stores/types.ts';

/** Why a block does not simply follow the one before: the chain was found changed from outside, and goes on from here. */
export const restartReasons = ['head-missing', 'head-forged', 'went-back', 'block-inserted'] as const;

/** Why a block does not simply follow the one before. */
export type RestartReason = (typeof restartReasons)[number];

/** What a block keeps of an entry. */
export interface ChainItem {
  readonly position: Position;
  /** When the entry may be gone, epoch ms. */
  readonly expiresAt: number;
  /** {@link entryDigest}. */
  readonly digest: string;
}

/** Some entries in the order of the feed, linked to the block before. */
export interface ChainBlock {
  /** 1, 2, 3, … */
  readonly number: number;
  /** {@link blockHash} of the block before; empty for the first. */
  readonly previous: string;
  /** When the block before may be gone, epoch ms; 0 for the first. Never later than {@link expiresAt}. */
  readonly previousExpiresAt: number;
  /** The block holds every entry of the account after this position … */
  readonly after: Position;
  /** … up to and with this one. */
  readonly upTo: Position;
  /** Number of its first entry among all entries of the chain, from 1. */
  readonly first: number;
  /** Epoch ms. */
  readonly sealedAt: number;
  /** Not before any of its entries, epoch ms. */
  readonly expiresAt: number;
  readonly restart?: RestartReason;
  /** At most 1000. */
  readonly items: readonly ChainItem[];
}

/** The end of a chain. */
export interface ChainHead {
  /** Number and hash of the last block, and what its fields say. */
  readonly number: number;
  readonly hash: string;
  readonly upTo: Position;
  readonly sealedAt: number;
  readonly expiresAt: number;
  /** Entries in all blocks together, also in those that are gone. */
  readonly entries: number;
}

/** A head as it is kept. */
export interface SignedHead {
  readonly head: ChainHead;
  readonly keyId: string;
  /** HMAC-SHA-256 over {@link headMacInput}, base64url. */
  readonly mac: string;
}

/** Group of the chain; entries themselves lie in the groups of what they tell about. */
export const CHAIN_GROUP = 'audit-chain';
/** Collection of the blocks. */
export const BLOCK_COLLECTION = 'block';
const HEAD_COLLECTION = 'head';
const NUMBER_DIGITS = 12;
/** Highest number of a block. */
export const MAX_BLOCK = 10 ** NUMBER_DIGITS - 1;

/** What `hold` of a store adds to the expiry of what it keeps: an entry stays the same entry meanwhile. */
const HELD_MS = 2 ** 52;

/** Where a block is. */
export function blockKey(account: string, number: number): Key {
  return { account, group: CHAIN_GROUP, collection: BLOCK_COLLECTION, id: blockId(number) };
}

/** Id of a block, such that ids sort by number. */
export function blockId(number: number): string {
  return String(number).padStart(NUMBER_DIGITS, '0');
}

/** The number of a block by its id; undefined when no block has such an id. */
export function blockNumber(id: string): number | undefined {
  return /^[0-9]{12}$/.test(id) && Number(id) > 0 ? Number(id) : undefined;
}

/** Where the head is. */
export function headKey(account: string): Key {
  return { account, group: CHAIN_GROUP, collection: HEAD_COLLECTION, id: 'head' };
}

/** When an entry may be gone, epoch ms; also while something holds it longer. */
export function expiryOf({ expiresAt }: Pick<StoredEvent, 'expiresAt'>): number {
  return expiresAt % HELD_MS;
}

/** SHA-256, base64url, of an entry: its bytes, where and in which place they are kept, and until when. */
export function entryDigest(event: StoredEvent): string {
  const { account, group, position, body } = event;
  const parts = [account, group, position, String(expiryOf(event)), body] as const;
  return toBase64url(hashSync(lengthPrefixed('tellsafe/audit-entry/v1', ...parts)));
}

/** SHA-256, base64url, of a block's bytes. */
export function blockHash(account: string, body: Uint8Array): string {
  return toBase64url(hashSync(lengthPrefixed('tellsafe/audit-block/v1', account, body)));
}

/** What the MAC of a head is made over. **Security:** the label keeps it apart from every other MAC of the same key. */
export function headMacInput(account: string, head: ChainHead): Uint8Array {
  const { number, hash, upTo, sealedAt, expiresAt, entries } = head;
  const numbers = [number, sealedAt, expiresAt, entries].map(String);
  return lengthPrefixed('tellsafe/audit-head/v1', account, hash, upTo, ...numbers);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A block as its bytes; positions and expiries as differences, which are short. */
export function encodeBlock({ items, ...block }: ChainBlock): Uint8Array {
  let place = parsePosition(block.after);
  let expiry = block.sealedAt;
  const packed = items.map(({ position, expiresAt, digest }) => {
    const item = [parsePosition(position) - place, expiresAt - expiry, digest] as const;
    place += item[0];
    expiry = expiresAt;
    return item;
  });
  return encoder.encode(JSON.stringify({ v: 1, ...block, items: packed }));
}

const count = lazy(() => z.int().check(z.nonnegative()));
const hash = lazy(() => z.string().check(z.regex(/^[\w-]{43}$/)));
const position = lazy(() => z.string().check(z.refine(isPosition)));

const blockSchema = lazy(() =>
  z.strictObject({
    v: z.literal(1),
    number: z.int().check(z.minimum(1), z.maximum(MAX_BLOCK)),
    previous: z.union([z.literal(''), hash()]),
    previousExpiresAt: count(),
    after: position(),
    upTo: position(),
    first: z.int().check(z.minimum(1)),
    sealedAt: count(),
    expiresAt: count(),
    restart: z.exactOptional(z.enum(restartReasons)),
    items: z.array(z.tuple([z.int().check(z.minimum(1)), z.int(), hash()])).check(z.maxLength(1000)),
  }),
);

/** Reads the bytes of a block; undefined for what can be none. */
export function decodeBlock(body: Uint8Array): ChainBlock | undefined {
  const data = parsed(blockSchema(), body);
  if (!data) return undefined;
  const { v: _version, items, ...block } = data;
  let place = parsePosition(block.after);
  let expiry = block.sealedAt;
  const unpacked: ChainItem[] = [];
  for (const [distance, later, digest] of items) {
    place += distance;
    expiry += later;
    if (place > parsePosition(block.upTo) || expiry < 0 || expiry > block.expiresAt) return undefined;
    unpacked.push({ position: formatPosition(place), expiresAt: expiry, digest });
  }
  return { ...block, items: unpacked };
}

const headSchema = lazy(
  (): z.ZodMiniType<SignedHead> =>
    z.strictObject({
      head: z.strictObject({
        number: z.int().check(z.minimum(1), z.maximum(MAX_BLOCK)),
        hash: hash(),
        upTo: position(),
        sealedAt: count(),
        expiresAt: count(),
        entries: count(),
      }),
      keyId: z.string().check(z.minLength(1), z.maxLength(512)),
      mac: hash(),
    }),
);

/** A head as its bytes. */
export function encodeHead(head: SignedHead): Uint8Array {
  return encoder.encode(JSON.stringify(head));
}

/** Reads the bytes of a head; undefined for what can be none. */
export function decodeHead(body: Uint8Array): SignedHead | undefined {
  return parsed(headSchema(), body);
}

function parsed<Value>(schema: z.ZodMiniType<Value>, body: Uint8Array): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(decoder.decode(body))).data;
  } catch {
    return undefined;
  }
}
