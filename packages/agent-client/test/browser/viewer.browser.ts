// The viewer with real focus, blur and clipboard.
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { REVEAL_LIMIT_MS, type TellsafeAnswers } from '../../src/elements/answers/answers.ts';
import { defineAnswers } from '../../src/elements/answers/define.ts';
import { all, button, loadEnglish, mount, one, rendered, textOf } from '../support/elements.ts';
import { fakeClient } from '../support/fake-client.ts';
import { answersOf, submittedInvitation } from '../support/fixtures.ts';

defineAnswers();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

async function show(): Promise<TellsafeAnswers> {
  const client = fakeClient({ answers: answersOf() });
  const viewer = await mount<TellsafeAnswers>('tellsafe-answers', {
    client,
    invitation: submittedInvitation(),
  } as Partial<TellsafeAnswers>);
  await rendered(viewer);
  return viewer;
}

describe('SF-AGT-03 masking with a keyboard and a pointer', () => {
  test('Tab reaches Reveal, Enter reveals, Tab to Copy keeps it, Tab on masks it', async () => {
    const viewer = await show();
    button(viewer, 'Reveal Card number').focus();
    await userEvent.keyboard('{Enter}');
    await rendered(viewer);
    expect(one(viewer, '.row:nth-child(2) .value').textContent?.trim()).toBe('4111111111111111');
    await userEvent.tab();
    await rendered(viewer);
    expect(viewer.shadowRoot?.activeElement?.getAttribute('aria-label')).toBe('Copy Card number');
    expect(textOf(viewer)).toContain('4111');
    await userEvent.tab();
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
  });

  test('a click elsewhere masks it, a click on the value itself does not', async () => {
    const viewer = await show();
    await userEvent.click(button(viewer, 'Reveal Card number'));
    await rendered(viewer);
    await userEvent.click(one(viewer, '.row:nth-child(2) .value'));
    await rendered(viewer);
    expect(textOf(viewer)).toContain('4111');
    await userEvent.click(one(viewer, 'h2'));
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
  });

  test('20 seconds mask it, also when the focus stays', async () => {
    const viewer = await show();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    button(viewer, 'Reveal Card number').click();
    vi.advanceTimersByTime(REVEAL_LIMIT_MS - 1);
    await rendered(viewer);
    expect(textOf(viewer)).toContain('4111');
    vi.advanceTimersByTime(1);
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
  });

  test('leaving the window masks it', async () => {
    const viewer = await show();
    await userEvent.click(button(viewer, 'Reveal CVV'));
    await rendered(viewer);
    expect(textOf(viewer)).toContain('737');
    const active = viewer.shadowRoot?.activeElement;
    if (active instanceof HTMLElement) active.blur();
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('737');
  });

  test('revealing one masks the other, with real focus', async () => {
    const viewer = await show();
    await userEvent.click(button(viewer, 'Reveal Card number'));
    await rendered(viewer);
    await userEvent.click(button(viewer, 'Reveal CVV'));
    await rendered(viewer);
    expect(textOf(viewer)).toContain('737');
    expect(textOf(viewer)).not.toContain('4111');
  });
});

test('numbers stay left-to-right in a right-to-left page (SF-LANG-03)', async () => {
  document.documentElement.lang = 'ar';
  document.documentElement.dir = 'rtl';
  const viewer = await show();
  await userEvent.click(button(viewer, 'Reveal Card number'));
  await rendered(viewer);
  const lefts = all(viewer, '.row:nth-child(2) .group').map((each) => each.getBoundingClientRect().left);
  document.documentElement.lang = 'en';
  document.documentElement.dir = 'ltr';
  expect(lefts).toHaveLength(4);
  expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
});

test('a number too wide for its line breaks between its groups, never inside one (SF-AGT-03)', async () => {
  const viewer = await show();
  viewer.style.inlineSize = '240px';
  await userEvent.click(button(viewer, 'Reveal Card number'));
  await rendered(viewer);
  const value = one(viewer, '.row:nth-child(2) .value');
  value.style.inlineSize = '9ch';
  value.style.flex = 'none';
  const groups = all(viewer, '.row:nth-child(2) .group');
  const lineHeight = Number.parseFloat(getComputedStyle(value).lineHeight);
  for (const group of groups) expect(group.getBoundingClientRect().height).toBeLessThan(lineHeight * 1.5);
  expect(new Set(groups.map((group) => group.getBoundingClientRect().top)).size).toBeGreaterThan(1);
});
