// SF-ADM-01: what an editor does with a form, without an editor.
import type { FormDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { studioForms } from '../../../test/support/fake-studio.ts';
import { checkDraft, previewOf } from './check.ts';
import { differences } from './difference.ts';
import * as edit from './draft.ts';
import { beginHistory, changed, redone, undone } from './draft-history.ts';
import { begin, templates } from './templates.ts';
import { studioTexts } from './texts.ts';

const card = parseFormDefinition(studioForms[0]);
const draft = edit.draftOf(card);
const labels = ({ questions }: edit.Draft) => questions.map(({ label }) => label);
const keys = ({ questions }: edit.Draft) => questions.map(({ key }) => key);

test('SF-ADM-01 a definition in fields and back is the same definition', () => {
  const whole = parseFormDefinition({
    ...{
      ...studioForms[1],
      note: 'Two\nlines',
      skills: ['a', 'b c'],
      theme: { accentColor: { light: '#0363ad', dark: '#7cc0f8' } },
    },
    questions: [
      ...studioForms[1].questions,
      {
        id: 'n',
        label: 'N',
        type: 'numeric',
        format: 'pin',
        masked: true,
        required: false,
        maxLength: 6,
        help: 'h',
        placeholder: 'p',
      },
    ],
  });
  expect(parseFormDefinition(edit.inputOf(edit.draftOf(whole)))).toEqual(whole);
  expect(parseFormDefinition(edit.inputOf(draft))).toEqual(card);
});

test('SF-ADM-01 a question moves, is copied and goes; no order loses one', () => {
  expect(labels(edit.withOrder(draft, 'k3', 0))).toEqual([
    'Security code',
    'Name on the card',
    'Card number',
    'Valid until',
  ]);
  expect(edit.withOrder(draft, 'k3', 99)).toBe(draft);
  const copied = edit.withCopy(draft, 'k1');
  expect(labels(copied)).toEqual(['Name on the card', 'Card number', 'Card number', 'Valid until', 'Security code']);
  expect(copied.questions[2]?.id).toBe('number-2');
  expect(new Set(keys(copied)).size).toBe(5);
  expect(labels(edit.withoutQuestion(draft, 'k0'))).toEqual(labels(draft).slice(1));
  const moves = fc.array(fc.tuple(fc.constantFrom(...keys(draft)), fc.integer({ min: -2, max: 6 })), { maxLength: 12 });
  fc.assert(
    fc.property(moves, (all) => {
      const moved = all.reduce((now, [key, to]) => edit.withOrder(now, key, to), draft);
      expect([...keys(moved)].sort()).toEqual([...keys(draft)].sort());
    }),
    { numRuns: 50 },
  );
});

test('SF-FORM-01 the twentieth question is the last', () => {
  let many = edit.blankDraft;
  for (let count = 0; count < 25; count += 1) many = edit.withQuestion(many, edit.blankQuestion(many));
  expect(many.questions).toHaveLength(20);
  expect(new Set(many.questions.map(({ id }) => id)).size).toBe(20);
});

test('SF-OTR-04 a question that becomes a security code is masked and off the record, and no longer when it becomes text', () => {
  const cvv = edit.withFields(draft, 'k0', { type: 'cvv' }).questions[0];
  expect(cvv).toMatchObject({ type: 'cvv', masked: true, offTheRecord: true });
  const text = edit.withFields(edit.withFields(draft, 'k0', { type: 'cvv' }), 'k0', { type: 'text' }).questions[0];
  expect(text).toMatchObject({ type: 'text', masked: false, offTheRecord: false });
});

test.each([
  ['Card payment', 'card-payment'],
  ['  Über-Straße 12! ', 'uber-stra-e-12'],
  ['بطاقة', 'form'],
  ['constructor', 'constructor-2'],
  ['a'.repeat(80), 'a'.repeat(36)],
])('SF-FORM-01 the name %j becomes the id %j', (name, id) => {
  expect(edit.idFromName(name, [])).toBe(id);
  expect(edit.idFromName(name, [id])).not.toBe(id);
});

test('SF-ADM-01 steps back and forth; typing in one field is one step', () => {
  const typed = ['A', 'Ad', 'Ada'].reduce(
    (history, name) => changed(history, { ...history.now, name }, 'name'),
    beginHistory(draft),
  );
  const more = changed(typed, { ...typed.now, description: 'x' }, 'description');
  expect(undone(more).now.name).toBe('Ada');
  expect(undone(undone(more)).now).toBe(draft);
  expect(undone(undone(undone(more))).now).toBe(draft);
  expect(redone(redone(undone(undone(more)))).now).toEqual(more.now);
  // A new change forgets what was taken back.
  expect(changed(undone(more), draft).after).toEqual([]);
});

test('SF-FORM-09 a check finds errors by field and warnings by question', () => {
  const warned = checkDraft(draft, {});
  expect(warned.definition).toEqual(card);
  expect([...warned.warnings].map(([at, all]) => [at, all.map(({ code }) => code)])).toEqual([[1, ['masked_missing']]]);
  const twice = edit.withFields(edit.withFields(draft, 'k2', { label: 'Card number' }), 'k0', {
    label: '',
    maxLength: '0',
  });
  const wrong = checkDraft(twice, {});
  expect([...wrong.errors.keys()].sort()).toEqual(['questions.0.label', 'questions.0.maxLength']);
  expect(wrong.warnings.get(2)?.map(({ code }) => code)).toEqual(['label_duplicate']);
});

test('SF-THM-14 a theme is checked over the account’s', () => {
  const own = { ...draft, theme: { buttonTextColor: '#333333' } };
  expect(checkDraft(own, {}).contrast.length).toBeGreaterThan(0);
  expect(checkDraft(own, { buttonBackgroundColor: '#ffffff' }).contrast).toEqual([]);
});

test('SF-ADM-01 a preview shows what is there of a form that is not finished', () => {
  const unfinished = edit.withFields({ ...draft, name: '', description: '' }, 'k1', { label: '', maxLength: '-1' });
  const shown = previewOf(unfinished, checkDraft(unfinished, {}), '…');
  expect(shown?.questions.map(({ label }) => label)).toEqual(['Name on the card', 'Valid until', 'Security code']);
  expect(shown?.name).toBe('…');
  expect(previewOf(edit.blankDraft, checkDraft(edit.blankDraft, {}), '…')).toBeUndefined();
});

test.each(['en', 'de', 'ar'] as const)(
  'SF-ADM-01 every template in %s can be saved as it is, without a warning',
  (locale) => {
    const say = (key: string) => String(studioTexts[locale][key as 'yes']);
    const writing = { say, words: { locale } } as unknown as Parameters<typeof begin>[0];
    for (const template of templates) {
      const { definition, errors, warnings } = checkDraft({ ...begin(writing, template), id: 'new' }, {});
      expect([template.name, [...errors.values()], [...warnings.values()]]).toEqual([template.name, [], []]);
      expect(definition?.questions.length).toBeGreaterThan(1);
    }
  },
);

test('SF-ADM-01 a difference says what was added, deleted, moved and changed, and nothing else', () => {
  const told = (after: unknown, before: FormDefinition = card) =>
    differences(before, parseFormDefinition(after)).map((each) =>
      each.kind === 'form'
        ? `form ${each.member}`
        : `${each.kind} ${each.question.id}${each.kind === 'question' ? ` ${each.member}` : ''}`,
    );
  const [name, number, expiry, cvv] = studioForms[0].questions;
  expect(told(studioForms[0])).toEqual([]);
  expect(told({ ...studioForms[0], questions: [cvv, name, number, expiry] })).toEqual(['moved cvv']);
  expect(told({ ...studioForms[0], questions: [name, number, cvv] })).toEqual(['removed expiry']);
  const email = { id: 'mail', label: 'Email', type: 'text', format: 'email' };
  expect(
    told({ ...studioForms[0], note: 'Hi', questions: [email, { ...number, masked: true }, name, expiry, cvv] }),
  ).toEqual([...['form note', 'added mail', 'question number masked', 'moved name']]);
  const theme = { accentColor: { dark: '#7cc0f8', light: '#0363ad' } };
  const same = { accentColor: { light: '#0363ad', dark: '#7cc0f8' } };
  expect(told({ ...studioForms[0], theme: same }, parseFormDefinition({ ...studioForms[0], theme }))).toEqual([]);
});
