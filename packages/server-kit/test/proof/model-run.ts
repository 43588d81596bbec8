// Runs the model beside a real kit and compares every answer. A run that differs is shortened, command by command.

import { parseTimeLimits } from '@tellsafe/core/retention';
import fc from 'fast-check';
import { START, type StoreKind, withHarness } from '../harness.ts';
import { anyCommand, beginning, type Command, type Requests, type Step, stepOf } from './model-commands.ts';
import { Model } from './model-rules.ts';
import { type Answer, found } from './model-state.ts';
import { failOverSwitch, World } from './model-world.ts';

/** Short times, in another order than the defaults', so that each of them is the first to end now and then. */
export const modelLimits = {
  ...{ getFormTimeoutSec: 200, submitFormTimeoutSec: 500, invitationTtlSec: 700, offTheRecordTtlSec: 400 },
  ...{ readKeyTtlSec: 20, idleLogoutSec: 900, extensions: 2, retentionMonths: 1 },
} as const;

/** What went wrong in a run: every step with its answer, the last one twice. */
export interface Difference {
  readonly trace: readonly string[];
  readonly expected: unknown;
  readonly actual: unknown;
}

/** How often each request got each answer: what a set of runs came to see. */
export type Seen = Map<Requests, Map<Answer['code'], number>>;

/** Runs at the same time, each with a kit and stores of its own: while one waits for its disk, another one computes. */
const LANES = 3;

/** Runs commands against a fresh kit. */
export async function runCommands(
  kind: StoreKind,
  commands: readonly Command[],
  seen: Seen = new Map(),
): Promise<Difference | undefined> {
  const { wrap, flip } = failOverSwitch();
  let difference: Difference | undefined;
  await withHarness(kind, { account: modelLimits, wrap }, async (harness) => {
    const model = new Model(START, parseTimeLimits(modelLimits));
    const world = new World(harness, flip);
    const trace: string[] = [];
    const beside = { kind, model, world, seen, trace };
    for (const command of commands) {
      const step = stepOf(model, command);
      if (!step) continue;
      if (step.request === 'pass') {
        model.now += step.ms;
        harness.clock.advance(step.ms);
        trace.push(`${step.ms} ms pass`);
        continue;
      }
      trace.push(`${step.request}(${step.given.map(textOf).join(', ')})`);
      difference = await compare(beside, step);
      if (difference) return;
    }
    difference = await compareMemory(model, world, trace);
  });
  return difference;
}

interface Beside {
  readonly kind: StoreKind;
  readonly model: Model;
  readonly world: World;
  readonly seen: Seen;
  readonly trace: string[];
}

async function compare(
  { kind, model, world, seen, trace }: Beside,
  { request, given }: Exclude<Step, { request: 'pass' }>,
): Promise<Difference | undefined> {
  const actual = await (world[request] as (...given: readonly unknown[]) => Promise<Answer>)(...given);
  const rule = model[request] as (...given: readonly unknown[]) => Answer;
  const expected = rule.apply(model, request === 'restart' ? [kind === 'memory'] : [...given]);
  trace.push(`  ${JSON.stringify(actual)}`);
  const counts = seen.get(request) ?? new Map<Answer['code'], number>();
  seen.set(request, counts.set(actual.code, (counts.get(actual.code) ?? 0) + 1));
  return sameText(actual, expected) ? undefined : { trace, expected, actual };
}

/** At the end of a run: memory holds what it must and nothing else (SF-OTR-02). */
async function compareMemory(model: Model, world: World, trace: string[]): Promise<Difference | undefined> {
  for (const at of model.conversations.keys()) {
    const [expected, actual] = [model.inMemory(at), await world.inMemory(at)];
    if (expected !== actual) return { trace: [...trace, `off the record in conversation ${at}`], expected, actual };
  }
  return undefined;
}

function textOf(given: unknown): string {
  if (typeof given !== 'object' || given === null || !('serial' in given)) return JSON.stringify(given);
  const { purpose, serial, invitation } = given as { purpose: string; serial: number; invitation: number };
  return `${purpose} key ${serial} of invitation ${invitation}`;
}

function sameText(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The commands of each run of a seed. */
export function commandsOf(seed: number, runs: number, length: number): readonly (readonly Command[])[] {
  const lists = fc.sample(fc.array(anyCommand, { minLength: length, maxLength: length }), { seed, numRuns: runs });
  return lists.map((commands) => [...beginning, ...commands]);
}

/** Leaves out what is not needed to make a run differ: halves first, single commands last. */
export async function shorten(
  commands: readonly Command[],
  differs: (commands: readonly Command[]) => Promise<boolean>,
): Promise<readonly Command[]> {
  let shortest = commands;
  for (let size = Math.ceil(commands.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < shortest.length; ) {
      const without = [...shortest.slice(0, at), ...shortest.slice(at + size)];
      if (await differs(without)) shortest = without;
      else at += size;
    }
  }
  return shortest;
}

/** The first run that differs, shortened; undefined when none does. */
export async function firstDifference(
  kind: StoreKind,
  runs: readonly (readonly Command[])[],
  seen: Seen = new Map(),
): Promise<(Difference & { readonly run: number }) | undefined> {
  for (let first = 0; first < runs.length; first += LANES) {
    const lanes = runs.slice(first, first + LANES);
    const differences = await Promise.all(lanes.map((commands) => runCommands(kind, commands, seen)));
    const lane = differences.findIndex((difference) => difference !== undefined);
    if (lane < 0) continue;
    const differs = async (some: readonly Command[]) => (await runCommands(kind, some)) !== undefined;
    const shortest = await shorten(found(lanes[lane]), differs);
    return { ...((await runCommands(kind, shortest)) ?? found(differences[lane])), run: first + lane };
  }
  return undefined;
}

/** A difference for people. */
export function report({ trace, expected, actual }: Difference): string {
  return [...trace, `expected ${sorted(expected)}`, `came     ${sorted(actual)}`].join('\n');
}
