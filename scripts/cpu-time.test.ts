import { expect, test } from 'vitest';
import { cpuMs, fastestCpuMs } from './cpu-time.ts';

function work(ms: number): void {
  for (const until = cpuMs() + ms; cpuMs() < until; );
}

test('work counts, waiting does not', async () => {
  const startedAt = cpuMs();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(cpuMs() - startedAt).toBeLessThan(150);
  expect(await fastestCpuMs(() => work(30), 0, 1)).toBeGreaterThanOrEqual(30);
});

test('the fastest of a few runs counts, and no more are made than are needed', async () => {
  let runs = 0;
  const slowAtFirst = () => work(runs++ === 0 ? 60 : 1);
  expect(await fastestCpuMs(slowAtFirst, 20)).toBeLessThan(20);
  expect(runs).toBeLessThan(5);
});
