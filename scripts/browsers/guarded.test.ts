// What a test starts under guard, and what that starts, ends with the test, even when the test is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startGuarded } from './guarded.mjs';

/** Prints its own process id and that of a child, then waits, as a browser would. */
const family = ['-c', 'sleep 60 & echo "$$ $!"; wait'];

async function pidsOf(output: NodeJS.ReadableStream): Promise<number[]> {
  const [line] = await once(output, 'data');
  return String(line).trim().split(' ').map(Number);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function allEnd(pids: number[]): Promise<void> {
  await expect.poll(() => pids.filter(runs), { interval: 20 }).toEqual([]);
}

test('released, a program ends with its children', async () => {
  const { output, release } = startGuarded('sh', family);
  const pids = await pidsOf(output);
  expect(pids.filter(runs)).toHaveLength(2);
  await release();
  await release();
  await allEnd(pids);
});

test('a program ends with the process that started it, when that is killed without warning', async () => {
  const program = `import { startGuarded } from ${JSON.stringify(new URL('guarded.mjs', import.meta.url).href)};
    startGuarded('sh', ${JSON.stringify(family)}).output.pipe(process.stdout);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pids = await pidsOf(starter.stdout);
  expect(pids.filter(runs)).toHaveLength(2);
  starter.kill('SIGKILL');
  await allEnd(pids);
});
