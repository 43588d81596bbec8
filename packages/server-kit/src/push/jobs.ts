// What is left to be told outside of the page: written in the very commit that sends or ends an invitation, so that a crash loses
// nothing. Who works them off is in work.ts.
import { isTerminal } from '@tellsafe/core/invitation';
import { retainUntil } from '../services/events.ts';
import type { Kit } from '../services/kit.ts';
import { jsonCodec } from '../services/records/codec.ts';
import type { InvitationRecord } from '../services/records/invitation.ts';
import { pushJobKey } from '../services/records/keys.ts';
import type { RecordInput } from '../stores/types.ts';

/** Name and value of the list of jobs that wait, ordered by when they are due. */
export const DUE_PUSH = { index: 'due', value: 'push' } as const;

/** What a job tells: that a form was sent, or that a form which was told of has ended. */
export type PushAbout = 'sent' | 'ended';

/** One job. When it is done and something was shown, it stays without a due time until the end was told as well. */
export interface PushJob {
  readonly conversationId: string;
  readonly invitationId: string;
  readonly about: PushAbout;
  /** Attempts that began. */
  readonly attempts: number;
  /** Ids of subscriptions that took the message. */
  readonly delivered: readonly string[];
  /** Ids of subscriptions that are tried again; absent before the first attempt. */
  readonly left?: readonly string[];
  /** A process works on it until it is due again. */
  readonly claimed?: true;
  /** The host's hook was called and did not fail. */
  readonly notified?: true;
}

export const pushJobCodec = jsonCodec<PushJob>();

/** The record of a job. @param dueAt epoch ms; without it nobody works on it */
export function pushJobInput(kit: Kit, account: string, job: PushJob, dueAt: number | undefined): RecordInput {
  const { conversationId, invitationId, about } = job;
  const { index: name, value } = DUE_PUSH;
  return {
    ...pushJobKey(account, conversationId, invitationId, about),
    body: pushJobCodec.encode(job),
    expiresAt: retainUntil(kit, account),
    ...(dueAt !== undefined && { index: [{ name, value, order: dueAt }] }),
  };
}

/** The part of a commit that sends or changes an invitation: the job that tells of it, where anybody is to be told. */
export function pushJobsOf(
  kit: Kit,
  account: string,
  invitation: InvitationRecord,
  before: InvitationRecord | undefined,
): readonly RecordInput[] {
  const { push } = kit.accounts.get(account);
  const ended = before !== undefined && before.status !== invitation.status && isTerminal(invitation.status);
  const wanted = before === undefined ? push || kit.notify : push && ended;
  if (!wanted) return [];
  const { conversationId, id: invitationId } = invitation;
  const about = ended ? 'ended' : 'sent';
  return [pushJobInput(kit, account, { conversationId, invitationId, about, attempts: 0, delivered: [] }, kit.clock())];
}
