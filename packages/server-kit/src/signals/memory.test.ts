// The memory signal passes the signal contract; and what only it promises.
import { describe, expect, test } from 'vitest';
import { signalContract } from '../testing/index.ts';
import { memorySignal } from './memory.ts';

describe('signal contract', () => {
  const create = async () => {
    const signal = memorySignal();
    return { signal, destroy: () => signal.close() };
  };
  for (const { name, run } of signalContract({ name: 'memory', create, patienceMs: 100 })) test(name, run);
});

test('many publishes of one turn are one call', async () => {
  const signal = memorySignal();
  let calls = 0;
  signal.subscribe('topic', () => {
    calls += 1;
  });
  for (let round = 0; round < 1000; round += 1) signal.publish('topic');
  await Promise.resolve();
  expect(calls).toBe(1);
});

test('two signals share nothing', async () => {
  const [left, right] = [memorySignal(), memorySignal()];
  let calls = 0;
  right.subscribe('topic', () => {
    calls += 1;
  });
  left.publish('topic');
  await Promise.resolve();
  expect(calls).toBe(0);
});

test('what publishes of one turn are about is told in one call, each once; one that says nothing, or too many, are anything', async () => {
  const signal = memorySignal();
  const heard: (readonly string[] | undefined)[] = [];
  signal.subscribe('topic', (abouts) => heard.push(abouts));
  const rounds: (readonly (string | undefined)[])[] = [
    ['a', 'b', 'a'],
    ['a', undefined, 'b'],
    Array.from({ length: 65 }, (_, at) => `${at}`),
  ];
  for (const abouts of rounds) {
    for (const about of abouts) signal.publish('topic', about);
    await Promise.resolve();
  }
  expect(heard).toEqual([['a', 'b'], undefined, undefined]);
  for (const about of ['', 'x'.repeat(257)]) expect(() => signal.publish('topic', about)).toThrow(RangeError);
  expect(() => signal.publish('topic', 5 as unknown as string)).toThrow(TypeError);
});
