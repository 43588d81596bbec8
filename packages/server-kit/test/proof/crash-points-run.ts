// One story with one crash: the process dies, starts again on the same stores, the client repeats what got no answer, and all
// promises are looked at.
import { expect } from 'vitest';
import type { Store } from '../../src/stores/types.ts';
import { Agent } from '../clients.ts';
import { ACCOUNT, answers, START } from '../harness.ts';
import { disagreements, invitationRecords } from '../support/agreement.ts';
import type { CrashPoint } from '../support/gates.ts';
import { type Mortal, ProcessDied } from './crash-points-process.ts';
import { Life, type Step, type StepName, stepOf, stories } from './crash-points-story.ts';

/** Where a story is interrupted. */
export interface Interruption {
  readonly story: string;
  readonly step: StepName;
  /** At a call of a port, or when the client has the answer. */
  readonly point: CrashPoint | 'answered';
  /** The call, for people. */
  readonly call: string;
}

/** An interruption for people. */
export function nameOf({ story, step, point, call }: Interruption): string {
  return point === 'answered'
    ? `${story}: ${step}, answered`
    : `${story}: ${step}, ${point.when} call ${point.at} (${call})`;
}

/** Every place where the stories can be interrupted, found by living them once without a crash. */
export async function everyInterruption(create: () => Promise<Mortal>): Promise<Interruption[]> {
  const found: Interruption[] = [];
  for (const [story, { steps, from }] of Object.entries(stories)) {
    const mortal = await create();
    const life = new Life(mortal);
    for (const [index, step] of steps.entries()) {
      await mortal.crashAt();
      await stepOf(step).run(life);
      if (index < steps.indexOf(from) || step === 'nothing again') continue;
      for (const [at, call] of mortal.calls.entries()) {
        const both = (['before', 'after'] as const).map((when) => ({ story, step, point: { at: at + 1, when }, call }));
        found.push(...both);
      }
      found.push({ story, step, point: 'answered', call: 'answer' });
    }
    await expectWhole(life, story);
    await mortal.harness.close();
  }
  return found;
}

/** Lives a story with a crash in it. Rejects when a promise is broken. */
export async function interrupt(mortal: Mortal, { story, step: place, point }: Interruption): Promise<void> {
  const life = new Life(mortal);
  for (const name of stories[story]?.steps ?? []) {
    const step = stepOf(name);
    if (name !== place) {
      await step.run(life);
      continue;
    }
    const delivered = await crash(life, step, point);
    await mortal.restart();
    await expectAfterRestart(life, step, delivered !== undefined);
    const repeated = await step.run(life);
    if (repeated !== undefined) {
      // The answer of a step that spends a key is the same, however often its caller asks.
      expect(await step.run(life)).toEqual(repeated);
      if (delivered !== undefined) expect(repeated).toEqual(delivered.answer);
    }
  }
  await expectWhole(life, story);
}

/** Lets the process die within a step. Gives the answer, if it came before. */
async function crash(life: Life, step: Step, point: Interruption['point']): Promise<{ answer: unknown } | undefined> {
  const { mortal } = life;
  await mortal.crashAt(point === 'answered' ? undefined : point);
  let delivered: { answer: unknown } | undefined;
  try {
    delivered = { answer: await step.run(life) };
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
  }
  if (point === 'answered') await mortal.die();
  expect(mortal.isDead).toBe(true);
  return delivered;
}

async function expectAfterRestart(life: Life, step: Step, isDelivered: boolean): Promise<void> {
  if (life.conversationId !== '') {
    expect(await disagreements(life.harness.stores, life.conversationId)).toEqual([]);
  }
  if (!isDelivered) return;
  const elsewhere = await step.tryElsewhere?.(life);
  expect(elsewhere?.status ?? 403, 'what was delivered is spent').toBe(403);
  expect(await step.isCommitted?.(life), 'what was delivered was committed before').not.toBe(false);
}

/** What holds at the end of a story, whatever died when. */
async function expectWhole(life: Life, story: string): Promise<void> {
  const { harness, conversationId } = life;
  expect(await disagreements(harness.stores, conversationId)).toEqual([]);
  expect(await invitationRecords(harness.stores, conversationId)).toHaveLength(1);
  if (!life.read) return;
  expect(await life.agent.open(life.read)).toEqual(answers.card);
  await expectNoWayBack(life);
  await expectOffTheRecordGone(life, story);
}

/** Neither what was read nor what a crash left behind can be read by anybody any more: the story has ended. */
async function expectNoWayBack({ harness, conversationId, submissionId }: Life): Promise<void> {
  const other = await Agent.signIn(harness, 'ada');
  const kept = await Promise.all([
    idsOf(harness.stores.sealed, conversationId, 'data-key'),
    idsOf(harness.stores.volatile, conversationId, 'off-the-record'),
  ]);
  const ids = new Set([submissionId, ...kept.flat()]);
  for (const id of ids) expect((await other.tryReadKey(id)).status).toBe(410);
}

/**
 * What the invitation names went with the end of the story, or with the first round of maintenance when a logout was interrupted; what
 * a crash left without a name goes with its time.
 */
async function expectOffTheRecordGone({ harness, conversationId, submissionId }: Life, story: string): Promise<void> {
  if (story === 'logout') await harness.tellsafe.maintain();
  const { volatile } = harness.stores;
  const left = await idsOf(volatile, conversationId, 'off-the-record');
  expect(left).not.toContain(submissionId);
  if (story === 'close') expect(left).toEqual([]);
  harness.clock.advance(900_000);
  await harness.tellsafe.maintain();
  // Deleted, not only hidden: so it is looked for by a clock that was turned back.
  harness.clock.now = START;
  expect(await idsOf(volatile, conversationId, 'off-the-record')).toEqual([]);
}

async function idsOf(store: Store, group: string, collection: string): Promise<string[]> {
  const { records } = await store.list({ account: ACCOUNT, group, collection, limit: 100 });
  return records.map(({ id }) => id);
}
