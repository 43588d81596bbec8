// T8: runs a fuzz target until its time is over (every run) or it has seen ten million inputs (long), with a seed that is printed.
// `TELLSAFE_FUZZ_SEED=… TELLSAFE_FUZZ_PATH=…` repeats the input that a failure names.
import fc from 'fast-check';
import { sized } from './size.ts';

/** What is fuzzed: inputs, and what must hold for each. */
export interface FuzzTarget<Input> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** Rejects or throws when something does not hold. Must depend on the input alone, so that a failure can be repeated. */
  readonly check: (input: Input) => void | Promise<void>;
}

/** What a run came to. */
export interface Fuzzed {
  readonly inputs: number;
  /** Seed, path, smallest input and error, when something did not hold. */
  readonly failure?: string;
}

/** Milliseconds of one target in every run. */
export const TIME_BOX_MS = 20_000;
/** Inputs of one target in a long run. */
const LONG_INPUTS = 10_000_000;
/** For the timeout of tests: the box, what starts and stops around it, and a busy machine. */
export const FUZZ_TIMEOUT_MS = sized(3 * TIME_BOX_MS, 24 * 3_600_000);

const path = process.env.TELLSAFE_FUZZ_PATH;
/** The seed of this run. */
export const fuzzSeed = Number(process.env.TELLSAFE_FUZZ_SEED ?? Date.now() % 2 ** 31);

/**
 * Fuzzes one target.
 *
 * @param boxMs stops then
 * @param isControl something is planted: the first input that finds it is enough
 */
export async function fuzz<Input>(
  target: FuzzTarget<Input>,
  { boxMs = TIME_BOX_MS, isControl = false }: { readonly boxMs?: number; readonly isControl?: boolean } = {},
): Promise<Fuzzed> {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const startedAt = performance.now();
  try {
    const property = fc.asyncProperty(target.inputs, async (input) => {
      await target.check(input);
      if (unhandled.splice(0).length > 0) throw new Error('a rejection was not handled');
    });
    const run = await fc.check(property, {
      seed: fuzzSeed,
      ...(path !== undefined && { path }),
      endOnFailure: isControl || path !== undefined,
      numRuns: LONG_INPUTS,
      ...sized({ interruptAfterTimeLimit: boxMs, markInterruptAsFailure: false }, {}),
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.info(`T8 ${target.name}: ${run.numRuns} inputs in ${seconds} s, seed ${run.seed}`);
    if (!run.failed) return { inputs: run.numRuns };
    const where = `TELLSAFE_FUZZ_SEED=${run.seed} TELLSAFE_FUZZ_PATH=${run.counterexamplePath}`;
    const error = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
    return { inputs: run.numRuns, failure: `${target.name}, ${where}\n${fc.stringify(run.counterexample)}\n${error}` };
  } finally {
    process.off('unhandledRejection', note);
  }
}
