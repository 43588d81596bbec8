// Decides whether a recorded history of concurrent operations could have come from an object that does one operation at a time
// (linearizability). Just-in-time search with memoised configurations, after Wing and Gong, and Lowe.
// See https://www.cs.cmu.edu/~wing/publications/WingGong93.pdf and https://doi.org/10.1002/cpe.3928

/** More configurations after one answer than this are not searched: too many operations are under way at once. */
const CONFIGURATION_LIMIT = 20_000;

/** One operation of one client. */
export interface Operation<Call, Result> {
  readonly process: string;
  readonly call: Call;
  /** When it was called and when it answered, by one clock. Without an answer it may have happened, or may yet happen, or not. */
  readonly calledAt: number;
  readonly answer?: { readonly at: number; readonly result: Result };
}

/** What the object would do, one operation at a time. */
export interface Specification<State, Call, Result> {
  readonly initial: State;
  /**
   * @param result - what was answered; absent when nobody knows
   * @returns the state afterwards; undefined when this call cannot have this result in this state, or without an answer has no effect
   */
  apply(state: State, call: Call, result: Result | undefined): State | undefined;
  /** Whether such an operation never changes a state. */
  isRead(call: Call, result: Result | undefined): boolean;
}

/** Why a history is not linearizable: from none of these states can these operations have happened. */
export interface Violation<State, Call, Result> {
  readonly from: readonly State[];
  readonly operations: readonly Operation<Call, Result>[];
}

/** A state in which the object may be, and which of the operations under way have happened already. */
interface Configuration<State> {
  readonly state: State;
  readonly happened: ReadonlySet<number>;
}

/**
 * Checks a history.
 *
 * @returns nothing when it is linearizable, else a smallest part of it that is not: it begins where nothing was under way, ends with the
 * first impossible answer, and every read in it is needed
 * @throws RangeError when too much is under way at once to find out
 */
export function findViolation<State, Call, Result>(
  history: readonly Operation<Call, Result>[],
  specification: Specification<State, Call, Result>,
): Violation<State, Call, Result> | undefined {
  const violation = search(history, specification, [specification.initial]);
  return violation && withoutNeedlessReads(violation, specification);
}

function search<State, Call, Result>(
  history: readonly Operation<Call, Result>[],
  specification: Specification<State, Call, Result>,
  initial: readonly State[],
): Violation<State, Call, Result> | undefined {
  const underWay = new Set<number>();
  let configurations: Configuration<State>[] = initial.map((state) => ({ state, happened: new Set() }));
  let quiet: { from: readonly State[]; seen: number[] } = { from: initial, seen: [] };
  for (const { index, isAnswer } of momentsOf(history)) {
    if (!isAnswer) {
      underWay.add(index);
      quiet.seen.push(index);
      continue;
    }
    configurations = answered(configurations, index, underWay, history, specification);
    underWay.delete(index);
    if (configurations.length === 0) {
      return { from: quiet.from, operations: quiet.seen.map((at) => history[at] as Operation<Call, Result>) };
    }
    if (underWay.size === 0) quiet = { from: configurations.map(({ state }) => state), seen: [] };
  }
  return undefined;
}

/** Calls and answers in order. Of those at the same time calls come first: what may have overlapped counts as overlapping. */
function momentsOf(history: readonly Operation<unknown, unknown>[]) {
  const moments = history.flatMap(({ calledAt, answer }, index) => [
    { index, at: calledAt, isAnswer: false },
    ...(answer ? [{ index, at: answer.at, isAnswer: true }] : []),
  ]);
  return moments.sort((left, right) => left.at - right.at || Number(left.isAnswer) - Number(right.isAnswer));
}

/** What can be after an operation has answered: it has happened by now, others that are under way before it as may be. */
function answered<State, Call, Result>(
  before: readonly Configuration<State>[],
  index: number,
  underWay: ReadonlySet<number>,
  history: readonly Operation<Call, Result>[],
  specification: Specification<State, Call, Result>,
): Configuration<State>[] {
  const found = new Map<string, Configuration<State>>();
  const seen = new Set<string>();
  const open = [...before];
  for (let next = open.pop(); next; next = open.pop()) {
    const { state } = next;
    const happened = withReads(next, underWay, history, specification);
    const name = nameOf({ state, happened });
    if (seen.has(name)) continue;
    seen.add(name);
    if (seen.size > CONFIGURATION_LIMIT) throw new RangeError('history must have fewer operations under way at once');
    if (happened.has(index)) {
      const rest = { state, happened: new Set([...happened].filter((one) => one !== index)) };
      found.set(nameOf(rest), rest);
      continue;
    }
    for (const other of underWay) {
      const operation = history[other];
      if (!operation || happened.has(other)) continue;
      const after = specification.apply(state, operation.call, operation.answer?.result);
      if (after !== undefined) open.push({ state: after, happened: new Set([...happened, other]) });
    }
  }
  return [...found.values()];
}

/** What has happened in a state, with every read under way that fits it: the sooner it has happened, the better, for it changes nothing. */
function withReads<State, Call, Result>(
  { state, happened }: Configuration<State>,
  underWay: ReadonlySet<number>,
  history: readonly Operation<Call, Result>[],
  { apply, isRead }: Specification<State, Call, Result>,
): ReadonlySet<number> {
  const fitting = [...underWay].filter((index) => {
    const operation = history[index];
    if (!operation || happened.has(index)) return false;
    const result = operation.answer?.result;
    return isRead(operation.call, result) && apply(state, operation.call, result) !== undefined;
  });
  return fitting.length === 0 ? happened : new Set([...happened, ...fitting]);
}

function nameOf({ state, happened }: Configuration<unknown>): string {
  return JSON.stringify([state, [...happened].sort((left, right) => left - right)]);
}

/** Leaving out what changes nothing cannot make an impossible history of a possible one; leaving out writes could. */
function withoutNeedlessReads<State, Call, Result>(
  violation: Violation<State, Call, Result>,
  specification: Specification<State, Call, Result>,
): Violation<State, Call, Result> {
  let { operations } = violation;
  for (const operation of violation.operations) {
    if (!specification.isRead(operation.call, operation.answer?.result)) continue;
    const fewer = operations.filter((one) => one !== operation);
    if (search(fewer, specification, violation.from)) operations = fewer;
  }
  return { from: violation.from, operations };
}
