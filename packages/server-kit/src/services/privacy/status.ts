// What an account's admin is told of retention, and of how far maintenance is behind with it (SF-RET-01).
import type { PrivacyStatusResponse } from '@tellsafe/core/wire';
import type { Kit } from '../kit.ts';
import { DUE_ERASURE } from './erasure.ts';
import { purgeLag } from './purge-lag.ts';

/** Most unfinished erasures that are counted. */
const MOST_ERASURES = 1_000;

/** Measures. Changes nothing. */
export async function privacyStatus(kit: Kit, account: string): Promise<PrivacyStatusResponse> {
  const { retentionMonths, offTheRecordTtlSec } = kit.accounts.get(account).limits;
  const due = { index: 'due', value: DUE_ERASURE, to: kit.clock(), limit: MOST_ERASURES };
  const [{ lagMs }, { records }] = await Promise.all([purgeLag(kit), kit.stores.records.list({ account, ...due })]);
  return { retentionMonths, offTheRecordTtlSec, lagMs, erasures: records.length };
}
