import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  attributesOf,
  button,
  hasButton,
  loadEnglish,
  mount,
  one,
  rendered,
  textOf,
} from '../../../test/support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../../../test/support/fake-client.ts';
import { answersOf, submittedInvitation } from '../../../test/support/fixtures.ts';
import { REVEAL_LIMIT_MS, type TellsafeAnswers } from './answers.ts';
import { defineAnswers } from './define.ts';

defineAnswers();
const CARD = '4111111111111111';

beforeEach(async () => {
  await loadEnglish();
  vi.useFakeTimers();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function show(options: FakeOptions = { answers: answersOf() }): Promise<[TellsafeAnswers, FakeClient]> {
  const client = fakeClient(options);
  const invitation = submittedInvitation();
  const viewer = await mount<TellsafeAnswers>('tellsafe-answers', { client, invitation } as Partial<TellsafeAnswers>);
  return [viewer, client];
}

describe('<tellsafe-answers>', () => {
  test('SF-A11Y-01 has a title, labels, and buttons that say what they are for', async () => {
    const [viewer] = await show();
    expect(one(viewer, 'h2').textContent).toBe('Answers to Payment card');
    expect(one(viewer, 'section').getAttribute('aria-labelledby')).toBe('title');
    expect(all(viewer, 'dt').map((each) => textOf(each))).toEqual([
      'Name on card',
      'Card number',
      'Expiry date',
      'CVV Off the record',
    ]);
    for (const name of ['Reveal Card number', 'Reveal CVV', 'Copy Name on card', 'Close answers']) button(viewer, name);
    expect(hasButton(viewer, 'Reveal Name on card')).toBe(false);
    expect(textOf(one(viewer, '.dots'))).toContain('Hidden answer');
  });

  test('SF-AGT-03 sensitive values are dots of one length until revealed, one at a time', async () => {
    const [viewer] = await show();
    expect(textOf(viewer)).toContain('Elena Moreau');
    expect(textOf(viewer)).not.toContain('4111');
    expect(new Set(all(viewer, '.dots').map(textOf)).size).toBe(1);
    button(viewer, 'Reveal Card number').click();
    await rendered(viewer);
    expect(all(viewer, '.group').map((each) => each.textContent)).toContain('1111');
    expect(one(viewer, '.row:nth-child(2) .value').textContent?.trim()).toBe(CARD);
    expect(viewer.shadowRoot?.activeElement?.getAttribute('aria-label')).toBe('Hide Card number');
    button(viewer, 'Reveal CVV').click();
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
    expect(textOf(viewer)).toContain('737');
  });

  test('SF-AGT-03 re-masks after 20 s, on Escape, on leaving the row, when the page is hidden', async () => {
    const [viewer] = await show();
    const reveal = async (): Promise<HTMLElement> => {
      button(viewer, 'Reveal Card number').click();
      await rendered(viewer);
      expect(textOf(viewer)).toContain('4111');
      return one(viewer, '.row:nth-child(2)');
    };
    await reveal();
    vi.advanceTimersByTime(REVEAL_LIMIT_MS);
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
    (await reveal()).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
    (await reveal()).dispatchEvent(new FocusEvent('focusout', { relatedTarget: null }));
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
    await reveal();
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('4111');
  });

  test('moving on inside the row, to Copy, keeps the value in sight', async () => {
    const [viewer] = await show();
    button(viewer, 'Reveal Card number').click();
    await rendered(viewer);
    const row = one(viewer, '.row:nth-child(2)');
    row.dispatchEvent(new FocusEvent('focusout', { relatedTarget: button(viewer, 'Copy Card number') }));
    await rendered(viewer);
    expect(textOf(viewer)).toContain('4111');
  });

  test('SF-AGT-03 no value is ever in an attribute or an event', async () => {
    const heard: string[] = [];
    const listen = (event: Event): void => void heard.push(JSON.stringify((event as CustomEvent).detail));
    for (const name of ['answers-closed', 'resend-wanted']) document.body.addEventListener(name, listen);
    const [viewer] = await show();
    for (const name of ['Reveal Card number', 'Copy Card number', 'Reveal CVV', 'Close answers']) {
      button(viewer, name).click();
      await rendered(viewer);
      for (const value of ['Elena', '4111', '737', '2029']) expect(attributesOf(viewer)).not.toContain(value);
    }
    for (const name of ['answers-closed', 'resend-wanted']) document.body.removeEventListener(name, listen);
    expect(heard).toEqual(['{}']);
  });

  test.each([
    ['the session ends', (_: TellsafeAnswers, client: FakeClient) => client.emit('session-ended', { reason: 'idle' })],
    [
      'the answers are withdrawn',
      (_: TellsafeAnswers, client: FakeClient) =>
        client.emit('answers-withdrawn', { invitationIds: [submittedInvitation().id] }),
    ],
    ['the page goes away', () => window.dispatchEvent(new Event('pagehide'))],
    ['the viewer is closed', (viewer: TellsafeAnswers) => button(viewer, 'Close answers').click()],
    ['the element is removed', (viewer: TellsafeAnswers) => viewer.remove()],
  ] as const)('SF-ACC-02 every value is wiped when %s', async (_, end) => {
    const [viewer, client] = await show();
    button(viewer, 'Reveal Card number').click();
    await rendered(viewer);
    end(viewer, client);
    if (!viewer.isConnected) document.body.append(viewer);
    await rendered(viewer);
    expect(viewer.shadowRoot?.querySelector('dl')).toBeNull();
    for (const value of ['Elena', '4111', '737']) expect(viewer.shadowRoot?.textContent).not.toContain(value);
  });

  test('withdrawn answers of another invitation do not matter', async () => {
    const [viewer, client] = await show();
    client.emit('answers-withdrawn', { invitationIds: ['another'] });
    await rendered(viewer);
    expect(textOf(viewer)).toContain('Elena Moreau');
  });

  test('SF-ACC-05 what cannot be read any more says so and offers to send again', async () => {
    const [viewer, client] = await show({});
    expect(textOf(viewer)).toContain(
      'These answers can no longer be read. Send the form again if you still need them.',
    );
    button(viewer, 'Send again').click();
    await rendered(viewer);
    expect(client.calls).toContain('send payment-card');
  });

  test('a host can send again by itself', async () => {
    const [viewer, client] = await show({});
    viewer.addEventListener('resend-wanted', (event) => event.preventDefault());
    button(viewer, 'Send again').click();
    await rendered(viewer);
    expect(client.calls).not.toContain('send payment-card');
  });

  test('another failure is told, and trying again works', async () => {
    const client = fakeClient({ answers: answersOf() });
    client.failNext(new TellsafeError('network_failed'));
    const invitation = submittedInvitation();
    const viewer = await mount<TellsafeAnswers>('tellsafe-answers', { client, invitation } as Partial<TellsafeAnswers>);
    expect(textOf(viewer)).toContain('The server cannot be reached.');
    button(viewer, 'Try again').click();
    await rendered(viewer);
    expect(textOf(viewer)).toContain('Elena Moreau');
  });

  test('SF-OTR-02 SF-OTR-03 the time of off-the-record answers is shown and ends exactly theirs', async () => {
    let now = Date.UTC(2026, 10, 22, 10, 0);
    const [viewer] = await show({ answers: answersOf({}, { offTheRecordSecondsLeft: 90 }), now: () => now });
    expect(textOf(viewer)).toContain('Off the record: 2 minutes left');
    now += 31_000;
    vi.advanceTimersByTime(1_000);
    await rendered(viewer);
    expect(textOf(viewer)).toContain('Off the record: 1 minute left');
    button(viewer, 'Reveal CVV').click();
    now += 59_000;
    vi.advanceTimersByTime(1_000);
    await rendered(viewer);
    expect(textOf(viewer)).not.toContain('737');
    expect(textOf(viewer)).toContain('This answer was off the record and is no longer available.');
    expect(textOf(viewer)).toContain('Elena Moreau');
    expect(hasButton(viewer, 'Reveal CVV')).toBe(false);
    button(viewer, 'Send again');
  });

  test('SF-FORM-06 a mismatch is marked, an empty answer said, an unexpected one announced', async () => {
    const answers = answersOf({ name: '', card: '1234' });
    const questions = answers.questions.map((each) =>
      each.question.id === 'card' ? { ...each, mismatch: { code: 'card_invalid', params: {} } as const } : each,
    );
    const [viewer] = await show({ answers: { ...answers, questions, unexpectedAnswers: 1 } });
    expect(all(viewer, '.mismatch')).toHaveLength(1);
    expect(textOf(one(viewer, '.mismatch'))).toContain('does not follow the rules');
    expect(textOf(one(viewer, '.none'))).toBe('No answer');
    expect(textOf(viewer)).toContain('a question that the form does not have');
  });

  test('answers that arrive after the viewer went on to another invitation are not shown', async () => {
    let arrive: () => void = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const [viewer] = await show({
      answers: async () => {
        await late;
        return answersOf();
      },
    });
    viewer.invitation = undefined;
    await rendered(viewer);
    arrive();
    await rendered(viewer);
    expect(viewer.shadowRoot?.querySelector('dl')).toBeNull();
  });
});
