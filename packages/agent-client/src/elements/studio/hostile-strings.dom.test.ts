// T20 the whole list of hostile strings through everything that an author writes: the list of forms, fields of forms and questions, and
// differences of versions. What a browser makes of them in the form that the preview shows is the gallery's test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormDefinition, Question } from '@tellsafe/core/form';
import { formatText } from '@tellsafe/core/i18n';
import type { StudioFormSummary } from '@tellsafe/core/wire';
import { render, type TemplateResult } from 'lit';
import { expect, test } from 'vitest';
import { loadWords } from '../shared/words.ts';
import { checkDraft } from './check.ts';
import { differenceView } from './difference-view.ts';
import { draftOf } from './draft.ts';
import { type FormContext, formFields } from './form-fields.ts';
import { formList } from './form-list.ts';
import { questionCard } from './question-card.ts';
import { studioTexts } from './texts.ts';
import type { Writing } from './writing.ts';

const strings = ['blns', 'xss-payloads-dompurify'].flatMap((name) => {
  const file = join(import.meta.dirname, '../../../test/data', `${name}.json.txt`);
  return JSON.parse(readFileSync(file, 'utf8')) as string[];
});

const words = await loadWords('en');
const writing: Writing = { words, say: (key, params) => formatText(studioTexts.en, key as never, params) };
const nothing = () => undefined;

function formOf(text: string): FormDefinition {
  const rules = {
    type: 'choice',
    required: true,
    masked: false,
    offTheRecord: false,
    maxLength: 40,
    characters: 'any',
  };
  const words = { label: text, help: text, choices: [{ value: text, label: text }] };
  const question = { id: 'a', ...rules, ...words } as unknown as Question;
  return {
    id: 'f',
    name: text,
    description: text,
    note: text,
    skills: [text],
    questions: [question],
  } as FormDefinition;
}

/** The elements below a root with their attributes' names, without what they say. */
function structureOf(root: Element): string {
  const all = [...root.querySelectorAll('*')].map((each) => `${each.localName} ${each.getAttributeNames()}`);
  return all.join('\n');
}

const places: Readonly<Record<string, (text: string) => TemplateResult>> = {
  'the list of forms': (text) => {
    const { id, ...form } = formOf(text);
    const summary = {
      ...form,
      id,
      questions: 1,
      version: 1,
      enabled: true,
      changed: { at: 0, by: { id: 'b', name: text } },
    };
    const actions = { find: nothing, edit: nothing, duplicate: nothing, switch: nothing, startNew: nothing };
    return formList(writing, [summary as unknown as StudioFormSummary], '', actions);
  },
  'the fields of a form': (text) => {
    const draft = draftOf(formOf(text));
    const verdict = { errors: new Map(), warnings: new Map(), contrast: [] };
    const context: FormContext = {
      writing,
      verdict,
      account: {},
      isNew: false,
      taken: [],
      errorAt: nothing,
      change: nothing,
    };
    return formFields(draft, context);
  },
  'the fields of a question': (text) => {
    const [question] = draftOf(formOf(text)).questions;
    if (!question) throw new Error('no question');
    const verdict = { errors: new Map(), warnings: new Map(), contrast: [] };
    const state = { count: 1, isOpen: true, isDragged: false, isFull: false, verdict };
    const actions = { toggle: nothing, moveTo: nothing, duplicate: nothing, remove: nothing, grab: nothing };
    return questionCard(
      { ...question, key: 'k0' },
      { writing, at: 0, errorAt: nothing, change: nothing },
      state,
      actions,
    );
  },
  'the differences of versions': (text) => differenceView(writing, formOf('plain'), formOf(text)),
};

test.each(Object.keys(places))('T20 SF-ADM-01 %s: the whole list is text and nothing else', (place) => {
  const root = document.createElement('div');
  const show = (text: string) => {
    const template = places[place]?.(text);
    if (!template) throw new Error(place);
    render(template, root);
    return root;
  };
  const plain = structureOf(show('other'));
  const changed = strings.filter((text) => text.trim() !== '' && structureOf(show(text)) !== plain);
  expect(changed).toEqual([]);
  const bad = '<img src=x onerror="hurt()">';
  const values = [...show(bad).querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
  expect([root.textContent, ...values].some((said) => said?.includes(bad))).toBe(true);
});

test('T20 the same check sees markup', () => {
  const root = document.createElement('div');
  const show = (text: string) => {
    root.innerHTML = `<bdi>${text}</bdi>`;
    return root;
  };
  const plain = structureOf(show('other'));
  expect(strings.filter((text) => structureOf(show(text)) !== plain).length).toBeGreaterThan(200);
});

test('T20 SF-ADM-01 what is handed to the preview is what was written, or is refused', () => {
  for (const text of strings) {
    const { definition } = checkDraft(draftOf(formOf(text)), {});
    if (definition) expect(JSON.stringify(definition)).toContain(JSON.stringify(text.trim()));
  }
});
