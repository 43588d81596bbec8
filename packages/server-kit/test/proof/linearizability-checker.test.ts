// The checker itself: textbook histories, good and bad, and a comparison with trying every order.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findViolation, type Operation, type Specification } from './linearizability-checker.ts';
import { describeViolation } from './linearizability-report.ts';

type Call = { write: string } | { swap: readonly [string, string] } | 'read';
type Step = Operation<Call, string | boolean>;

const register: Specification<string, Call, string | boolean> = {
  initial: '0',
  apply: (state, call, result) => {
    if (call === 'read') return result === undefined || result === state ? state : undefined;
    if ('write' in call) return call.write;
    const [from, to] = call.swap;
    if ((result ?? true) !== (state === from)) return undefined;
    return result === false ? state : to;
  },
  isRead: (call, result) => call === 'read' || result === false,
};

/** An operation that takes from one instant to another, or never answers. */
function step(
  process: string,
  calledAt: number,
  at: number | undefined,
  call: Call,
  result: string | boolean = true,
): Step {
  return { process, call, calledAt, ...(at !== undefined && { answer: { at, result } }) };
}

const possible: Record<string, Step[]> = {
  'one after the other': [step('a', 0, 1, { write: '1' }), step('b', 2, 3, 'read', '1')],
  'a read during a write sees the old value': [step('a', 0, 9, { write: '1' }), step('b', 2, 3, 'read', '0')],
  'a read during a write sees the new value': [step('a', 0, 9, { write: '1' }), step('b', 2, 3, 'read', '1')],
  'a write without an answer is seen late': [
    step('a', 0, undefined, { write: '1' }),
    step('b', 2, 3, 'read', '0'),
    step('b', 4, 5, 'read', '1'),
  ],
  'a write without an answer is never seen': [step('a', 0, undefined, { write: '1' }), step('b', 8, 9, 'read', '0')],
  'one of two swaps wins': [
    step('a', 0, 5, { swap: ['0', '1'] }),
    step('b', 1, 4, { swap: ['0', '2'] }, false),
    step('b', 6, 7, 'read', '1'),
  ],
  'touching ends count as overlapping': [step('a', 0, 2, { write: '1' }), step('b', 2, 3, 'read', '0')],
};

const impossible: Record<string, { history: Step[]; needed: number }> = {
  'a stale read': {
    history: [step('c', 0, 1, 'read', '0'), step('a', 2, 3, { write: '1' }), step('b', 4, 5, 'read', '0')],
    needed: 1,
  },
  'new, then old again': {
    history: [step('a', 0, 9, { write: '1' }), step('b', 1, 2, 'read', '1'), step('b', 3, 4, 'read', '0')],
    needed: 3,
  },
  'two readers see two writes in different orders': {
    history: [
      step('a', 0, 9, { write: '1' }),
      step('b', 0, 9, { write: '2' }),
      ...[step('c', 1, 2, 'read', '1'), step('c', 3, 4, 'read', '2'), step('c', 5, 6, 'read', '1')],
    ],
    needed: 5,
  },
  'two swaps of one value win': {
    history: [
      step('c', 0, 1, 'read', '0'),
      step('a', 2, 5, { swap: ['0', '1'] }),
      step('b', 3, 4, { swap: ['0', '2'] }),
      step('c', 6, 7, 'read', '1'),
    ],
    needed: 2,
  },
  'a swap without an answer that nothing allows is seen': {
    history: [step('a', 0, undefined, { swap: ['7', '1'] }), step('b', 2, 3, 'read', '1')],
    needed: 2,
  },
  'a value from nowhere': { history: [step('a', 0, 1, 'read', '5')], needed: 1 },
};

describe('T7 the checker', { timeout: 180_000 }, () => {
  test.each(Object.entries(possible))('accepts: %s', (_, history) => {
    expect(findViolation(history, register)).toBeUndefined();
  });

  test.each(Object.entries(impossible))('finds: %s', (_, { history, needed }) => {
    const violation = findViolation(history, register);
    expect(violation?.operations).toHaveLength(needed);
  });

  test('shows what it found from the last moment at which nothing was under way', () => {
    const violation = findViolation(impossible['a stale read']?.history ?? [], register);
    expect(violation && describeViolation(violation)).toBe('not linearizable from "1"\nb  0 to 1  "read" → "0"');
  });

  test('gives up on a history in which too much is under way', () => {
    const writes = Array.from({ length: 30 }, (_, at) => step(`p${at}`, 0, undefined, { write: `${at}` }));
    const history = [...writes, step('reader', 1, 2, 'read', 'never written')];
    expect(() => findViolation(history, register)).toThrow(RangeError);
  });

  test('agrees with trying every order', () => {
    const calls: fc.Arbitrary<Call> = fc.oneof(
      fc.constant('read' as const),
      fc.constantFrom('0', '1', '2').map((write) => ({ write })),
      fc.tuple(fc.constantFrom('0', '1'), fc.constantFrom('1', '2')).map((swap) => ({ swap })),
    );
    const steps = fc.record({
      ...{ call: calls, calledAt: fc.nat(12), takes: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 6 }) },
      ...{ value: fc.constantFrom('0', '1', '2'), won: fc.boolean() },
    });
    const counts = { possible: 0, impossible: 0 };
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 6 }), (drawn) => {
        const history = drawn.map(({ call, calledAt, takes, value, won }, at) => {
          const result = call === 'read' ? value : 'swap' in call ? won : true;
          return step(`p${at}`, calledAt, takes === null ? undefined : calledAt + takes, call, result);
        });
        const found = findViolation(history, register);
        counts[found ? 'impossible' : 'possible'] += 1;
        expect(found === undefined).toBe(someOrderFits(history, register.initial));
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(counts.possible, counts.impossible)).toBeGreaterThan(300);
  });
});

/** The definition, word by word: an order that keeps what came strictly before, with or without those that never answered. */
function someOrderFits(rest: readonly Step[], state: string): boolean {
  if (rest.every(({ answer }) => answer === undefined)) return true;
  return rest.some((first) => {
    const others = rest.filter((one) => one !== first);
    if (others.some(({ answer }) => answer !== undefined && answer.at < first.calledAt)) return false;
    const after = register.apply(state, first.call, first.answer?.result);
    return after !== undefined && someOrderFits(others, after);
  });
}
