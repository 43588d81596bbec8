import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type InvitationEvent,
  type InvitationStatus,
  invitationEvents,
  invitationStatuses,
  invitationTransitions,
  isInvitationStatus,
  isTerminal,
  statusRank,
  transitionInvitation,
} from './index.ts';

/** Written out by hand, apart from the table under test: status, then the outcome of each event in order. `-` is not allowed. */
const expected: Readonly<Record<InvitationStatus, readonly (InvitationStatus | '-' | 'ended')[]>> = {
  //          receive     open      submit       expire     decline     revoke     fail
  sent: ['received', 'viewed', '-', 'expired', 'declined', 'revoked', 'failed'],
  received: ['received', 'viewed', '-', 'expired', 'declined', 'revoked', '-'],
  viewed: ['viewed', 'viewed', 'submitted', 'expired', 'declined', 'revoked', '-'],
  submitted: ['ended', 'ended', 'ended', 'ended', 'ended', 'ended', 'ended'],
  expired: ['ended', 'ended', 'ended', 'ended', 'ended', 'ended', 'ended'],
  declined: ['ended', 'ended', 'ended', 'ended', 'ended', 'ended', 'ended'],
  revoked: ['ended', 'ended', 'ended', 'ended', 'ended', 'ended', 'ended'],
  failed: ['ended', 'ended', 'ended', 'ended', 'ended', 'ended', 'ended'],
};

const anyEvents = fc.array(fc.constantFrom(...invitationEvents), { maxLength: 30 });

/** Statuses that a run of events goes through; refused events leave the status where it is. */
function walk(events: readonly InvitationEvent[]): InvitationStatus[] {
  const path: InvitationStatus[] = ['sent'];
  for (const event of events)
    path.push(transitionInvitation(path.at(-1) ?? 'sent', event).status ?? path.at(-1) ?? 'sent');
  return path;
}

describe('SF-STA-01 every status with every event', () => {
  for (const status of invitationStatuses) {
    invitationEvents.forEach((event, column) => {
      const outcome = expected[status][column];
      test(`SF-STA-01 ${status} + ${event} → ${outcome}`, () => {
        const result = transitionInvitation(status, event);
        if (outcome === '-') expect(result).toEqual({ refused: 'not_allowed' });
        else if (outcome === 'ended') expect(result).toEqual({ refused: 'ended' });
        else expect(result).toEqual({ status: outcome, changed: outcome !== status });
      });
    });
  }
});

test('SF-STA-01 there are the eight statuses of the requirements and no other', () => {
  expect([...invitationStatuses].sort()).toEqual(
    ['declined', 'expired', 'failed', 'received', 'revoked', 'sent', 'submitted', 'viewed'].sort(),
  );
  expect(Object.keys(invitationTransitions).sort()).toEqual([...invitationStatuses].sort());
});

test('SF-STA-01 the ends are exactly submitted, expired, declined, revoked and failed, and their rows are empty', () => {
  const ends = invitationStatuses.filter(isTerminal);
  expect(ends).toEqual(['submitted', 'expired', 'declined', 'revoked', 'failed']);
  for (const end of ends) expect(invitationTransitions[end]).toEqual({});
});

test('SF-STA-01 no path leaves an end', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const path = walk(events);
      const end = path.findIndex(isTerminal);
      if (end >= 0) expect(new Set(path.slice(end)).size).toBe(1);
    }),
  );
});

test('SF-STA-05 a status never goes backwards', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const ranks = walk(events).map(statusRank);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }),
  );
});

test('SF-STA-05 repeating an accepted event that is not an end changes nothing', () => {
  fc.assert(
    fc.property(anyEvents, fc.constantFrom(...invitationEvents), (events, event) => {
      const first = transitionInvitation(walk(events).at(-1) ?? 'sent', event);
      if (first.status === undefined || isTerminal(first.status)) return;
      expect(transitionInvitation(first.status, event)).toEqual({ status: first.status, changed: false });
    }),
  );
});

test('SF-STA-05 late receipts do not undo a view', () => {
  expect(walk(['open', 'receive', 'receive'])).toEqual(['sent', 'viewed', 'viewed', 'viewed']);
});

test('SF-STA-04 nothing but open leads to viewed, and nothing but a viewed form is submitted', () => {
  for (const status of invitationStatuses) {
    for (const event of invitationEvents) {
      const { status: next, changed } = transitionInvitation(status, event);
      if (next === 'viewed' && changed) expect(event).toBe('open');
      if (next === 'submitted') expect([status, event]).toEqual(['viewed', 'submit']);
    }
  }
});

test('SF-STA-01 every status can be reached', () => {
  const reached = new Set<InvitationStatus>(['sent']);
  for (const status of reached) {
    for (const next of Object.values(invitationTransitions[status])) reached.add(next);
  }
  expect([...reached].sort()).toEqual([...invitationStatuses].sort());
});

test('SF-STA-01 a name of a status is recognised, anything else is not', () => {
  for (const status of invitationStatuses) expect(isInvitationStatus(status)).toBe(true);
  for (const other of ['', 'Sent', 'toString', '__proto__', 0, null, undefined, ['sent'], {}]) {
    expect(isInvitationStatus(other)).toBe(false);
  }
});
