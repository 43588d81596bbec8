// What a runtime is told of an answer that is compressed already.
import { afterEach, expect, test, vi } from 'vitest';
import { toResponse } from './exchange.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a runtime that compresses by itself is told what is compressed already', () => {
  const told: unknown[] = [];
  vi.stubGlobal(
    'Response',
    class {
      constructor(_body: unknown, init: unknown) {
        told.push(init);
      }
    },
  );
  toResponse({ status: 200, headers: { 'content-encoding': 'br' }, body: 'x' });
  toResponse({ status: 200, headers: {}, body: 'x' });
  expect(told).toEqual([
    { status: 200, headers: { 'content-encoding': 'br' }, encodeBody: 'manual' },
    { status: 200, headers: {} },
  ]);
});
