// What is wrong with a step, as a text and the field that it belongs to.
import type { LoginFailure } from '../../login/login-failure.ts';
import type { Screen } from './screens.ts';
import type { SignInTexts } from './texts.ts';

type TextKey = Exclude<keyof SignInTexts, 'locale'>;

/** Texts by the id of a field. */
export type FormErrors = Readonly<Record<string, TextKey>>;

/** What to say. */
export interface ProblemText {
  readonly text: TextKey;
  /** Id of the field; without one it stands above the form. */
  readonly field?: string;
}

/** Says why a step failed. */
export function failureText({ reason, issues }: LoginFailure, screen: Screen): ProblemText {
  if (reason === 'code') return { text: screen === 'enrol' ? 'wrongSetupCode' : 'wrongCode', field: 'code' };
  if (reason === 'password') return { text: 'wrongPassword', field: screen === 'prove' ? 'password' : 'current' };
  if (reason !== 'new-password') return { text: reason };
  const text = issues.includes('used_before') ? 'usedBefore' : issues.includes('format') ? 'format' : 'tooWeak';
  return { text, field: 'next' };
}

/** Fields that were left empty; a repeated password that is another one. */
export function missingFields(screen: Screen, fields: readonly string[], read: (name: string) => string): FormErrors {
  const texts: Readonly<Record<string, TextKey>> = { name: 'fillName', code: 'fillCode' };
  const empty = fields.filter((field) => field !== 'username' && read(field).trim() === '');
  const errors: [string, TextKey][] = empty.map((field) => [field, texts[field] ?? 'fillPassword']);
  const differs = (screen === 'new-password' || screen === 'change') && read('next') !== read('repeat');
  return Object.fromEntries(errors.length === 0 && differs ? [['repeat', 'notTheSame']] : errors);
}
