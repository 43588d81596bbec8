// T2: every state that the real services can get into within some steps, and what must hold in each. Its controls break one rule
// each and print the shortest way to the broken promise.
import { describe, expect, test } from 'vitest';
import { type Explored, explore } from './explore-run.ts';
import { plans } from './explore-worlds.ts';
import { mutants, withMutant } from './model-mutants.ts';
import { sized } from './size.ts';

const STATES = sized(100_000, 1_000_000);
const LIMIT_MS = sized(300_000, 2 * 3_600_000);
/** Controls look at few states of each world first, so that a short way is found in a short time. */
const CONTROL_STATES = [1_000, 4_000, 15_000];

const told = ({ broken }: Explored) => `${broken?.promise}\n  ${broken?.trace.join('\n  ')}`;

describe('T2 SF-OTK-02 SF-ACC-01 SF-ACC-02 SF-OTR-02 SF-STA-01 SF-TIME-08', () => {
  test.each(plans)(
    'T2 $states states from $name on keep every promise',
    async (plan) => {
      const explored = await explore(plan, plan.states);
      if (explored.broken) expect.unreachable(told(explored));
      expect(explored.states >= plan.states || explored.complete).toBe(true);
    },
    LIMIT_MS,
  );

  test('T2 the worlds together have as many states as they must', () => {
    expect(plans.reduce((sum, { states }) => sum + states, 0)).toBeGreaterThanOrEqual(STATES);
  });
});

describe('T2 controls', () => {
  test.each(mutants.filter(({ harmless }) => !harmless))(
    'T2 control: $name',
    async (mutant) => {
      const found = await withMutant(
        mutant,
        () => import('./explore-run.ts'),
        async ({ explore: exploreBroken }) => {
          for (const states of CONTROL_STATES) {
            for (const plan of plans) {
              const explored = await exploreBroken(plan, states);
              if (explored.broken) return explored;
            }
          }
          return undefined;
        },
      );
      expect(found?.broken).toBeDefined();
      if (found) console.info(`${mutant.name}: ${told(found)}`);
    },
    LIMIT_MS,
  );
});
