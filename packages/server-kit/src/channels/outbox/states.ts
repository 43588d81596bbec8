// How a message that goes out by a channel stands, and the pure rules by which that changes. No input or output.
import type { DeliveryStatus, ErrorClass, Refusal } from '../types.ts';

/**
 * States of a message on its way:
 *
 * - `queued`: certainly not with the provider
 * - `sending`: an attempt is under way, or one ended without an answer: perhaps with the provider
 * - `unknown`: perhaps with the provider, and nothing came since that would tell
 * - `accepted`, `sent`, `delivered`, `read`: what the provider tells
 * - `expired`: not sent in time, by us or by the provider
 * - `refused`: never sent, by a rule that is known beforehand
 * - `failed`: the provider does not take it, or could not deliver it
 */
export const outboxStates = [
  'queued',
  'sending',
  'unknown',
  'accepted',
  'sent',
  'expired',
  'refused',
  'failed',
  'delivered',
  'read',
] as const;

/** State of a message on its way. */
export type OutboxState = (typeof outboxStates)[number];

/** Why a message did not arrive. */
export type OutboxReason = Refusal['refused'] | ErrorClass;

const ranks: Readonly<Record<OutboxState, number>> = {
  ...{ queued: 0, sending: 0, unknown: 0 },
  ...{ accepted: 1, sent: 2, expired: 3, refused: 4, failed: 4, delivered: 5, read: 6 },
};

/**
 * The state after something was told: the higher one. Statuses come late, twice and in any order; whatever the order, the end is the same.
 * A failure counts from below `delivered` only, and `expired` loses to it.
 */
export function stateAfter(state: OutboxState, told: DeliveryStatus): OutboxState {
  return ranks[told] > ranks[state] ? told : state;
}

/** Whether the provider may still be asked to take the message: nothing is known of it yet. */
export function isUnsettled(state: OutboxState): state is 'queued' | 'sending' {
  return state === 'queued' || state === 'sending';
}

/** What a state means for the invitation whose link the message holds (SF-STA-04); `undefined` for nothing. */
export function invitationEventOf(state: OutboxState): 'receive' | 'fail' | undefined {
  if (state === 'delivered' || state === 'read') return 'receive';
  return state === 'failed' || state === 'refused' ? 'fail' : undefined;
}

/** Longest pause between two attempts that nobody asked for, ms. */
export const MAX_PAUSE_MS = 300_000;

const FIRST_PAUSE_MS = 1_000;

/**
 * The pause before the next attempt: exponential with full jitter, so that what failed together is not tried again together.
 *
 * @param attempts that began, from 1
 * @param chance from 0 to below 1
 * @returns 1 to {@link MAX_PAUSE_MS}
 */
export function pauseAfter(attempts: number, chance: number): number {
  const most = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 30));
  return Math.max(1, Math.round(most * chance));
}
