// The end of an agent session: by logout, by idling out, by the host. First the one commit after which nothing of the
// session works any more, then its effects in each conversation, then the record goes.
import type { EndedLogin } from '../../accounts/principal.ts';
import type { Caller } from '../caller.ts';
import { auditEvent } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import { audienceOf, sessionEndedEvent } from '../events.ts';
import { endInvitations } from '../invitations/end.ts';
import { invitationLists } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { agentSessionCodec, isLiveSession } from '../records/agent-session.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { type InvitationRecord, invitationCodec } from '../records/invitation.ts';
import { conversationKey, invitationKey, sessionKey } from '../records/keys.ts';
import { discardNote } from '../submissions/discard.ts';
import { discardOffTheRecord } from '../submissions/vault.ts';
import { AGENT_SESSIONS, loadSession, sessionInput } from './sessions.ts';

/** Invitations of one session that are looked at in one step. */
const PAGE = 200;

/** Which sessions an end applies to. */
export type EndWhen = 'always' | 'idle';

/**
 * Ends a session and does what follows from it. Ending one that has ended does what is left to do.
 *
 * @param when `idle` leaves a session alone that was active meanwhile
 * @returns false when there was nothing to end
 */
export async function endSession(
  kit: Kit,
  caller: Caller,
  accountId: string,
  sessionId: string,
  when: EndWhen = 'always',
): Promise<boolean> {
  const ended = await markEnded(kit, caller, accountId, sessionId, when);
  if (!ended) return false;
  await endInvitationsOfSession(kit, caller, accountId, sessionId);
  const key = sessionKey(accountId, sessionId);
  await kit.stores.records.commit({ account: accountId, group: key.group, remove: [key] });
  return true;
}

/**
 * Ends the agent sessions of an agent, or those of one login: somebody signed out, was disabled or has other permissions now.
 *
 * @returns how many were ended
 */
export async function endSessionsOf(kit: Kit, caller: Caller, ended: EndedLogin): Promise<number> {
  const { accountId, agentId, login } = ended;
  const query = { account: accountId, index: AGENT_SESSIONS, value: agentId, limit: PAGE };
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    for (const { body } of page.records) {
      const session = agentSessionCodec.decode(body);
      if (login !== undefined && session.login !== login) continue;
      if (await endSession(kit, caller, accountId, session.id)) count += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return count;
}

async function markEnded(
  kit: Kit,
  caller: Caller,
  accountId: string,
  sessionId: string,
  when: EndWhen,
): Promise<boolean> {
  return commitWithRetry(
    kit,
    () => loadSession(kit, accountId, sessionId),
    (session) => {
      if (!session) return { result: false };
      const now = kit.clock();
      if (session.value.endedAt !== undefined) return { result: true };
      if (when === 'idle' && isLiveSession(session.value, now)) return { result: false };
      const key = sessionKey(accountId, sessionId);
      return {
        result: true,
        change: {
          account: accountId,
          group: key.group,
          expect: [{ key, version: session.version }],
          put: [sessionInput({ ...session.value, endedAt: now })],
          append: [
            sessionEndedEvent(kit, session.value),
            auditEvent(kit, caller, 'session-end', { kind: 'session', id: sessionId }),
          ],
        },
      };
    },
  );
}

async function endInvitationsOfSession(kit: Kit, caller: Caller, accountId: string, sessionId: string): Promise<void> {
  const query = { account: accountId, index: invitationLists.session, value: sessionId, limit: PAGE };
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    const places = new Map<string, string[]>();
    for (const { body } of page.records) {
      const { id, conversationId } = invitationCodec.decode(body);
      places.set(conversationId, [...(places.get(conversationId) ?? []), id]);
    }
    for (const [conversationId, ids] of places) await endInConversation(kit, caller, accountId, conversationId, ids);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

async function endInConversation(
  kit: Kit,
  caller: Caller,
  account: string,
  conversationId: string,
  ids: readonly string[],
): Promise<void> {
  const keys = [
    conversationKey(account, conversationId),
    ...ids.map((id) => invitationKey(account, conversationId, id)),
  ];
  await commitWithRetry(
    kit,
    async () => {
      const [storedConversation, ...storedInvitations] = await kit.stores.records.get(keys);
      const conversation = decodeRecord(conversationCodec, storedConversation)?.value;
      const invitations = storedInvitations.flatMap((stored): Versioned<InvitationRecord>[] => {
        const invitation = decodeRecord(invitationCodec, stored);
        return invitation ? [invitation] : [];
      });
      const to = conversation ? audienceOf(conversation) : [];
      const endings = endInvitations(kit, caller, account, to, invitations, 'session-ended');
      // Before the commit, which takes them off the list by which another attempt finds them. The session has ended already.
      await discardOffTheRecord(kit, account, conversationId, endings.offTheRecord);
      const notes = endings.offTheRecord.length > 0 ? discardNote(kit, account, conversationId) : [];
      return { ...endings, put: [...endings.put, ...notes] };
    },
    ({ expect, put, append }) =>
      put.length === 0
        ? { result: undefined }
        : { result: undefined, change: { account, group: conversationId, expect, put, append } },
  );
}
