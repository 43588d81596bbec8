// Works off what is to be told outside of the page: Web Push to the conversation's browsers, and the host's hook for APNs, FCM and
// whatever else. Each job is claimed by a commit, so that of several processes one does it; what a crash leaves is done again.
import { isTerminal } from '@tellsafe/core/invitation';
import { commitChange } from '../services/commit.ts';
import { workDue } from '../services/due.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../services/records/conversation.ts';
import { deadlineOf, type InvitationRecord, invitationCodec, statusAt } from '../services/records/invitation.ts';
import { conversationKey, invitationKey, pushJobKey, pushKey } from '../services/records/keys.ts';
import { type Transcript, transcriptUnlessErased } from '../services/transcript.ts';
import type { Commit, Key, StoredRecord } from '../stores/types.ts';
import { type Delivery, deliver } from './deliver.ts';
import { DUE_PUSH, type PushJob, pushJobCodec, pushJobInput } from './jobs.ts';
import { languageOf, type PushMessage, pushMessage, pushText } from './message.ts';
import { callNotify } from './notify.ts';
import { dropSubscriptions, type PushSubscription, subscriptionsIn } from './subscriptions.ts';

/** Jobs that one process works on at the same time. */
export const PUSH_PAGE = 32;

/** A job whose process died is taken over after this time; longer than an attempt can last. */
export const LEASE_MS = 60_000;

/** Pauses before the second, third … attempt. After the last one it is given up. */
export const RETRY_MS: readonly number[] = [5_000, 20_000, 60_000, 300_000];

/** A push service that asks for a longer pause is asked again after this one. */
export const RETRY_AFTER_LIMIT_MS = 900_000;

/** How long the end waits for a process that still tells of the start. */
const WAIT_MS = 2_000;

/** How long push services keep the message that a form has ended. */
const ENDED_TTL_SEC = 3_600;

/** Everything that a job is about, read at once. */
interface Matter {
  readonly job: Versioned<PushJob>;
  readonly invitation: InvitationRecord;
  readonly conversation: ConversationRecord;
  readonly transcript: Transcript;
  readonly subscriptions: readonly PushSubscription[];
  /** For an ended form: the job that told of it, or is still to do so. */
  readonly told: Versioned<PushJob> | undefined;
}

/**
 * Works on what is due, at most {@link PUSH_PAGE} jobs per account. Failures are logged and stop nothing else.
 *
 * @returns whether more is due already
 */
export async function runPushJobs(kit: Kit): Promise<boolean> {
  let more = false;
  for (const { id: account, push } of kit.accounts.all) {
    if (!push && !kit.notify) continue;
    const work = (stored: StoredRecord) => workOn(kit, account, stored);
    const round = await workDue(kit, { account, ...DUE_PUSH }, PUSH_PAGE, 'push', work);
    more ||= round.more;
  }
  return more;
}

/** @returns whether this process did something about it */
async function workOn(kit: Kit, account: string, stored: StoredRecord): Promise<boolean> {
  const job = { value: pushJobCodec.decode(stored.body), version: stored.version };
  const matter = await loadMatter(kit, account, job);
  const plan = matter && planOf(kit, account, matter);
  if (!matter || !plan) return settle(kit, account, job, restOf(job.value));
  if (plan === 'wait') return settle(kit, account, job, { next: job.value, dueAt: kit.clock() + WAIT_MS });
  const claimed: PushJob = { ...job.value, attempts: job.value.attempts + 1, claimed: true };
  const claim = { next: claimed, dueAt: kit.clock() + LEASE_MS };
  if (!(await settle(kit, account, job, claim, matter.told))) return false;
  const [attempted, notified] = await Promise.all([
    pushAll(kit, account, matter, plan.targets),
    plan.notify ? notify(kit, account, matter) : (claimed.notified ?? false),
  ]);
  const [kept] = await kit.stores.records.get([keyOf(account, claimed)]);
  if (!kept) return true;
  const { claimed: _, ...free } = claimed;
  const next: PushJob = {
    ...free,
    delivered: [...claimed.delivered, ...idsOf(attempted, 'delivered')],
    left: idsOf(attempted, 'later'),
    ...(notified && { notified: true as const }),
  };
  const done = { value: next, version: kept.version };
  return settle(kit, account, done, againOf(kit, matter, next, attempted) ?? restOf(next));
}

async function loadMatter(kit: Kit, account: string, job: Versioned<PushJob>): Promise<Matter | undefined> {
  const { conversationId, invitationId, about } = job.value;
  const [storedConversation, storedInvitation, storedPush, storedTold] = await kit.stores.records.get([
    conversationKey(account, conversationId),
    invitationKey(account, conversationId, invitationId),
    pushKey(account, conversationId),
    pushJobKey(account, conversationId, invitationId, 'sent'),
  ]);
  const conversation = decodeRecord(conversationCodec, storedConversation)?.value;
  const invitation = decodeRecord(invitationCodec, storedInvitation)?.value;
  const transcript = conversation && (await transcriptUnlessErased(kit, account, conversation));
  if (!conversation || !invitation || !transcript) return undefined;
  const told = about === 'ended' ? decodeRecord(pushJobCodec, storedTold) : undefined;
  return { job, invitation, conversation, transcript, subscriptions: subscriptionsIn(storedPush, transcript), told };
}

interface Plan {
  readonly targets: readonly PushSubscription[];
  readonly notify: boolean;
}

/** @returns undefined when there is nothing to tell; `wait` while another process still tells of what has ended */
function planOf(
  kit: Kit,
  account: string,
  { job, invitation, subscriptions, told }: Matter,
): Plan | 'wait' | undefined {
  const { about, left, notified, attempts } = job.value;
  if (told?.value.claimed) return 'wait';
  const wanted = about === 'ended' ? (told?.value.delivered ?? []) : undefined;
  const status = statusAt(invitation, kit.clock());
  if (about === 'sent' && isTerminal(status)) return undefined;
  // A person who has the form open needs no message that it is there.
  const silent = !kit.accounts.get(account).push || (about === 'sent' && status === 'viewed');
  const targets = silent
    ? []
    : subscriptions.filter(({ id }) => (wanted?.includes(id) ?? true) && (left?.includes(id) ?? true));
  const hook = about === 'sent' && kit.notify !== undefined && !notified;
  // A claim that a crash left counts as an attempt, so that nothing is tried for ever.
  const exhausted = attempts > RETRY_MS.length;
  return exhausted || (targets.length === 0 && !hook) ? undefined : { targets, notify: hook };
}

interface Attempted {
  readonly id: string;
  readonly delivery: Delivery;
}

async function pushAll(
  kit: Kit,
  account: string,
  matter: Matter,
  targets: readonly PushSubscription[],
): Promise<readonly Attempted[]> {
  const { push } = kit.accounts.get(account);
  if (!push || targets.length === 0) return [];
  const { invitation, conversation } = matter;
  const message = await messageOf(kit, account, matter);
  const ttlSec = Math.max(1, Math.floor((deadlineOf(invitation) - kit.clock()) / 1000));
  const options = message.ended
    ? ({ ttlSec: ENDED_TTL_SEC, urgency: 'normal' } as const)
    : ({ ttlSec, urgency: 'high' } as const);
  const attempted = await Promise.all(
    targets.map(async (target) => ({ id: target.id, delivery: await deliver(kit, push, target, message, options) })),
  );
  for (const { delivery } of attempted) {
    if (!('code' in delivery)) continue;
    kit.log({ level: 'warn', message: 'A push message was not taken.', code: delivery.code, where: 'push' });
  }
  const gone = idsOf(attempted, 'gone');
  if (gone.length > 0) await dropSubscriptions(kit, account, conversation.id, gone);
  return attempted;
}

function messageOf(kit: Kit, account: string, matter: Matter): Promise<PushMessage> {
  const { job, invitation, conversation, transcript } = matter;
  const lang = languageOf(conversation, kit.accounts.get(account).language);
  const ended = job.value.about === 'ended' ? statusAt(invitation, kit.clock()) : undefined;
  return pushMessage(transcript, lang, invitation, ended);
}

async function notify(kit: Kit, accountId: string, { invitation, conversation }: Matter): Promise<boolean> {
  const { id: invitationId, conversationId, agent, form } = invitation;
  const text = await pushText(languageOf(conversation, kit.accounts.get(accountId).language), invitation);
  const names = { agentName: agent.name, formName: form.name, text };
  return callNotify(kit, { accountId, conversationId, invitationId, ...names, expiresAt: deadlineOf(invitation) });
}

function idsOf(attempted: readonly Attempted[], outcome: Delivery['outcome']): string[] {
  return attempted.filter(({ delivery }) => delivery.outcome === outcome).map(({ id }) => id);
}

/** What a job becomes: due again, or with no time kept so that the end can be told. */
interface Outcome {
  readonly next: PushJob;
  readonly dueAt?: number;
}

/** When a job that did not reach everybody is tried again, if it is. */
function againOf(kit: Kit, matter: Matter, next: PushJob, attempted: readonly Attempted[]): Outcome | undefined {
  const unfinished = (next.left ?? []).length > 0 || (next.about === 'sent' && kit.notify && !next.notified);
  const pause = RETRY_MS[next.attempts - 1];
  if (!unfinished || pause === undefined) return undefined;
  const asked = Math.max(0, ...attempted.map(({ delivery }) => ('afterMs' in delivery ? (delivery.afterMs ?? 0) : 0)));
  const dueAt = kit.clock() + Math.max(pause, Math.min(asked, RETRY_AFTER_LIMIT_MS));
  return next.about === 'ended' || dueAt < deadlineOf(matter.invitation) ? { next, dueAt } : undefined;
}

/** What stays of a job that is over: where something was shown, whom the end must be told. */
function restOf(job: PushJob): Outcome | undefined {
  const { claimed: _, ...next } = job;
  return job.about === 'sent' && job.delivered.length > 0 ? { next } : undefined;
}

/**
 * Stores what a job became.
 *
 * @param outcome without one the job is removed, and with a job about the end also the one about the start
 * @param told for a job about the end: the one about the start, on which nobody works any more from now on
 * @returns false when another process has it
 */
function settle(
  kit: Kit,
  account: string,
  { value, version }: Versioned<PushJob>,
  outcome: Outcome | undefined,
  told?: Versioned<PushJob>,
): Promise<boolean> {
  const key = keyOf(account, value);
  const start = { ...value, about: 'sent' } as const;
  const change: Commit = {
    account,
    group: value.conversationId,
    expect: [{ key, version }, ...(told ? [{ key: keyOf(account, told.value), version: told.version }] : [])],
    put: [
      ...(outcome ? [pushJobInput(kit, account, outcome.next, outcome.dueAt)] : []),
      ...(told ? [pushJobInput(kit, account, told.value, undefined)] : []),
    ],
    remove: outcome ? [] : [key, ...(value.about === 'ended' ? [keyOf(account, start)] : [])],
  };
  return commitChange(kit, change);
}

function keyOf(account: string, { conversationId, invitationId, about }: PushJob): Key {
  return pushJobKey(account, conversationId, invitationId, about);
}
