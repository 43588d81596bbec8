// Behind `npm run demo` and `npm test`: makes a fresh clone ready, then runs the steps of one task.
// Works with Node 20 and without any dependency, because it runs before there is one. What a task needs and does is in tasks.mjs.
import { spawn } from 'node:child_process';
import { ensureDependencies, ensureNode, ensureParts, toolEnvironment } from './setup.mjs';
import { tasks } from './tasks.mjs';
import { root } from './workspace.mjs';

/** Runs one command to its end, passing on the signals that ask it to stop. */
function run(/** @type {string[]} */ [command = '', ...parameters], /** @type {Record<string, string>} */ env = {}) {
  const child = spawn(command, parameters, {
    cwd: root,
    env: { ...toolEnvironment(), ...env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  /** @type {[NodeJS.Signals, () => void][]} */
  const handlers = [
    // A terminal sends Ctrl-C to the child as well; anything else sends it only here.
    ['SIGINT', () => process.stdin.isTTY || child.kill('SIGINT')],
    ['SIGTERM', () => child.kill('SIGTERM')],
    ['SIGHUP', () => child.kill('SIGHUP')],
  ];
  for (const [signal, handler] of handlers) process.on(signal, handler);
  // npm starts this in a shell that dies of a signal without passing it on; losing that shell means to stop.
  const shell = process.ppid;
  const watch = setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 250);
  if (!process.env.npm_lifecycle_event) clearInterval(watch);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  }).finally(() => {
    clearInterval(watch);
    for (const [signal, handler] of handlers) process.off(signal, handler);
  });
}

const [name = '', ...rest] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  console.error(`Usage: node scripts/run.mjs <${Object.keys(tasks).join('|')}> [arguments of the last step]`);
  process.exit(2);
}

/** @returns {import('./tasks.mjs').Step[]} */
function stepsOf(/** @type {import('./tasks.mjs').Task} */ { steps }) {
  if (Array.isArray(steps)) {
    return steps.map((step, at) => (at < steps.length - 1 ? step : { ...step, command: [...step.command, ...rest] }));
  }
  try {
    return steps(rest);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

const steps = stepsOf(task);
const problem = ensureDependencies() ?? ensureNode() ?? ensureParts(task.needs);
if (problem) {
  console.error(`\n${problem}`);
  process.exit(1);
}

for (const step of steps) {
  const startedAt = performance.now();
  console.log(`\n── ${step.name}`);
  const code = await run(step.command, step.env);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${step.name}: ${code === 0 ? 'ok' : 'failed'} in ${seconds} s`);
  if (code !== 0) process.exit(code);
}
