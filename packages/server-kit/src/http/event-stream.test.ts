// How an event stream ends: by its source, by its reader, by a failure.
import { expect, test } from 'vitest';
import { ManualBeats, NumberedSource } from '../../test/support/numbered-source.ts';
import type { FeedHub } from '../services/feeds/hub.ts';
import type { EventSource, StreamEvent } from '../services/feeds/source.ts';
import { eventStreamAnswer, PATIENT_BEATS } from './event-stream.ts';
import { toResponse } from './exchange.ts';

const hub = { onHeartbeat: () => () => {} } as unknown as FeedHub;

function open(source: Partial<EventSource>) {
  const logged: unknown[] = [];
  const whole: EventSource = { next: async () => null, listen: () => {}, beat: () => {}, close: () => {}, ...source };
  return { response: toResponse(eventStreamAnswer(whole, hub, (entry) => logged.push(entry))), logged };
}

test('SF-STA-05 a stream that is left while it waits ends its source and is no failure', async () => {
  let end = (_: readonly StreamEvent[] | null) => {};
  let closed = 0;
  const close = () => {
    closed += 1;
    end(null);
  };
  const next = () => new Promise<readonly StreamEvent[] | null>((resolve) => (end = resolve));
  const { response, logged } = open({ next, close });
  const reader = response.body?.getReader();
  await reader?.read();
  const waiting = reader?.read();
  await reader?.cancel();
  await waiting;
  await new Promise((resolve) => setTimeout(resolve));
  expect(closed).toBe(1);
  expect(logged).toEqual([]);
});

test('SF-STA-05 events come with id, name and data, and the stream ends with its source', async () => {
  const batches = [[{ id: '7', event: 'status', data: { status: 'sent' } }], null];
  const { response, logged } = open({ next: async () => batches.shift() ?? null });
  expect(await response.text()).toBe('retry: 1000\n\nid: 7\nevent: status\ndata: {"status":"sent"}\n\n');
  expect(logged).toEqual([]);
});

test('SF-OPS-02 a source that fails ends the stream and is logged without its message', async () => {
  const next = async () => {
    throw new Error('4111111111111111');
  };
  const { response, logged } = open({ next });
  await response.text();
  expect(logged).toHaveLength(1);
  expect(JSON.stringify(logged)).not.toContain('4111');
});

test('SF-STA-05 a reader of the web’s stream that takes nothing is dropped after a while, one that reads is not', async () => {
  const beats = new ManualBeats();
  const openAt = (last: number) => {
    const source = new NumberedSource(0, last, 60_000);
    const reader = toResponse(eventStreamAnswer(source, beats, () => undefined)).body?.getReader();
    return { source, read: async () => (await reader?.read())?.value?.byteLength ?? 0 };
  };
  const [slow, quick] = [openAt(100), openAt(1)];
  expect(await quick.read()).toBeLessThan(100);
  expect(await quick.read()).toBeGreaterThan(60_000);
  await expect.poll(() => slow.source.taken, { interval: 1, timeout: 20_000 }).toBe(1);
  for (let beat = 1; beat < PATIENT_BEATS; beat += 1) beats.beat();
  expect([slow.source.closed, quick.source.closed, slow.source.taken]).toEqual([0, 0, 1]);
  beats.beat();
  expect([slow.source.closed, quick.source.closed]).toEqual([1, 0]);
  await expect(slow.read()).rejects.toThrow();
  for (let beat = 0; beat < PATIENT_BEATS; beat += 1) expect(await quick.read()).toBe(':\n\n'.length);
});
