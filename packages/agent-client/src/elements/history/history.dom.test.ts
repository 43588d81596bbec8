import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  all,
  attributesOf,
  button,
  loadEnglish,
  mount,
  one,
  rendered,
  textOf,
} from '../../../test/support/elements.ts';
import {
  type FakeHistory,
  type FakeHistoryOptions,
  fakeHistory,
  historyEntryOf,
  NOW,
} from '../../../test/support/fake-board.ts';
import { type FakeClient, fakeClient } from '../../../test/support/fake-client.ts';
import { answersOf } from '../../../test/support/fixtures.ts';
import { defineHistory } from './define.ts';
import type { TellsafeHistory } from './history.ts';

defineHistory();
const KEY = '7h7XgDw7VxVUSjSU2wY1DA';
const entry = historyEntryOf();
const { archiveKeyId: _key, ...unarchived } = historyEntryOf({ invitationId: 'unarchived' });
const full = answersOf();
const answers = {
  ...full,
  offTheRecordSecondsLeft: 0,
  questions: full.questions.map((each) =>
    each.question.offTheRecord ? { question: each.question, goneOffTheRecord: true } : each,
  ),
};

beforeEach(() => loadEnglish());
afterEach(() => document.body.replaceChildren());

async function show(options: FakeHistoryOptions = {}): Promise<[TellsafeHistory, FakeHistory, FakeClient]> {
  const history = fakeHistory({ entries: [entry, unarchived], ...options });
  const client = fakeClient({ history, now: () => NOW });
  return [await mount<TellsafeHistory>('tellsafe-history', { client } as Partial<TellsafeHistory>), history, client];
}

const press = async (element: TellsafeHistory, selector: string, at = 0): Promise<void> => {
  all(element, selector)[at]?.click();
  await rendered(element);
};
const viewer = async (element: TellsafeHistory): Promise<HTMLElement> => {
  const found = one(element, 'tellsafe-answers');
  await rendered(found);
  return found;
};

describe('<tellsafe-history>', () => {
  test('lists forms with agent and times, and says which have answers', async () => {
    const [element] = await show();
    expect(one(element, 'h2').textContent).toBe('History');
    expect(all(element, 'tbody tr').map((row) => textOf(row).replace(/[\u2068\u2069]/g, ''))).toEqual([
      expect.stringMatching(/^Payment card Maya Lind .* Sealed$/),
      expect.stringMatching(/None kept$/),
    ]);
    expect(textOf(one(element, '.foot'))).toBe('2 forms · That is everything.');
  });

  test('SF-AUD-01 reading takes a button that says what it means; opening a row reads nothing, and shows who has read', async () => {
    const reads = [{ invitationId: entry.invitationId, agent: { id: 'lea', name: 'Lea Brandt' }, at: NOW - 60_000 }];
    const [element, history] = await show({ answers, reads });
    await press(element, 'tbody button');
    expect(history.calls).not.toContain(`read ${entry.invitationId}`);
    expect(textOf(one(element, 'dialog'))).toContain('Reading is recorded');
    expect(textOf(one(element, '.reads'))).toContain('Lea Brandt');
    await press(element, '[data-action=read]');
    const shown = await viewer(element);
    expect(history.calls).toContain(`read ${entry.invitationId}`);
    expect(textOf(shown)).toContain('Elena Moreau');
    expect(textOf(shown)).not.toContain('4111');
    expect(textOf(shown)).toContain('Not recorded: this answer was off the record.');
    expect(textOf(shown)).not.toContain('Send');
    // Closing wipes, and the row shows the reading.
    button(shown, 'Close answers').click();
    await rendered(element);
    expect(all(element, 'tellsafe-answers')).toEqual([]);
    await press(element, 'tbody button');
    expect(textOf(one(element, '.reads'))).toContain('Nora Vogt');
  });

  test.each([
    ['permission_denied', /cannot be read here/],
    ['answers_unavailable', /does not open/],
    ['answers_invalid', /do not fit this form/],
    ['network_failed', /cannot be reached/],
  ] as const)('SF-ACC-04 a refusal is one text in words: %s', async (code, text) => {
    const [element, history] = await show({ answers });
    await press(element, 'tbody button');
    history.failNext(new TellsafeError(code));
    await press(element, '[data-action=read]');
    const shown = await viewer(element);
    expect(textOf(shown)).toMatch(text);
    // Trying again would be another recorded attempt: only the person begins one.
    expect(all(shown, 'button')).toHaveLength(1);
  });

  test('SF-ACC-04 a key of the brand is imported first: nothing is asked for without it', async () => {
    const [element, history] = await show({ answers, keyId: KEY, passphrase: 'right' });
    await press(element, 'tbody button');
    expect(all(element, '[data-action=read]')).toEqual([]);
    await press(element, '[data-action=import-first]');
    const dialog = one(element, 'tellsafe-history-key');
    const submit = async (): Promise<void> => {
      one<HTMLFormElement>(dialog, 'form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await rendered(dialog);
      await rendered(element);
    };
    await submit();
    expect(textOf(one(dialog, '#file-error'))).toBe('Choose the key file.');
    const files = [new File(['{}'], 'archive.key')];
    Object.defineProperty(one(dialog, '#file'), 'files', { value: files });
    one<HTMLInputElement>(dialog, '#passphrase').value = 'wrong';
    await submit();
    expect(textOf(one(dialog, '#passphrase-error'))).toContain('does not open this file');
    expect(one(dialog, '#passphrase').getAttribute('aria-invalid')).toBe('true');
    one<HTMLInputElement>(dialog, '#passphrase').value = 'right';
    await submit();
    expect(one<HTMLDialogElement>(dialog, 'dialog').open).toBe(false);
    expect(textOf(one(element, '.key'))).toContain(KEY);
    expect(attributesOf(dialog)).not.toContain('right');
    await press(element, '[data-action=read]');
    expect(textOf(await viewer(element))).toContain('Elena Moreau');
    await press(element, '[data-action=forget]');
    expect(history.calls).toContain('forget');
    expect(textOf(one(element, '.key'))).toContain('import the archive key');
  });

  test('a form without answers says so and offers nothing', async () => {
    const [element] = await show();
    await press(element, 'tbody button', 1);
    expect(textOf(one(element, 'dialog'))).toContain('No answers are kept of this form');
    expect(all(element, '[data-action=read]')).toEqual([]);
  });

  test('SF-ACC-02 the end of the session closes answers, dialogs and the list', async () => {
    const [element, , client] = await show({ answers });
    await press(element, 'tbody button');
    await press(element, '[data-action=read]');
    await viewer(element);
    client.emit('session-ended', { reason: 'idle' });
    await rendered(element);
    expect(all(element, 'tellsafe-answers')).toEqual([]);
    expect(all(element, 'tbody tr')).toEqual([]);
    expect(textOf(element)).not.toContain('Elena');
  });

  test('pages, filters and a wrong span of days', async () => {
    const entries = Array.from({ length: 3 }, (_, at) => historyEntryOf({ invitationId: `i${at}`, formId: `f${at}` }));
    const [element, history] = await show({ entries, page: 2 });
    await press(element, '[data-action=more]');
    expect(all(element, 'tbody tr')).toHaveLength(3);
    expect(element.shadowRoot?.activeElement).toBe(all(element, 'tbody button')[2]);
    const select = one<HTMLSelectElement>(element, 'select[name=form]');
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    await rendered(element);
    expect(all(element, 'tbody tr')).toHaveLength(1);
    const set = async (id: string, value: string): Promise<void> => {
      const field = one<HTMLInputElement>(element, `#${id}`);
      field.value = value;
      field.dispatchEvent(new Event('change'));
      await rendered(element);
    };
    await set('from', '2026-11-22');
    const { length } = history.calls;
    await set('to', '2026-11-21');
    expect(textOf(one(element, '#to-error'))).toContain('not before the first one');
    expect(history.calls).toHaveLength(length);
    await set('to', '2026-11-22');
    const query = JSON.parse(history.calls.at(-1)?.slice(5) ?? '{}');
    expect(query.until - query.since).toBe(86_400_000);
  });

  test('T20 hostile names stay text', async () => {
    const name = '<img src=x onerror=alert(1)>\u202e"><b>';
    const [element] = await show({ entries: [historyEntryOf({ formName: name, agent: { id: '"><b>', name } })] });
    await press(element, 'tbody button');
    expect(all(element, 'img, b')).toEqual([]);
    expect(textOf(element)).not.toContain('\u202e');
  });
});
