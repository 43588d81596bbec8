import { expect, test } from 'vitest';
import { createServerClock } from './server-clock.ts';

const at = (ms: number): Headers => new Headers({ date: new Date(ms).toUTCString() });

test('follows the server when the local clock is ten minutes off, in either direction', () => {
  for (const off of [-600_000, 600_000]) {
    const clock = createServerClock(() => 1_000_000_000 + off);
    clock.observe(at(1_000_000_000));
    expect(clock.now()).toBe(1_000_000_000);
    expect(clock.offsetMs()).toBe(-off);
  }
});

test('ignores what the header cannot say: less than its own resolution', () => {
  const clock = createServerClock(() => 5_000_900);
  clock.observe(at(5_000_000));
  expect(clock.offsetMs()).toBe(0);
});

test('ignores a missing or broken header', () => {
  const clock = createServerClock(() => 5_000);
  clock.observe(new Headers());
  clock.observe(new Headers({ date: 'yesterday, about noon' }));
  expect(clock.now()).toBe(5_000);
});

test('takes up a remembered offset, but no nonsense', () => {
  const clock = createServerClock(() => 5_000);
  clock.restore(300);
  clock.restore(Number.NaN);
  expect(clock.now()).toBe(5_300);
});
