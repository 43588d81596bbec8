// The list of what is held in an account, the longest held first (SF-RET-03).
import type { PrivacyHoldsResponse } from '@tellsafe/core/wire';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { holdCodec } from '../records/privacy.ts';
import { HOLD_LIST, holdViews } from './holds.ts';

const DEFAULT_LIMIT = 50;

/** Which page of the holds of an account. */
export interface HoldListQuery {
  readonly accountId: string;
  /** Most conversations and consumers of the page, 1 to 100, default 50. */
  readonly limit?: number;
  /** Of the page before. */
  readonly cursor?: string;
}

/** A page of what is held. */
export type HoldPage = PrivacyHoldsResponse;

/**
 * Lists conversations and consumers that are held; consumers by their MAC, because no readable id of theirs is kept.
 *
 * @throws TellsafeError `request_invalid` for a cursor that no page gave; RangeError for a limit outside of its range
 */
export async function listHolds(kit: Kit, { accountId: account, limit, cursor }: HoldListQuery): Promise<HoldPage> {
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1 || limit > 100)) {
    throw new RangeError('limit must be a whole number from 1 to 100');
  }
  const page = await pageOf(kit, {
    ...{ account, ...HOLD_LIST, limit: limit ?? DEFAULT_LIMIT },
    ...(cursor !== undefined && { cursor }),
  });
  const held = page.records.flatMap(({ body }): HoldPage['held'] => {
    const { conversationId, consumer = '', holds } = holdCodec.decode(body);
    if (holds.length === 0) return [];
    const named =
      conversationId === undefined
        ? { kind: 'consumer-mac', id: consumer }
        : { kind: 'conversation', id: conversationId };
    return [{ ...named, holds: holdViews(holds) } as HoldPage['held'][number]];
  });
  return { held, ...(page.cursor !== undefined && { cursor: page.cursor }) };
}
