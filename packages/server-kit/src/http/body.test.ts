import { describe, expect, test, vi } from 'vitest';
import { BODY_WAIT_MS, isJsonType, parseJson, readBody } from './body.ts';

const requestOf = (body: Uint8Array<ArrayBuffer> | ReadableStream) =>
  new Request('https://forms.acme.example/', { method: 'POST', body, duplex: 'half' } as RequestInit);

function streamOf(...sizes: number[]): ReadableStream {
  return new ReadableStream({
    start: (controller) => {
      for (const size of sizes) controller.enqueue(new Uint8Array(size).fill(97));
      controller.close();
    },
  });
}

describe('reading a body', () => {
  test.each([
    [[65_536], 65_536],
    [[0], 0],
    [[1, 65_535], 65_536],
    [[30_000, 30_000, 5_536], 65_536],
  ])('chunks of %j are put together', async (sizes, length) => {
    const bytes = await readBody(requestOf(streamOf(...sizes)));
    expect(bytes.length).toBe(length);
    expect(bytes.every((byte) => byte === 97)).toBe(true);
  });

  test.each([[[65_537]], [[65_536, 1]], [[40_000, 40_000]]])('chunks of %j are too many', async (sizes) => {
    await expect(readBody(requestOf(streamOf(...sizes)))).rejects.toMatchObject({ code: 'body_too_large' });
  });

  test('a request without a body has none', async () => {
    expect(await readBody(new Request('https://forms.acme.example/', { method: 'POST' }))).toEqual(new Uint8Array());
  });
});

describe('JSON', () => {
  test.each(['', '{', '\ufeff{}', 'undefined', "{'a':1}", '{"a":1,}', 'NaN'])('%j is none', (text) => {
    expect(() => parseJson(new TextEncoder().encode(text))).toThrow(
      expect.objectContaining({ code: 'request_invalid' }),
    );
  });

  test('bytes that are not UTF-8 are none', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expect(() => parseJson(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'request_invalid' }));
    }
  });

  test.each([
    ['application/json', true],
    ['Application/JSON; charset=UTF-8', true],
    ['application/json;charset="utf-8"', true],
    ['application/json;', true],
    ['application/json; charset=latin1', false],
    ['application/problem+json', false],
    ['text/json', false],
    ['text/plain', false],
    ['', false],
    [null, false],
  ])('content type %j: %s', (type, expected) => {
    expect(isJsonType(type)).toBe(expected);
  });
});

test('a body that comes too slowly is given up, and its sender is told to stop', async () => {
  vi.useFakeTimers();
  try {
    let cancelled = false;
    const drip = new ReadableStream({
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        if (!cancelled) controller.enqueue(Uint8Array.of(0x20));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const reading = readBody(requestOf(drip)).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(BODY_WAIT_MS - 1);
    expect(cancelled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await reading).toMatchObject({ code: 'request_invalid' });
    expect(cancelled).toBe(true);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
  } finally {
    vi.useRealTimers();
  }
});

test('a body that breaks off is a wrong request', async () => {
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
  await expect(readBody(requestOf(broken))).rejects.toMatchObject({ code: 'request_invalid' });
});
