// A verification and the present head, asked of a running kit.
import type { Kit } from '../services/kit.ts';
import { isPosition } from '../stores/position.ts';
import { findHead } from './chain-store.ts';
import {
  type AuditAnchor,
  type AuditReport,
  type AuditRound,
  type AuditRoundEnd,
  verifyAuditChain,
  verifyAuditRound,
} from './verify.ts';

/** The end of an account's chain: note it elsewhere, and later verifications can be held to it. */
export interface AuditHead extends AuditAnchor {
  readonly accountId: string;
  /** Entries that the chain covers, also those that are gone since. */
  readonly entries: number;
  /** Epoch ms. */
  readonly sealedAt: number;
}

/** What to verify. */
export interface AuditVerification {
  readonly accountId: string;
  /** A head that was noted earlier. */
  readonly anchor?: AuditAnchor;
  /** First block to look at, 1 to 999999999999, default 1. */
  readonly from?: number;
}

/**
 * Seals what is there and gives the head; `null` when there never was an entry.
 *
 * @throws TellsafeError `account_unknown`
 */
export async function auditHead(kit: Kit, accountId: string): Promise<AuditHead | null> {
  kit.accounts.get(accountId);
  const head = await kit.chain.seal(accountId);
  if (!head) return null;
  const { number, hash, entries, sealedAt } = head;
  return { accountId, number, hash, entries, sealedAt };
}

/**
 * Verifies the chain of an account.
 *
 * @throws RangeError for an anchor or a block number that cannot be
 * @throws TellsafeError `account_unknown`
 */
export async function verifyAudit(kit: Kit, { accountId, anchor, from }: AuditVerification): Promise<AuditReport> {
  kit.accounts.get(accountId);
  if (from !== undefined) checkNumber('from', from);
  if (anchor) {
    checkNumber('anchor.number', anchor.number);
    if (!/^[\w-]{43}$/.test(anchor.hash)) throw new RangeError('anchor.hash must be 43 characters of base64url');
  }
  const { stores, keys, clock } = kit;
  const optional = { ...(anchor && { anchor }), ...(from !== undefined && { from }) };
  return verifyAuditChain({ records: stores.records, account: accountId, clock, keys, ...optional });
}

/** What to verify in one round. */
export interface AuditRoundQuery {
  readonly accountId: string;
  readonly anchor?: AuditAnchor;
  /** `cursor` of the round before, with otherwise the same query. */
  readonly cursor?: string;
}

/** Bounds of a round: about a second of work. */
const ROUND = { blocks: 200, entries: 5000 };

/**
 * Verifies a part of the chain of an account.
 *
 * @returns the round, where the next one begins, and the number of the last block as far as it is known
 * @throws RangeError for a cursor that cannot be
 * @throws TellsafeError `account_unknown`
 */
export async function verifyAuditPart(
  kit: Kit,
  { accountId, anchor, cursor }: AuditRoundQuery,
): Promise<Pick<AuditRound, 'report' | 'block'> & { readonly total: number; readonly cursor?: string }> {
  kit.accounts.get(accountId);
  const { stores, keys, clock } = kit;
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const parts = { records: stores.records, account: accountId, clock, keys, most: ROUND };
  const { report, block, next } = await verifyAuditRound({
    ...parts,
    ...(anchor && { anchor }),
    ...(after && { after }),
  });
  const end = report.head ?? (await findHead(stores.records, accountId)).signed?.head;
  return { report, block, total: Math.max(block, end?.number ?? 0), ...(next && { cursor: formatCursor(next) }) };
}

function formatCursor({
  number,
  hash,
  upTo,
  expiresAt,
  entries,
  first,
  isReadable,
  anchorSeen,
}: AuditRoundEnd): string {
  return [number, hash, upTo, expiresAt, entries, first, Number(isReadable), Number(anchorSeen)].join('.');
}

/** **Security:** nothing in a cursor is believed to be so; who makes one up is told of another chain than the account's. */
function parseCursor(cursor: string): AuditRoundEnd {
  const pattern = /^([1-9]\d{0,11})\.([\w-]{43})\.(\d{16}|)\.(\d{1,16})\.(\d{1,15})\.([1-9]\d{0,11})\.([01])\.([01])$/;
  const [, number, hash = '', upTo = '', expiresAt, entries, first, readable, seen] = pattern.exec(cursor) ?? [];
  if (hash === '' || (upTo !== '' && !isPosition(upTo))) throw new RangeError('cursor must be one that a round gave');
  const counts = {
    number: Number(number),
    expiresAt: Number(expiresAt),
    entries: Number(entries),
    first: Number(first),
  };
  return { ...counts, hash, upTo, isReadable: readable === '1', anchorSeen: seen === '1' };
}

function checkNumber(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1 || value >= 10 ** 12)
    throw new RangeError(`${name} must be 1 to 999999999999`);
}
