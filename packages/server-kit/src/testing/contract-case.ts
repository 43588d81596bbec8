// What a contract suite is made of: named cases that any test runner can run, and checks without a test framework.

/** One promise of a port. Each run makes a fresh instance and takes it down again. */
export interface ContractCase {
  readonly name: string;
  /** Rejects when the promise does not hold. */
  run(): Promise<void>;
}

/** A promise of a port that did not hold. */
export class ContractFailure extends Error {
  override readonly name = 'ContractFailure';
}

/** Requires a condition. */
export function check(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ContractFailure(what);
}

/** Requires two values to be alike: structure, numbers, texts, bytes. A property that is `undefined` counts as absent. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [show(actual), show(expected)];
  if (got !== wanted) throw new ContractFailure(`${what}: got ${short(got)}, expected ${short(wanted)}`);
}

/** Requires a value to be there. */
export function present<T>(value: T | null | undefined, what: string): T {
  check(value !== null && value !== undefined, `${what} is missing`);
  return value;
}

/** How a call has to fail: with an error of a class, or with one of these codes. */
export type Failure = typeof TypeError | typeof RangeError | { readonly codes: readonly string[] };

/** Requires a call to fail by a rejected promise: not by throwing at once, and not by an answer. */
export async function rejects(call: () => Promise<unknown>, failure: Failure, what: string): Promise<void> {
  let promise: Promise<unknown>;
  try {
    promise = call();
  } catch {
    throw new ContractFailure(`${what}: threw instead of rejecting`);
  }
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => ({ reason }),
  );
  check(error !== undefined, `${what}: was not refused`);
  check(isFailure(error.reason, failure), `${what}: failed with another error (${String(error.reason)})`);
}

function isFailure(reason: unknown, failure: Failure): boolean {
  // A wrong call may be either of the two classes: backends may look at type and range in any order.
  if (typeof failure === 'function') return reason instanceof TypeError || reason instanceof RangeError;
  return reason instanceof Error && 'code' in reason && failure.codes.includes(String(reason.code));
}

function show(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes(${[...value].join(',')})`;
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? JSON.stringify(value) : `${value}`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${name}: ${show(member)}`).join(', ')}}`;
}

function short(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
