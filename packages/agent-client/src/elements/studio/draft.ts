// A form while it is edited: plain texts as they stand in the fields, every change a new draft, with steps back and forth. Pure.
import {
  type AnswerFormat,
  type AnswerType,
  type Choice,
  type FormDefinition,
  QUESTION_LIMIT,
  type Question,
} from '@tellsafe/core/form';
import type { Theme } from '@tellsafe/core/theme';

/** A question in its fields. */
export interface DraftQuestion {
  /** Names the question on this page, also before it has an id that nobody else has. */
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly type: AnswerType;
  readonly format: AnswerFormat | '';
  readonly placeholder: string;
  readonly help: string;
  readonly required: boolean;
  readonly masked: boolean;
  readonly offTheRecord: boolean;
  /** Digits, or empty for the usual length. */
  readonly maxLength: string;
  readonly characters: 'safe' | 'any';
  readonly choices: readonly Choice[];
}

/** A form in its fields. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly note: string;
  /** One per line. */
  readonly skills: string;
  readonly questions: readonly DraftQuestion[];
  readonly theme: Theme;
}

/** A form without anything. */
export const blankDraft: Draft = {
  ...{ id: '', name: '', description: '', note: '', skills: '', theme: {} },
  questions: [],
};

/** The fields of a question that nobody filled in. */
export function blankQuestion(draft: Draft): DraftQuestion {
  const id = freeId('question', draft);
  return {
    ...{ key: freeKey(draft), id, label: '', type: 'text', format: '', placeholder: '', help: '' },
    ...{ required: true, masked: false, offTheRecord: false, maxLength: '', characters: 'safe', choices: [] },
  };
}

/** A definition in fields. */
export function draftOf(definition: FormDefinition): Draft {
  const { id, name, description, note = '', skills = [], questions, theme = {} } = definition;
  return {
    ...{ id, name, description, note, skills: skills.join('\n'), theme },
    questions: questions.map((question, at) => fieldsOf(question, `k${at}`)),
  };
}

function fieldsOf(question: Question, key: string): DraftQuestion {
  const { format = '', placeholder = '', help = '', maxLength, choices = [], ...rest } = question;
  return { key, ...rest, format, placeholder, help, choices, maxLength: question.type === 'cvv' ? '' : `${maxLength}` };
}

/** A draft as the plain definition that core checks. What is empty is left out. */
export function inputOf(draft: Draft): Record<string, unknown> & { readonly id: string } {
  const skills = draft.skills
    .split('\n')
    .map((skill) => skill.trim())
    .filter((skill) => skill !== '');
  return {
    ...{ id: draft.id, name: draft.name.trim(), description: draft.description.trim() },
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    questions: draft.questions.map(questionInput),
    ...(skills.length > 0 && { skills }),
    ...(Object.keys(draft.theme).length > 0 && { theme: draft.theme }),
  };
}

function questionInput(question: DraftQuestion): Record<string, unknown> {
  const { id, type, format, required, masked, offTheRecord, characters, choices, maxLength } = question;
  const isCvv = type === 'cvv';
  return {
    ...{ id, label: question.label.trim(), type, required },
    ...(takesFormat(type) && format !== '' && { format }),
    ...(question.placeholder.trim() !== '' && type !== 'choice' && { placeholder: question.placeholder.trim() }),
    ...(question.help.trim() !== '' && { help: question.help.trim() }),
    ...(!isCvv && { masked, offTheRecord }),
    ...(takesLength(type) && maxLength.trim() !== '' && { maxLength: Number(maxLength) }),
    ...(characters === 'any' && { characters }),
    ...(type === 'choice' && { choices }),
  };
}

/** Whether a type has formats. */
export const takesFormat = (type: AnswerType): boolean => type === 'text' || type === 'numeric';

/** Whether a type has a length of its own. */
export const takesLength = (type: AnswerType): boolean => takesFormat(type);

/** A draft with one question more, at the end or after another one. At the limit it stays as it is. */
export function withQuestion(draft: Draft, question: DraftQuestion, after?: string): Draft {
  if (draft.questions.length >= QUESTION_LIMIT) return draft;
  const at = draft.questions.findIndex(({ key }) => key === after);
  const { questions } = draft;
  const place = at === -1 ? questions.length : at + 1;
  return { ...draft, questions: [...questions.slice(0, place), question, ...questions.slice(place)] };
}

/** A draft with a copy of a question behind it. */
export function withCopy(draft: Draft, key: string): Draft {
  const question = draft.questions.find((each) => each.key === key);
  if (!question) return draft;
  return withQuestion(draft, { ...question, key: freeKey(draft), id: freeId(question.id, draft) }, key);
}

/** A draft without a question. */
export function withoutQuestion(draft: Draft, key: string): Draft {
  return { ...draft, questions: draft.questions.filter((each) => each.key !== key) };
}

/** A draft whose question is changed. Another type takes along what belongs to it. */
export function withFields(draft: Draft, key: string, fields: Partial<DraftQuestion>): Draft {
  const change = (question: DraftQuestion): DraftQuestion => {
    if (question.key !== key) return question;
    const next = { ...question, ...fields };
    if (fields.type === undefined || fields.type === question.type) return next;
    const isCvv = next.type === 'cvv';
    return {
      ...next,
      ...{ format: '', maxLength: '', choices: next.type === 'choice' ? next.choices : [] },
      ...(isCvv && { masked: true, offTheRecord: true }),
      ...(question.type === 'cvv' && { masked: false, offTheRecord: false }),
    };
  };
  return { ...draft, questions: draft.questions.map(change) };
}

/** A draft whose question stands elsewhere. */
export function withOrder(draft: Draft, key: string, to: number): Draft {
  const from = draft.questions.findIndex((each) => each.key === key);
  const place = Math.min(Math.max(to, 0), draft.questions.length - 1);
  const moved = draft.questions[from];
  if (!moved || from === place) return draft;
  const rest = draft.questions.filter((each) => each !== moved);
  return { ...draft, questions: [...rest.slice(0, place), moved, ...rest.slice(place)] };
}

/** An id for a form out of its name: lower-case letters, digits, hyphens; `form` where nothing of it is left. */
export function idFromName(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 36)
    .replace(/-+$/, '');
  return numbered(plain || 'form', taken);
}

function freeId(wish: string, { questions }: Draft): string {
  const base = wish.replace(/-\d+$/, '').slice(0, 36);
  return numbered(
    base,
    questions.map(({ id }) => id),
  );
}

function numbered(base: string, taken: readonly string[]): string {
  if (!taken.includes(base) && base !== 'constructor') return base;
  let number = 2;
  while (taken.includes(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function freeKey({ questions }: Draft): string {
  const numbers = questions.map(({ key }) => Number(key.slice(1)));
  return `k${Math.max(-1, ...numbers) + 1}`;
}
