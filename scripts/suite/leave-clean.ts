// Before and after each test file that shares its process: what it replaced is put back, and what it left in the process fails it,
// instead of some other file at some other time.
import { afterAll, expect, vi } from 'vitest';
import { leftovers, processState } from './process-state.ts';

const before = processState();

afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  expect(leftovers(before, processState()), 'left in the process that other files share').toEqual([]);
});
