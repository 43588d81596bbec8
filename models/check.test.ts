// T3 runs with the other tests where Spin and a C compiler are installed, and says so plainly where they are not.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { check, skipMessage } from './check.mjs';
import { everyRun, mutants } from './plan.mjs';
import { missingTools } from './spin.mjs';

const script = fileURLToPath(new URL('./check.mjs', import.meta.url));
const missing = missingTools();

function run(env: NodeJS.ProcessEnv = process.env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('T3 SF-OTK-02 the model of one-time keys', () => {
  test('holds, and each of its mutants is caught; or the script says what is missing', { timeout: 600_000 }, () => {
    const { status, said } = run();
    expect({ status, said }).toMatchObject({ status: 0 });
    if (missing.length > 0) {
      expect(said.trim()).toBe(skipMessage(missing));
      return;
    }
    expect(said.match(/ holds /g)).toHaveLength(everyRun.length);
    expect(said.match(/ caught by /g)).toHaveLength(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(12);
  });

  test('without Spin and a compiler one sentence says how to get them, and nothing fails', () => {
    expect(run({ PATH: '/nonexistent' })).toEqual({ status: 0, said: `${skipMessage(['spin', 'gcc'])}\n` });
    expect(skipMessage(['spin', 'gcc'])).toMatch(/^Skipped .*spin and gcc not found.*apt-get install/);
  });

  test('control: a mistake that the model does not know counts as not caught', { timeout: 300_000 }, async () => {
    if (missing.length > 0) return;
    const harmless = { name: 'harmless', defines: ['READING', 'TRIES=1', 'MUTANT_HARMLESS'], breaks: 'ONCE' };
    const broken = { name: 'broken', defines: ['READING', 'TRIES=1', 'MUTANT_NO_SESSION'] };
    const results = await check([harmless, broken]);
    expect(results.map(({ job, ok }) => [job.name, ok])).toEqual([
      ['harmless', false],
      ['broken', false],
    ]);
  });
});
