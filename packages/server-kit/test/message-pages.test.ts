// Bounds of what is read of a long conversation: its newest messages without its beginning, and parts that are the whole.
import { createUuid } from '@tellsafe/core';
import { describe, expect, test } from 'vitest';
import { messagesAfter, newestMessages } from '../src/services/conversations/message-pages.ts';
import { audienceOf, eventTypes, messageEventCodec } from '../src/services/events.ts';
import type { Kit } from '../src/services/kit.ts';
import { memoryStore } from '../src/stores/memory.ts';
import type { Commit, Store } from '../src/stores/types.ts';
import { random } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';

const account = 'acme';
const feed = { account, group: 'long' };

/** A store whose feeds have these events in order: an id is a message of the group, `null` another event of it, `''` one of another group. */
async function written(events: readonly (string | null)[]) {
  const store = memoryStore();
  const reads: number[] = [];
  for (let at = 0; at < events.length; ) {
    const group = events[at] === '' ? 'other' : 'long';
    let end = at;
    while (end < events.length && end - at < 100 && (events[end] === '') === (group === 'other')) end += 1;
    await store.commit({ account, group, append: events.slice(at, end).map(eventOf) });
    at = end;
  }
  const watched: Store = storeWith(store, {
    read: async (...parts: Parameters<Store['read']>) => {
      const found = await store.read(...parts);
      reads.push(found.length);
      return found;
    },
  });
  return { kit: { stores: { records: watched } } as unknown as Kit, reads };
}

function eventOf(id: string | null): NonNullable<Commit['append']>[number] {
  const message = { id: id ?? createUuid(random), from: 'consumer', at: 0, content: 'x' } as const;
  const body = messageEventCodec.encode({ message } as never);
  return {
    type: id ? eventTypes.message : eventTypes.delivery,
    body,
    audience: audienceOf({ agent: null } as never),
    expiresAt: 9e15,
  } as never;
}

const ids = (from: number, count: number) => Array.from({ length: count }, (_, at) => `m${from + at}`);
const named = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

describe('SF-RET-02 messages of a long conversation', () => {
  test('of a short one everything is read in one step', async () => {
    const { kit, reads } = await written([...ids(0, 30), null, '']);
    expect(named(await newestMessages(kit, feed, 20))).toEqual(ids(10, 20));
    expect(reads).toHaveLength(1);
  });

  test.each([
    ['dense', ids(0, 9_000)],
    ['among many others', ids(0, 2_000).flatMap((id) => [id, '', '', null])],
    ['first much, then little', [...ids(0, 3_000), ...Array.from({ length: 6_000 }, () => ''), ...ids(3_000, 40)]],
    ['first little, then much', [...ids(0, 40), ...Array.from({ length: 6_000 }, () => ''), ...ids(40, 3_000)]],
    [
      'fewer messages than are wanted',
      [...ids(0, 300), ...Array.from({ length: 2_000 }, () => null), ...ids(300, 200)],
    ],
  ])('the newest of %s are read without a gap', async (_, events) => {
    const { kit, reads } = await written(events);
    const all = events.filter((each) => each !== '' && each !== null);
    expect(named(await newestMessages(kit, feed, 1_000))).toEqual(all.slice(-1_000));
    // Pages of 500 that were looked at: far fewer than the conversation has.
    expect(reads.length).toBeLessThan(24);
  });

  test('a page goes on where the one before ended, each message once', async () => {
    const { kit } = await written(ids(0, 1_234).flatMap((id) => [id, null]));
    const found: string[] = [];
    let cursor: string | undefined = '';
    const sizes: number[] = [];
    while (cursor !== undefined) {
      const page = await messagesAfter(kit, feed, cursor, 500);
      found.push(...named(page.messages));
      sizes.push(page.messages.length);
      cursor = page.cursor;
    }
    expect(found).toEqual(ids(0, 1_234));
    expect(sizes).toEqual([500, 500, 234]);
    await expect(messagesAfter(kit, feed, 'nonsense', 5)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
