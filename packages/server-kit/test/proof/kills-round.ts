// One kill: forms are on their way, something is killed after so many answers, and then everything that was told is looked at and
// everything that got no answer is repeated.
import { expect } from 'vitest';
import { Agent } from '../clients.ts';
import type { Harness } from '../harness.ts';
import { Journey } from './kills-journey.ts';

/** Forms of a round; each gets five answers on its way. */
const FORMS = 5;
export const ANSWERS = FORMS * 5;

/** How a round goes. */
export interface Round {
  /** The kit that looks at the stores, and that is not killed. */
  readonly witness: Harness;
  /** The kit that the clients talk to at first. */
  readonly first: Harness;
  /** When the kill comes: at the n-th answer. */
  readonly killAt: number;
  /** Kills, starts again, and gives the kit that the clients talk to then. */
  kill(): Promise<Harness>;
  /** The memory of off-the-record answers is what is killed. */
  readonly isMemoryLost?: boolean;
}

/** @returns how many forms were on their way when the kill came */
export async function killRound({ witness, first, killAt, kill, isMemoryLost = false }: Round): Promise<number> {
  const journeys = await Promise.all(Array.from({ length: FORMS }, () => Journey.start(witness)));
  const stranger = await Agent.signIn(witness, 'bob');
  for (const journey of journeys) journey.use(first);
  let count = 0;
  let tell = () => {};
  const isTime = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const going = Promise.all(
    journeys.map((journey) =>
      journey.go(() => {
        count += 1;
        if (count === killAt) tell();
      }),
    ),
  );
  await Promise.race([isTime, going]);
  const next = await kill();
  await going;
  const unfinished = journeys.filter(({ stage }) => stage !== undefined).length;
  for (const journey of journeys) {
    journey.use(next);
    await journey.expectKept(witness);
    await journey.expectSpent(next, stranger);
    if (!isMemoryLost) await journey.expectRepeated(witness);
  }
  await Promise.all(journeys.map((journey) => journey.go(() => {})));
  for (const journey of journeys) {
    await journey.expectRead(isMemoryLost);
    await journey.expectKept(witness);
  }
  expect(count).toBeGreaterThanOrEqual(Math.min(killAt, ANSWERS));
  return unfinished;
}
