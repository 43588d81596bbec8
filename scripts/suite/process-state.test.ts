import { afterEach, expect, test } from 'vitest';
import { leftovers, processState } from './process-state.ts';

const before = processState();
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
  Reflect.deleteProperty(globalThis, 'leftBehind');
  delete process.env.LEFT_BEHIND;
});

test('nothing is left where nothing was done, and where a global of Node was read for the first time', () => {
  new CompressionStream('gzip');
  expect(leftovers(before, processState())).toEqual([]);
});

test.each([
  ['env LEFT_BEHIND', () => (process.env.LEFT_BEHIND = 'yes')],
  ['global leftBehind', () => Reflect.set(globalThis, 'leftBehind', 1)],
  ['global fetch', () => (globalThis.fetch = async () => new Response())],
])('what is left is named: %s', (name, leave) => {
  leave();
  expect(leftovers(before, processState())).toEqual([name]);
});
