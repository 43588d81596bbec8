// Checks the model of one-time keys and its mutants: `node models/check.mjs [--long]`. Exits with 1 when a promise of the model is
// broken, with its shortest trail, or when a mutant is not caught. Says so and exits with 0 where Spin or a C compiler is missing.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { everyRun, longRun, mutants } from './plan.mjs';
import { missingTools, search } from './spin.mjs';

/** @typedef {import('./plan.mjs').Scenario & { breaks?: string }} Job */
/** @typedef {import('./spin.mjs').Found} Found */

/** What to say where the tools are missing. @param {string[]} missing */
export function skipMessage(missing) {
  const names = missing.join(' and ');
  return `Skipped the model of one-time keys: ${names} not found. On Debian or Ubuntu: apt-get install --no-install-recommends spin gcc libc6-dev`;
}

/**
 * Runs jobs, a few at a time, in order of their start.
 *
 * @param {readonly Job[]} jobs
 * @returns {Promise<{ job: Job, found: Found, ok: boolean }[]>}
 */
export async function check(jobs) {
  /** @type {{ job: Job, found: Found, ok: boolean }[]} */
  const results = [];
  const waiting = jobs.entries();
  const work = async () => {
    for (const [at, job] of waiting) {
      const found = await search(job, {
        small: job.isSmall === true || job.breaks !== undefined || job.isLive === true,
      });
      const searched = found.finished || (job.bitstate !== undefined && found.states > 0);
      results[at] = { job, found, ok: searched && found.violated === (job.breaks !== undefined) };
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return results;
}

/** One line of the table. @param {{ job: Job, found: Found, ok: boolean }} result */
function line({ job, found, ok }) {
  const { states, depth, memoryMb, seconds, finished, violated } = found;
  const outcome = job.breaks === undefined ? (ok ? 'holds' : 'BROKEN') : ok ? `caught by ${job.breaks}` : 'NOT CAUGHT';
  const unfinished = finished || violated ? '' : ' so far';
  const numbers = [`${states} states`, `depth ${depth}`, `${memoryMb.toFixed(0)} MB`, `${seconds.toFixed(1)} s`];
  return [job.name.padEnd(24), (outcome + unfinished).padEnd(22), ...numbers.map((each) => each.padStart(16))].join('');
}

/** @param {readonly Job[]} jobs @returns {Promise<number>} exit code */
async function main(jobs) {
  const missing = missingTools();
  if (missing.length > 0) {
    console.log(skipMessage(missing));
    return 0;
  }
  const results = await check(jobs);
  for (const result of results) console.log(line(result));
  const failed = results.filter(({ ok }) => !ok);
  for (const { job, found } of failed) {
    console.log(`\n${job.name}: ${found.reason || 'nothing was found'}`);
    if (job.breaks !== undefined || !found.violated) continue;
    const { trail, reason } = await search(job, { shortest: !job.isLive });
    console.log(trail ?? reason);
  }
  return failed.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main([...(process.argv.includes('--long') ? longRun : everyRun), ...mutants]);
}
