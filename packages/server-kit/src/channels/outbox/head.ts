// What to do with the head of a conversation's queue, and what an answer makes of it. Pure: the worker does what is said here.
import type { ChannelName, SendResult } from '../types.ts';
import type { OutboxNext } from './change.ts';
import { nextToConsumer } from './pace.ts';
import { advanced, type OutboxQueue, type OutboxRecord, providerHash, waiting } from './records.ts';
import { isUnsettled, type OutboxReason, type OutboxState, pauseAfter, stateAfter } from './states.ts';

/** A queue whose process died is taken over after this time; longer than an attempt can last. */
export const OUTBOX_LEASE_MS = 90_000;

/** How long an echo or a status is waited for after an answer was lost. */
export const ECHO_WAIT_MS = 60_000;

/** When the provider is first asked what became of a message, and how long it is asked. */
export const LOOK_AFTER_MS = 20_000;
export const LOOK_UNTIL_MS = 300_000;

/** An entry point whose credential is not taken rests for so long. */
export const STOP_MS = 300_000;

/** How a channel finds out about an answer that was lost. */
export type Recovery = 'same-id' | 'reconcile' | 'wait';

/** What is to be done. */
export type HeadStep = 'send' | 'look' | OutboxNext | undefined;

/** The next step; `undefined` when another process is at it, or nothing is due. */
export function stepOf(
  record: OutboxRecord,
  queue: OutboxQueue,
  channel: ChannelName,
  recovery: Recovery,
  now: number,
): HeadStep {
  if (queue.head !== record.seq || queue.dueAt === undefined || queue.dueAt > now) return undefined;
  if (!isUnsettled(record.state)) return { queue: advanced(queue, now) };
  const isLate = now >= record.deadline;
  if (record.state === 'queued') {
    if (isLate) return ended(record, queue, 'expired', now);
    const free = nextToConsumer(channel, queue.lastSentAt, now);
    return free > now ? { queue: waiting(queue, free) } : 'send';
  }
  const { sentAt = now } = record;
  if (recovery === 'same-id') return isLate ? ended(record, queue, 'unknown', now) : 'send';
  const wait = recovery === 'wait' ? ECHO_WAIT_MS : LOOK_AFTER_MS;
  const until = sentAt + wait;
  // A clock that was put back makes the wait no longer.
  if (now < until && until - now <= wait) return { queue: waiting(queue, until) };
  return recovery === 'wait' ? ended(record, queue, 'unknown', now) : 'look';
}

/** The message is over; the next one's turn. */
export function ended(
  record: OutboxRecord,
  queue: OutboxQueue,
  state: OutboxState,
  now: number,
  why: { readonly reason?: OutboxReason; readonly code?: string } = {},
): OutboxNext {
  return { record: { ...record, ...why, state }, queue: advanced(queue, now) };
}

/** The process takes the head: nobody else works on it until the lease is over. */
export function claimed(record: OutboxRecord, queue: OutboxQueue, now: number, sends: boolean): OutboxNext {
  return {
    queue: { ...queue, claimed: true, dueAt: now + OUTBOX_LEASE_MS, ...(sends && { lastSentAt: now }) },
    ...(sends && { record: { ...record, state: 'sending' as const, attempts: record.attempts + 1, sentAt: now } }),
  };
}

/** An attempt as it began. */
export interface Attempt {
  /** After the claim. */
  readonly record: OutboxRecord;
  /** Whether an attempt before may have been taken already. */
  readonly wasUnsure: boolean;
  readonly recovery: Recovery;
}

/** What an answer makes of a message. @param chance from 0 to below 1 */
export function afterSend(
  { record: begun, wasUnsure, recovery }: Attempt,
  result: SendResult,
  record: OutboxRecord,
  queue: OutboxQueue,
  now: number,
  chance: number,
): OutboxNext | undefined {
  if (result.state === 'accepted') return afterAccept(record, queue, result.providerId, now);
  // Another process took over, or something was told meanwhile that says more than this answer.
  const isMine = queue.claimed === true && queue.head === record.seq && record.attempts === begun.attempts;
  if (!isMine) return undefined;
  if (!isUnsettled(record.state)) return { queue: advanced(queue, now) };
  const { error } = result;
  const { class: reason, code } = error;
  const before = { ...record, code, state: wasUnsure ? ('sending' as const) : ('queued' as const) };
  const again = (dueAt: number): OutboxNext => {
    if (dueAt < record.deadline) return { record: before, queue: waiting(queue, dueAt) };
    return ended(record, queue, wasUnsure ? 'unknown' : 'failed', now, { reason, code });
  };
  if (reason === 'auth_failed') return again(now + STOP_MS);
  switch (result.state) {
    case 'retry':
      return again(Math.max(now + 1, result.notBefore ?? now + pauseAfter(record.attempts, chance)));
    case 'rejected': {
      const isRule = reason === 'window_closed' || reason === 'recipient_opted_out';
      const state = wasUnsure ? 'unknown' : isRule ? 'refused' : 'failed';
      return ended(record, queue, state, now, { reason, code });
    }
    default: {
      const wait = { 'same-id': pauseAfter(record.attempts, chance), reconcile: LOOK_AFTER_MS, wait: ECHO_WAIT_MS };
      return { record: { ...record, code }, queue: waiting(queue, now + wait[recovery]) };
    }
  }
}

/** The provider has the message. */
export function afterAccept(record: OutboxRecord, queue: OutboxQueue, providerId: string, now: number): OutboxNext {
  const { reason: _reason, code: _code, ...kept } = record;
  const settled = stateAfter(record.state, 'accepted');
  const isHealed = settled !== record.state;
  const next = { ...(isHealed ? kept : record), state: settled, provider: providerHash(record.entryPoint, providerId) };
  return { record: next, ...(queue.head === record.seq && { queue: advanced(queue, now) }) };
}

/** What a look at the provider makes of a message whose answer was lost. */
export function afterLook(
  found: 'accepted' | 'absent' | 'unknown',
  providerId: string,
  record: OutboxRecord,
  queue: OutboxQueue,
  now: number,
): OutboxNext | undefined {
  if (found === 'accepted') return afterAccept(record, queue, providerId, now);
  if (queue.head !== record.seq || queue.claimed !== true) return undefined;
  if (record.state !== 'sending') return { queue: advanced(queue, now) };
  // Certainly not there: it is sent as if it had never been.
  if (found === 'absent') return { record: { ...record, state: 'queued' }, queue: waiting(queue, now) };
  const age = Math.abs(now - (record.sentAt ?? now));
  if (age >= LOOK_UNTIL_MS) return ended(record, queue, 'unknown', now);
  return { queue: waiting(queue, now + LOOK_AFTER_MS) };
}
