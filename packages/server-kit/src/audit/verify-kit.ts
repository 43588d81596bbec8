// A verification and the present head, asked of a running kit.
import type { Kit } from '../services/kit.ts';
import { type AuditAnchor, type AuditReport, verifyAuditChain } from './verify.ts';

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

function checkNumber(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1 || value >= 10 ** 12)
    throw new RangeError(`${name} must be 1 to 999999999999`);
}
