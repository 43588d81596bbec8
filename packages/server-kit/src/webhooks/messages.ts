// What a webhook says about an event: ids, statuses, times, and which form. Never an answer, a key, a handle, a link or anybody's name: every member is picked by hand, so that what an event comes to hold later stays here.
import type { InvitationStatus } from '@tellsafe/core/invitation';
import { AUDIT_EVENT } from '../audit/audit.ts';
import { decodeAuditEntry } from '../audit/entry.ts';
import {
  conversationEventCodec,
  eventTypes,
  type InvitationSnapshot,
  invitationEventCodec,
  sessionEndedEventCodec,
} from '../services/events.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { invitationCodec } from '../services/records/invitation.ts';
import { invitationKey } from '../services/records/keys.ts';
import { snapshotOf } from '../services/views.ts';
import type { StoredEvent } from '../stores/types.ts';
import { deliveryMessage, type MessageText, saidMessage } from './said.ts';
import type { WebhookEventType } from './types.ts';

/** A message before it is addressed. */
export interface WebhookMessage {
  readonly type: WebhookEventType | 'webhook.test';
  /** When it happened, epoch ms. */
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** What a message says, for endpoints that are told so. */
  readonly said?: MessageText;
}

const conversationTypes = {
  start: 'conversation.started',
  assign: 'conversation.assigned',
  transfer: 'conversation.assigned',
  close: 'conversation.closed',
} as const;

/** The message about an event; `undefined` for what webhooks do not tell. */
export async function messageOf(kit: Kit, event: StoredEvent): Promise<WebhookMessage | undefined> {
  switch (event.type) {
    case eventTypes.conversation:
      return conversationMessage(event);
    case eventTypes.invitation: {
      const { changed, invitation } = invitationEventCodec.decode(event.body);
      if (!changed) return undefined;
      const type = `invitation.${invitation.status}` as const;
      return { type, at: statusTime(invitation), data: invitationData(event.account, invitation) };
    }
    case eventTypes.message:
      return saidMessage(kit, event);
    case eventTypes.delivery:
      return deliveryMessage(kit, event);
    case eventTypes.sessionEnded: {
      const { sessionId, agentId, at } = sessionEndedEventCodec.decode(event.body);
      return { type: 'session.ended', at, data: { accountId: event.account, sessionId, agentId } };
    }
    case AUDIT_EVENT:
      return readMessage(kit, event);
    default:
      return undefined;
  }
}

/** The body of a message, as Standard Webhooks suggests it. */
export function bodyOf({ type, at, data }: WebhookMessage): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
}

function conversationMessage({ account: accountId, body }: StoredEvent): WebhookMessage {
  const { change, at, conversation } = conversationEventCodec.decode(body);
  const { id: conversationId, status, agent, startedAt, closedAt } = conversation;
  const times = { startedAt, ...(closedAt !== undefined && { closedAt }) };
  const data = { accountId, conversationId, status, agentId: agent?.id ?? null, ...times };
  return { type: conversationTypes[change], at, data };
}

const endedBy: readonly InvitationStatus[] = ['expired', 'declined', 'revoked', 'failed'];

function statusTime({ status, at }: InvitationSnapshot): number {
  const since = endedBy.includes(status) ? at.ended : at[status as keyof typeof at];
  return since ?? at.sent;
}

function invitationData(accountId: string, invitation: InvitationSnapshot) {
  const { id: invitationId, conversationId, status, agent, sessionId, at, expiresAt } = invitation;
  const { id, version, name } = invitation.form;
  const { sent, received, viewed, submitted, ended } = at;
  return {
    ...{ accountId, conversationId, invitationId, status, form: { id, version, name }, agentId: agent.id, sessionId },
    at: {
      sent,
      ...(received !== undefined && { received }),
      ...(viewed !== undefined && { viewed }),
      ...(submitted !== undefined && { submitted }),
      ...(ended !== undefined && { ended }),
    },
    receivedInferred: invitation.receivedInferred === true,
    expiresAt,
  };
}

/** The audit alone knows of a reading. */
async function readMessage(kit: Kit, { account, group, body }: StoredEvent): Promise<WebhookMessage | undefined> {
  const entry = decodeAuditEntry(body);
  if (entry?.action !== 'answers-read' || entry.outcome !== 'done' || entry.object.kind !== 'invitation')
    return undefined;
  const [stored] = await kit.stores.records.get([invitationKey(account, group, entry.object.id)]);
  const invitation = decodeRecord(invitationCodec, stored)?.value;
  if (!invitation) return undefined;
  const data = invitationData(account, snapshotOf(invitation, entry.at));
  return { type: 'answers.read', at: entry.at, data: { ...data, readAt: entry.at } };
}
