// The list of the history: submitted forms of closed conversations that were sealed to an archive. It names forms, agents and
// instants; nothing of the consumer and nothing of the answers.
import type { HistoryEntry, HistoryListResponse } from '@tellsafe/core/wire';
import type { Page } from '../../stores/types.ts';
import { definitionOf } from '../forms/definitions.ts';
import { HISTORY_VALUE, invitationLists } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { type InvitationRecord, invitationCodec } from '../records/invitation.ts';
import { conversationKey } from '../records/keys.ts';
import { archivedOf, archiveKeyIdOf } from './conditions.ts';

/** What of the history is wanted; all filters that are given must fit. */
export interface HistoryQuery {
  readonly accountId: string;
  /** Id of a form. */
  readonly form?: string;
  /** Id of the agent who asked. */
  readonly agent?: string;
  /** Submitted at this instant or later, epoch ms. */
  readonly since?: number;
  /** Submitted before this instant, epoch ms. */
  readonly until?: number;
  /** 1 to 100, default 50. */
  readonly limit?: number;
  /** Of the page before, with otherwise the same query. */
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 50;
/** Most pages of the store that one call looks at: filters that fit little must not make it long. */
const MOST_PAGES = 10;

/**
 * Lists the history, the latest submitted first.
 *
 * @throws TellsafeError `request_invalid` for a cursor that no page gave
 */
export async function listHistory(kit: Kit, query: HistoryQuery): Promise<HistoryListResponse> {
  let { cursor } = query;
  for (let pages = 1; ; pages += 1) {
    const page = await historyPage(kit, query, cursor);
    const entries = await entriesOf(kit, query, page);
    cursor = page.cursor;
    if (entries.length > 0 || cursor === undefined || pages === MOST_PAGES) {
      const { archive } = kit.accounts.get(query.accountId);
      return { entries, archive, ...(cursor !== undefined && { cursor }) };
    }
  }
}

function historyPage(kit: Kit, query: HistoryQuery, cursor: string | undefined): Promise<Page> {
  const { accountId: account, since, until, limit = DEFAULT_LIMIT } = query;
  return pageOf(kit, {
    ...{ account, index: invitationLists.history, value: HISTORY_VALUE, descending: true, limit },
    ...(since !== undefined && { from: since }),
    ...(until !== undefined && { to: until - 1 }),
    ...(cursor !== undefined && { cursor }),
  });
}

async function entriesOf(kit: Kit, { accountId, form, agent }: HistoryQuery, page: Page): Promise<HistoryEntry[]> {
  const invitations = page.records
    .map((stored) => ({ value: invitationCodec.decode(stored.body), version: stored.version }))
    .filter(({ value }) => (form ?? value.form.id) === value.form.id && (agent ?? value.agent.id) === value.agent.id);
  if (invitations.length === 0) return [];
  const keys = invitations.map(({ value }) => conversationKey(accountId, value.conversationId));
  const stored = await kit.stores.records.get(keys);
  const found = invitations.map((invitation, at) => entryOf(kit, accountId, invitation, stored[at]));
  return (await Promise.all(found)).flat();
}

async function entryOf(
  kit: Kit,
  account: string,
  invitation: Versioned<InvitationRecord>,
  stored: Parameters<typeof decodeRecord>[1],
): Promise<HistoryEntry[]> {
  const conversation = decodeRecord(conversationCodec, stored);
  if (conversation?.value.status !== 'closed') return [];
  const { id, conversationId, form, agent, at } = invitation.value;
  const isKept = !('refused' in archivedOf({ invitation, conversation }));
  const keyId = isKept
    ? archiveKeyIdOf(kit, account, invitation.value, await definitionOf(kit, account, form.id, form.hash))
    : undefined;
  const submittedAt = at.submitted ?? at.sent;
  return [
    {
      invitationId: id,
      conversationId,
      formId: form.id,
      formVersion: form.version,
      formName: form.name,
      agent,
      submittedAt,
      closedAt: conversation.value.closedAt ?? submittedAt,
      ...(keyId !== undefined && { archiveKeyId: keyId }),
    },
  ];
}
