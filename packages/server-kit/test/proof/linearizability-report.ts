// Violations of linearizability for people who read the output of tests.
import type { Violation } from './linearizability-checker.ts';

/** A violation for people: an operation per line, in the order of their calls, times from the first one. */
export function describeViolation({ from, operations }: Violation<unknown, unknown, unknown>): string {
  const start = Math.min(...operations.map(({ calledAt }) => calledAt));
  const lines = operations.map(({ process, call, calledAt, answer }) => {
    const until = answer ? answer.at - start : '…';
    const result = answer ? JSON.stringify(answer.result) : 'no answer';
    return `${process}  ${calledAt - start} to ${until}  ${JSON.stringify(call)} → ${result}`;
  });
  return [`not linearizable from ${from.map((state) => JSON.stringify(state)).join(' or ')}`, ...lines].join('\n');
}
