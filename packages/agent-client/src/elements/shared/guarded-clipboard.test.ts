import { describe, expect, test } from 'vitest';
import { manualTime, settle, until } from '../../../test/support/manual-time.ts';
import { CLIPBOARD_LIMIT_MS, createGuardedClipboard } from './guarded-clipboard.ts';

function make({ mayRead = true, refuseWrites = (): boolean => false } = {}) {
  const time = manualTime();
  const page = new EventTarget();
  const held = { text: 'before' };
  let cleared = 0;
  const guarded = createGuardedClipboard({
    clipboard: {
      readText: async () => held.text,
      writeText: async (text) => {
        if (refuseWrites()) throw new DOMException('not focused', 'NotAllowedError');
        held.text = text;
      },
    },
    timers: time.timers,
    mayRead: async () => mayRead,
    page,
    onCleared: () => {
      cleared += 1;
    },
  });
  return { time, page, held, guarded, cleared: () => cleared };
}

describe('SF-AGT-03 guarded copy', () => {
  test('clears the clipboard after 30 s when it still holds the value', async () => {
    const { time, held, guarded, cleared } = make();
    expect(await guarded.copy('4111111111111111')).toBe(true);
    await time.advance(CLIPBOARD_LIMIT_MS - 1);
    expect(held.text).toBe('4111111111111111');
    await time.advance(1);
    await until(() => cleared() === 1);
    expect(held.text).toBe('');
  });

  test('leaves alone what somebody else copied meanwhile', async () => {
    const { time, held, guarded } = make();
    await guarded.copy('4111111111111111');
    held.text = 'a shopping list';
    await time.advance(CLIPBOARD_LIMIT_MS);
    await settle();
    expect(held.text).toBe('a shopping list');
  });

  test('without leave to read it clears, unless something was copied on the page', async () => {
    const blind = make({ mayRead: false });
    await blind.guarded.copy('123');
    await blind.time.advance(CLIPBOARD_LIMIT_MS);
    await until(() => blind.cleared() === 1);
    expect(blind.held.text).toBe('');
    const copied = make({ mayRead: false });
    await copied.guarded.copy('123');
    copied.held.text = 'other';
    copied.page.dispatchEvent(new Event('copy'));
    await copied.time.advance(CLIPBOARD_LIMIT_MS);
    await settle();
    expect(copied.held.text).toBe('other');
  });

  test('in the background it waits for the page to come back', async () => {
    let away = false;
    const { time, page, held, guarded } = make({ refuseWrites: () => away });
    await guarded.copy('123');
    away = true;
    await time.advance(CLIPBOARD_LIMIT_MS);
    await settle();
    expect(held.text).toBe('123');
    away = false;
    page.dispatchEvent(new Event('focus'));
    await until(() => held.text === '');
  });

  test('clears at once when the answers are closed', async () => {
    const { held, guarded, time } = make();
    await guarded.copy('123');
    await guarded.clear();
    expect(held.text).toBe('');
    expect(time.pending()).toBe(0);
  });

  test('says when the browser does not allow copying', async () => {
    const { guarded } = make({ refuseWrites: () => true });
    expect(await guarded.copy('123')).toBe(false);
    await guarded.clear();
    expect(await createGuardedClipboard({ clipboard: undefined, page: new EventTarget() }).copy('x')).toBe(false);
  });
});
