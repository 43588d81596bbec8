import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversationEvents, conversationStatuses, conversationTransitions, transitionConversation } from './index.ts';

/** Written out by hand, apart from the table under test. */
const expected = {
  //       start   message  assign  transfer  close
  none: ['open', '-', '-', '-', '-'],
  open: ['-', 'open', 'open', 'open', 'closed'],
  closed: ['ended', 'ended', 'ended', 'ended', 'closed'],
} as const;

describe('SF-FLOW-01 every conversation status with every event', () => {
  for (const status of ['none', 'open', 'closed'] as const) {
    conversationEvents.forEach((event, column) => {
      const outcome = expected[status][column];
      test(`SF-FLOW-01 ${status} + ${event} → ${outcome}`, () => {
        const result = transitionConversation(status, event);
        if (outcome === '-') expect(result).toEqual({ refused: 'not_allowed' });
        else if (outcome === 'ended') expect(result).toEqual({ refused: 'ended' });
        else expect(result).toEqual({ status: outcome, changed: outcome !== status });
      });
    });
  }
});

test('SF-ACC-02 a closed conversation stays closed whatever happens', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...conversationEvents)), (events) => {
      for (const event of events) expect(transitionConversation('closed', event).status ?? 'closed').toBe('closed');
    }),
  );
});

test('SF-ACC-02 closing again changes nothing, so a repeated request gets the same answer', () => {
  expect(transitionConversation('closed', 'close')).toEqual({ status: 'closed', changed: false });
});

test('the table has a row for every status and one for none', () => {
  expect(Object.keys(conversationTransitions)).toEqual(['none', ...conversationStatuses]);
});
