// The invitations behind a figure: ids, statuses and times. What was erased is not among them, although it was counted.
import type { ReportInvitation, ReportInvitationsRequest, ReportInvitationsResponse } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { invitationCodec } from '../services/records/invitation.ts';
import { invitationKey } from '../services/records/keys.ts';
import { snapshotOf } from '../services/views.ts';
import { loadState } from './aggregate.ts';
import { filterOf, fits } from './buckets.ts';
import type { Fact } from './facts.ts';
import { assertRange, invalidQuery } from './invalid-query.ts';
import { factCodec, factKey, initialState, reportLists } from './records.ts';

const DEFAULT_LIMIT = 50;

/** Most pages of facts that one call looks at: a filter that fits little must not make one call long. */
const MAX_PAGES = 10;

/**
 * A page of the invitations that a figure counts.
 *
 * @throws TellsafeError `request_invalid` for a range or cursor that cannot be
 */
export async function reportInvitations(
  kit: Kit,
  account: string,
  query: ReportInvitationsRequest,
): Promise<ReportInvitationsResponse> {
  const { from, to, measure, cohort = 'sent', limit = DEFAULT_LIMIT } = query;
  assertRange(query);
  const { generation } = ((await loadState(kit, account)).value ?? initialState).active;
  const filter = filterOf(query);
  const list = { account, ...reportLists.facts(generation, cohort, measure), from, to: to - 1, limit };
  let cursor = query.cursor;
  for (let pages = 0; ; pages += 1) {
    const page = await readPage(kit, list, cursor, query.cursor !== undefined && pages === 0);
    cursor = page.cursor;
    const facts = page.records.map(({ body }) => factCodec.decode(body)).filter((fact) => fits(fact, filter));
    if (facts.length === 0 && cursor !== undefined && pages < MAX_PAGES) continue;
    const invitations = await viewsOf(kit, account, generation, facts);
    return { invitations, ...(cursor !== undefined && { cursor }) };
  }
}

type List = Parameters<Kit['stores']['records']['list']>[0];

/** @param isGiven the cursor came from outside, and the store judges it */
async function readPage(kit: Kit, list: List, cursor: string | undefined, isGiven: boolean) {
  try {
    return await kit.stores.records.list({ ...list, ...(cursor !== undefined && { cursor }) });
  } catch (error) {
    if (isGiven && error instanceof RangeError) throw invalidQuery('cursor');
    throw error;
  }
}

async function viewsOf(
  kit: Kit,
  account: string,
  generation: number,
  facts: readonly Fact[],
): Promise<readonly ReportInvitation[]> {
  if (facts.length === 0) return [];
  const { records } = kit.stores;
  const stored = await records.get(
    facts.map(({ conversationId, invitationId }) => invitationKey(account, conversationId, invitationId)),
  );
  const readings = await records.get(
    facts.map(({ invitationId }) => factKey(account, generation, 'read', invitationId)),
  );
  return facts.flatMap((fact, place) => {
    const invitation = decodeRecord(invitationCodec, stored[place])?.value;
    const reading = readings[place];
    return invitation ? [viewOf(fact, snapshotOf(invitation, kit.clock()), reading?.body)] : [];
  });
}

function viewOf(
  { invitationId, conversationId, form, agent, channel, entryPoint }: Fact,
  { status, at }: ReturnType<typeof snapshotOf>,
  reading: Uint8Array | undefined,
): ReportInvitation {
  const read = reading && factCodec.decode(reading).at;
  const { sent, received, viewed, submitted, ended } = at;
  return {
    ...{ invitationId, conversationId, form, agent, channel, entryPoint, status },
    at: {
      sent,
      ...(received !== undefined && { received }),
      ...(viewed !== undefined && { viewed }),
      ...(submitted !== undefined && { submitted }),
      ...(ended !== undefined && { ended }),
      ...(read !== undefined && { read }),
    },
  };
}
