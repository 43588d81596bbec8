// Questions under real keys in Chromium: keyboards and autofill, grouping and the caret, the card's mark, paste, masking, counting.
import type { AnswerFormat, Question } from '@tellsafe/core/form';
import { loadTexts } from '@tellsafe/core/i18n';
import type {} from '@vitest/browser-playwright';
import axe from 'axe-core';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { filling, question, show, submit } from './shown-form.ts';

afterEach(() => {
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
  vi.restoreAllMocks();
});

/** Shows a form with nothing but these questions. */
const ask = (...questions: readonly Question[]) =>
  show({ ...filling, definition: { id: 'f', name: 'Form', description: '', questions } });
const formatted = (format: AnswerFormat, part: Partial<Question> = {}) =>
  question({ id: 'q', label: 'Question', type: 'text', format, maxLength: 34, ...part });
const card = formatted('card', { label: 'Card number', maxLength: 19 });

/** Puts a text in as pasting does. */
function paste(field: HTMLInputElement, text: string): void {
  field.focus();
  field.select();
  document.execCommand('insertText', false, text);
}

describe('SF-WV-07 keyboard and autofill', () => {
  test.each([
    ['card', 'numeric', 'cc-number'],
    ['expiry', 'numeric', 'cc-exp'],
    ['iban', 'text', 'off'],
    ['email', 'email', 'email'],
    ['phone', 'tel', 'tel'],
    ['date', 'text', 'off'],
    ['us-ssn', 'numeric', 'off'],
    ['postal-code', 'text', 'postal-code'],
    ['pin', 'numeric', 'one-time-code'],
  ] as const)('%s', async (format, inputMode, autocomplete) => {
    const { field } = await ask(formatted(format));
    const { spellcheck, dir, autocapitalize } = field('q');
    expect([field('q').inputMode, field('q').autocomplete, spellcheck, dir]).toEqual([
      inputMode,
      autocomplete,
      false,
      'ltr',
    ]);
    expect(autocapitalize).toBe(['iban', 'postal-code'].includes(format) ? 'characters' : 'none');
    expect(field('q').maxLength).toBe(-1);
  });

  test('SF-LANG-01 an expiry shows how it is written in the person’s language, unless the brand says something else', async () => {
    const expiry = formatted('expiry', { maxLength: 5 });
    const { form, field } = await ask(expiry, { ...expiry, id: 'own', placeholder: 'as on the card' });
    expect([field('q').placeholder, field('own').placeholder]).toEqual(['MM/YY', 'as on the card']);
    form.texts = await loadTexts('fr');
    await form.updateComplete;
    expect([field('q').placeholder, field('own').placeholder]).toEqual(['MM/AA', 'as on the card']);
  });

  test('a CVV, a number and free text', async () => {
    const { field } = await ask(
      question({ id: 'cvv', label: 'CVV', type: 'cvv' }),
      question({ id: 'number', label: 'Number', type: 'numeric' }),
      question({ id: 'name', label: 'Name', type: 'text' }),
      question({ id: 'secret', label: 'Secret', type: 'text', masked: true }),
    );
    const hints = (id: string) => [field(id).inputMode, field(id).autocomplete];
    expect(['cvv', 'number', 'name', 'secret'].map(hints)).toEqual([
      ['numeric', 'cc-csc'],
      ['numeric', 'off'],
      ['text', 'on'],
      ['text', 'off'],
    ]);
  });

  test('the Enter key says "next" until the last question; on a touch screen it goes there and submits nothing too soon', async () => {
    const { form, field, actions } = await ask(card, question({ id: 'name', label: 'Name', type: 'text' }));
    expect([field('q').enterKeyHint, field('name').enterKeyHint]).toEqual(['next', 'send']);
    const touch = vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true } as MediaQueryList);
    await userEvent.click(field('q'));
    await userEvent.keyboard('{Enter}');
    expect(touch).toHaveBeenCalledWith('(pointer: coarse)');
    expect(document.activeElement).toBe(field('name'));
    expect(form.querySelectorAll('.error')).toHaveLength(0);
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(form.querySelectorAll('.error')).toHaveLength(2));
    expect(actions.submit).not.toHaveBeenCalled();
  });

  test('with a keyboard of its own Enter submits, as everywhere', async () => {
    const { form, field } = await ask(card, question({ id: 'name', label: 'Name', type: 'text' }));
    await userEvent.click(field('q'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(form.querySelectorAll('.error')).toHaveLength(2));
  });
});

describe('SF-FORM-05 grouping', () => {
  test('does not fight the caret: backspace over a space, typing in the middle, paste', async () => {
    const { field } = await ask(card);
    await userEvent.click(field('q'));
    await userEvent.keyboard('41111');
    expect(field('q').value).toBe('4111 1');
    await userEvent.keyboard('{ArrowLeft}{Backspace}');
    expect([field('q').value, field('q').selectionStart]).toEqual(['4111', 3]);
    await userEvent.keyboard('9');
    expect([field('q').value, field('q').selectionStart]).toEqual(['4119 1', 5]);
    field('q').select();
    document.execCommand('insertText', false, '4111-1111-1111-1111');
    expect(field('q').value).toBe('4111 1111 1111 1111');
  });

  /** What a person may do in a field: keys as they are pressed, or a paste. */
  const edits = [
    ...['1', '4', '9', '0', '-', ' '].map((key) => ({ keys: key })),
    ...['{Backspace}', '{Delete}', '{Control>}{Backspace}{/Control}', '{Control>}{Delete}{/Control}'].map((keys) => ({
      keys,
    })),
    ...['{ArrowLeft}', '{ArrowRight}', '{Home}', '{End}', '{Control>}{ArrowLeft}{/Control}'].map((keys) => ({ keys })),
    ...['{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}', '{Shift>}{ArrowRight}{/Shift}'].map((keys) => ({ keys })),
    ...['12', '4111 1111', '٤٢', '５－５', '37\u00a082'].map((pasted) => ({ pasted })),
  ];
  /** Where grouping fights the caret if it does: taken as often as all else together. */
  const deletions: Edit[] = [{ keys: '{Backspace}' }, { keys: '{Delete}' }, { keys: '{ArrowLeft}' }];
  type Edit = (typeof edits)[number];
  const fold: Readonly<Record<string, string>> = { '٤': '4', '٢': '2', '５': '5' };
  const digits = (text: string) => text.replace(/[٤٢５]/g, (digit) => fold[digit] ?? '').replace(/\D/g, '');

  async function edit(step: Edit): Promise<void> {
    if ('pasted' in step) document.execCommand('insertText', false, step.pasted);
    else await userEvent.keyboard(step.keys);
  }

  /** Holds after one edit: what stood before and behind the caret still does, but for what was put in or taken out at it. */
  async function check(field: HTMLInputElement, step: Edit): Promise<void> {
    const { value, selectionStart, selectionEnd } = field;
    const before = digits(value.slice(0, selectionStart ?? 0));
    const behind = digits(value.slice(selectionEnd ?? 0));
    const chosen = selectionStart !== selectionEnd;
    await edit(step);
    const caret = field.selectionEnd ?? 0;
    const now = [digits(field.value.slice(0, caret)), digits(field.value.slice(caret))] as const;
    const put = 'pasted' in step ? digits(step.pasted) : /^\d$/.test(step.keys) ? step.keys : '';
    if ('pasted' in step || step.keys.length === 1) expect(now).toEqual([before + put, behind]);
    else if (!/Backspace|Delete/.test(step.keys)) expect(digits(field.value)).toBe(digits(value));
    else if (chosen) expect(now).toEqual([before, behind]);
    else if (step.keys === '{Backspace}') expect(now).toEqual([before.slice(0, -1), behind]);
    else if (step.keys === '{Delete}') expect(now).toEqual([before, behind.slice(1)]);
    else if (step.keys.includes('Backspace')) expect([before.startsWith(now[0]), now[1]]).toEqual([true, behind]);
    else expect([now[0], behind.endsWith(now[1])]).toEqual([before, true]);
  }

  test.each([
    ['card', 31],
    ['us-ssn', 32],
  ] as const)(
    'whatever is pressed in a %s, the caret stays at the same digit',
    { timeout: 60_000 },
    async (format, seed) => {
      const { field } = await ask(formatted(format));
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(fc.constantFrom(...edits), fc.constantFrom(...deletions)), {
            minLength: 10,
            maxLength: 20,
          }),
          async (steps) => {
            field('q').value = '';
            field('q').dispatchEvent(new Event('input', { bubbles: true }));
            field('q').focus();
            await edit({ pasted: '4111 1111 1' });
            for (const step of steps) await check(field('q'), step);
          },
        ),
        { seed, numRuns: 9 },
      );
    },
  );

  test.each([
    ['0829', '08/29'],
    ['829', '08/29'],
    ['8/29', '8/29'],
    ['08/2029', '08/2029'],
    ['082029', '08/2029'],
    ['2029-08', '2029-08'],
    ['08.29', '08.29'],
  ])('an expiry typed %j reads %j and is August 2029', async (typed, shown) => {
    const { form, field, actions } = await ask(formatted('expiry', { maxLength: 5 }));
    await userEvent.click(field('q'));
    await userEvent.keyboard(typed);
    expect(field('q').value).toBe(shown);
    submit(form);
    expect(vi.mocked(actions.submit).mock.calls[0]?.[0]).toEqual({ q: '08/29' });
  });

  test('leaves an input method alone until it is done: nothing is grouped while letters are being composed', async () => {
    const { form, field, actions } = await ask(card);
    await userEvent.click(field('q'));
    await userEvent.keyboard('41');
    const compose = (text: string) =>
      cdp().send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    for (const text of ['１', '１１', '１１１', '１１１１']) {
      await compose(text);
      expect([field('q').value, field('q').selectionStart]).toEqual([`41${text}`, 2 + text.length]);
    }
    await cdp().send('Input.insertText', { text: '1111' });
    expect([field('q').value, field('q').selectionStart]).toEqual(['4111 11', 7]);
    await userEvent.keyboard('1111111111');
    submit(form);
    expect(vi.mocked(actions.submit).mock.calls[0]?.[0]).toEqual({ q: '4111111111111111' });
  });

  test('a slash can be taken out again and comes back with the next digit', async () => {
    const { field } = await ask(formatted('expiry', { maxLength: 5 }));
    await userEvent.click(field('q'));
    await userEvent.keyboard('0829{Backspace}{Backspace}');
    expect(field('q').value).toBe('08/');
    await userEvent.keyboard('{Backspace}');
    expect(field('q').value).toBe('08');
    await userEvent.keyboard('30');
    expect(field('q').value).toBe('08/30');
  });

  test.each([
    '4111111111111111',
    '4111-1111-1111-1111',
    '4111\u00a01111\u202f1111\u20091111',
    '\u202a٤١١١ ١١١١ ١١١١ ١١١١\u202c',
    '۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱',
    '४१११११११११११११११',
    '４１１１　１１１１　１１１１　１１１１',
    '  4111.1111.1111.1111  ',
  ])('a whole card pasted as %j is taken', async (text) => {
    const { form, field, actions } = await ask(card);
    paste(field('q'), text);
    submit(form);
    expect(vi.mocked(actions.submit).mock.calls[0]?.[0]).toEqual({ q: '4111111111111111' });
  });

  test('a paste that is too long is not cut: all of it stays, and the error says so', async () => {
    const { form, field } = await ask(card, question({ id: 'name', label: 'Name', type: 'text', maxLength: 10 }));
    const long = '4111 '.repeat(30).trim();
    paste(field('q'), long);
    paste(field('name'), 'Ada Lovelace Byron');
    expect([field('q').value, field('name').value]).toEqual([long, 'Ada Lovelace Byron']);
    submit(form);
    await vi.waitFor(() => expect(form.querySelectorAll('.error')).toHaveLength(2));
    expect(form.textContent).toContain('This is too long: please use at most 10 characters.');
  });

  test('what a password manager fills in without a key is grouped, marked and counted as an answer', async () => {
    const { form, field, actions } = await ask(card, formatted('expiry', { id: 'expiry', maxLength: 5 }));
    for (const [id, value] of [
      ['q', '378282246310005'],
      ['expiry', '0829'],
    ] as const) {
      field(id).value = value;
      field(id).dispatchEvent(new Event('input', { bubbles: true }));
      field(id).dispatchEvent(new Event('change', { bubbles: true }));
    }
    expect([field('q').value, field('expiry').value]).toEqual(['3782 822463 10005', '08/29']);
    await vi.waitFor(() => expect(form.querySelector('.brand')?.textContent?.trim()).toBe('American Express'));
    expect(vi.mocked(actions.edited).mock.calls).toEqual([[true]]);
    expect(document.activeElement).toBe(document.body);
  });
});

describe('SF-FORM-05 the mark of a card', () => {
  test.each([
    ['4', 'Visa'],
    ['51', 'Mastercard'],
    ['34', 'American Express'],
    ['6011', 'Discover'],
    ['36', 'Diners Club'],
    ['3528', 'JCB'],
    ['62', 'UnionPay'],
    ['5018', 'Maestro'],
    ['2200', 'Mir'],
    ['401178', 'Elo'],
    ['606282', 'Hipercard'],
    ['٤', 'Visa'],
  ])('%j is drawn as %s, with its name', async (digits, name) => {
    const { form, field } = await ask(card);
    paste(field('q'), digits);
    await vi.waitFor(() => expect(form.querySelector('.brand')?.textContent?.trim()).toBe(name));
    const { width, height } = (form.querySelector('.brand svg') as Element).getBoundingClientRect();
    expect([width, height]).toEqual([34, 22]);
  });

  test('every brand has a drawing of its own; it follows the digits, and goes with them', async () => {
    const { form, field } = await ask(card);
    const drawn = new Set<string>();
    for (const digits of ['4', '51', '34', '6011', '36', '3528', '62', '5018', '2200', '401178', '606282']) {
      paste(field('q'), digits);
      await (form.querySelector('tellsafe-question') as unknown as { updateComplete: Promise<void> }).updateComplete;
      drawn.add([...form.querySelectorAll('.brand path')].map((path) => path.getAttribute('d')).join());
    }
    expect(drawn.size).toBe(11);
    const { violations } = await axe.run(form, { runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa'] });
    expect(violations.map(({ id }) => id)).toEqual([]);
    field('q').select();
    await userEvent.keyboard('{Backspace}');
    await vi.waitFor(() => expect(form.querySelector('.brand')).toBeNull());
  });
});

describe('SF-WV-01 masked answers', () => {
  const masked = question({ id: 'pin', label: 'PIN', type: 'text', format: 'pin', masked: true, maxLength: 12 });
  const security = (field: HTMLInputElement) => getComputedStyle(field).getPropertyValue('-webkit-text-security');

  async function shown() {
    const page = await ask(masked, question({ id: 'name', label: 'Name', type: 'text' }));
    await userEvent.fill(page.field('pin'), '1234');
    const reveal = page.form.querySelector('.reveal') as HTMLElement;
    expect(reveal.getAttribute('aria-label')).toBe('Show PIN');
    await userEvent.click(reveal);
    expect(security(page.field('pin'))).toBe('none');
    expect(reveal.getAttribute('aria-label')).toBe('Hide PIN');
    return page;
  }

  test('are dots again when the page is hidden', async () => {
    const { field } = await shown();
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(security(field('pin'))).toBe('disc'));
    expect(field('pin').value).toBe('1234');
  });

  test('are dots again when the form is submitted', async () => {
    const { form, field } = await shown();
    form.querySelector('form')?.requestSubmit();
    await vi.waitFor(() => expect(security(field('pin'))).toBe('disc'));
  });

  test('leave neither through the clipboard nor by dragging; what is shown may be copied', async () => {
    const { field } = await shown();
    const leaves = (type: string) => field('pin').dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
    expect(['copy', 'cut', 'dragstart'].map(leaves)).toEqual([true, true, true]);
    await userEvent.click(field('name'));
    await vi.waitFor(() => expect(security(field('pin'))).toBe('disc'));
    expect(['copy', 'cut', 'dragstart'].map(leaves)).toEqual([false, false, false]);
  });
});

describe('SF-WV-04 help, counting, choices', () => {
  test('help and the note about keeping describe the field, and so does its error', async () => {
    const { form, field } = await ask(
      question({ id: 'name', label: 'Name', type: 'text', help: 'As on the card.', offTheRecord: true }),
    );
    const described = () =>
      field('name')
        .getAttribute('aria-describedby')
        ?.split(' ')
        .map((id) => form.querySelector(`#${id}`)?.textContent?.trim());
    expect(described()).toEqual(['As on the card.', 'Not stored: deleted after a few minutes']);
    submit(form);
    await vi.waitFor(() =>
      expect(described()).toEqual([
        'Please fill this in.',
        'As on the card.',
        'Not stored: deleted after a few minutes',
      ]),
    );
  });

  test('how much room is left is told near the limit, and not before', async () => {
    const { form, field } = await ask(question({ id: 'name', label: 'Name', type: 'text', maxLength: 10 }));
    const counter = () => form.querySelector('.counter[role=status]')?.textContent;
    await userEvent.fill(field('name'), '1234567');
    await vi.waitFor(() => expect(counter()).toBeUndefined());
    await userEvent.fill(field('name'), '12345678');
    await vi.waitFor(() => expect(counter()).toBe('8 of 10 characters'));
    await userEvent.fill(field('name'), '123456789012');
    await vi.waitFor(() => expect(counter()).toBe('12 of 10 characters'));
  });

  test.each([
    [2, 'radio'],
    [5, 'radio'],
    [6, 'list'],
  ])('%i choices are a %s', async (count, kind) => {
    const choices = Array.from({ length: count }, (_, at) => ({ value: `v${at}`, label: `Choice ${at}` }));
    const { form, actions } = await ask(question({ id: 'q', label: 'Which?', type: 'choice', choices }));
    expect(form.querySelectorAll('input[type=radio]')).toHaveLength(kind === 'radio' ? count : 0);
    expect(form.querySelectorAll('select')).toHaveLength(kind === 'list' ? 1 : 0);
    if (kind === 'list') await userEvent.selectOptions(form.querySelector('select') as HTMLElement, 'Choice 1');
    else await userEvent.click(form.querySelectorAll('input')[1] as HTMLElement);
    submit(form);
    expect(vi.mocked(actions.submit).mock.calls[0]?.[0]).toEqual({ q: 'v1' });
  });
});
