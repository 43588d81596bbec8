// Controls of T1: the kit runs with one rule broken, and within as many runs as every run of the suite has, the model differs.
import { expect, test } from 'vitest';
import { mutants, withMutant } from './model-mutants.ts';

const SEED = 20_261_102;
const RUNS = 300;
const COMMANDS = 40;
const LIMIT_MS = 300_000;

test.each(mutants)(
  'T1 control: $name',
  async (mutant) => {
    const difference = await withMutant(
      mutant,
      () => import('./model-run.ts'),
      (run) => run.firstDifference('memory', run.commandsOf(SEED, RUNS, COMMANDS)),
    );
    expect(difference).toBeDefined();
  },
  LIMIT_MS,
);
