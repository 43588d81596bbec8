import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sessionFixture } from '../../../test/support/fixtures.ts';
import { UnreadMarks } from './unread-marks.ts';

const entries = new Map<string, string>();
const page = new EventTarget();

beforeEach(() => {
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
    removeItem: (name: string) => void entries.delete(name),
  });
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});

afterEach(() => {
  entries.clear();
  vi.unstubAllGlobals();
});

/** What a browser tells the other tabs of an origin. */
function tellOthers(): void {
  const [key] = entries.keys();
  page.dispatchEvent(Object.assign(new Event('storage'), { key: key ?? name }));
  name = key ?? name;
}
let name = '';

function tab(seen: readonly string[] = []) {
  const marks = new UnreadMarks({ isSeen: (id) => seen.includes(id), onChange: () => {} });
  return { marks, ids: () => [...marks.ids].sort() };
}

describe('SF-AGT-02 conversations with news', () => {
  test('are marked until they are seen, also after a reload', async () => {
    const { marks, ids } = tab(['open']);
    await marks.begin(sessionFixture);
    for (const id of ['a', 'b', 'open', 'a']) marks.mark(id);
    expect(ids()).toEqual(['a', 'b']);
    marks.see('a');
    marks.leave();
    const again = tab();
    await again.marks.begin(sessionFixture);
    expect(again.ids()).toEqual(['b']);
  });

  test('what one tab of the agent shows is not marked in the other', async () => {
    const [one, other] = [tab(['a']), tab()];
    await Promise.all([one.marks.begin(sessionFixture), other.marks.begin(sessionFixture)]);
    other.marks.mark('a');
    other.marks.mark('b');
    tellOthers();
    expect(one.ids()).toEqual(['b']);
    tellOthers();
    expect(other.ids()).toEqual(['b']);
    one.marks.see('b');
    tellOthers();
    expect(other.ids()).toEqual([]);
  });

  test('nothing stays after the session, even when it ended while it began', async () => {
    const { marks, ids } = tab();
    await marks.begin(sessionFixture);
    marks.mark('a');
    marks.end();
    expect([ids(), entries.size]).toEqual([[], 0]);
    const beginning = marks.begin(sessionFixture);
    marks.end();
    await beginning;
    marks.mark('b');
    expect(entries.size).toBe(0);
  });
});
