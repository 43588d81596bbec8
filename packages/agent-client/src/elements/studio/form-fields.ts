// The fields of a form besides its questions.
import type { ErrorIssue } from '@tellsafe/core';
import type { Theme } from '@tellsafe/core/theme';
import { html, type TemplateResult } from 'lit';
import type { Verdict } from './check.ts';
import { type Draft, idFromName } from './draft.ts';
import { textField } from './fields.ts';
import { issueText } from './issue-texts.ts';
import { themeFields } from './theme-fields.ts';
import type { Writing } from './writing.ts';

/** What the fields need besides the form. */
export interface FormContext {
  readonly writing: Writing;
  readonly verdict: Verdict;
  /** Theme of the account. */
  readonly account: Theme;
  readonly isNew: boolean;
  readonly taken: readonly string[];
  readonly errorAt: (path: string) => ErrorIssue | undefined;
  readonly change: (fields: Partial<Draft>, about?: string) => void;
}

/** The fields. */
export function formFields(draft: Draft, context: FormContext): TemplateResult {
  const { writing, isNew, taken, errorAt, change } = context;
  const { say } = writing;
  const error = (path: string) => {
    const issue = errorAt(path);
    return issue && issueText(writing, issue);
  };
  const text = (member: 'description' | 'note' | 'skills', hint: string, rows: number) =>
    textField({
      ...{ id: member, label: say(member), value: draft[member], hint, error: error(member), rows },
      onInput: (value) => change({ [member]: value }, member),
    });
  const rename = (name: string) => change({ name, ...(isNew && { id: idFromName(name, taken) }) }, 'name');
  return html`<section class="card" aria-labelledby="about">
      <h3 id="about">${say('about')}</h3>
      ${textField({ id: 'name', label: say('name'), value: draft.name, hint: say('nameHint'), error: error('name'), onInput: rename })}
      ${text('description', say('descriptionHint'), 2)}
      ${text('note', say('noteHint'), 2)}
      ${text('skills', say('skillsHint'), 2)}
    </section>`;
}

/** The form's own theme. */
export function ownTheme(draft: Draft, { writing, verdict, account, change }: FormContext): TemplateResult {
  const { say } = writing;
  return html`<details class="card">
      <summary><h3>${say('ownTheme')}</h3><span class="muted">${say('ownThemeHint')}</span></summary>
      ${themeFields(draft.theme, {
        ...{ writing, below: account, prefix: 'own', contrast: verdict.contrast },
        change: (theme, about) => change({ theme }, about && `theme ${about}`),
      })}
    </details>`;
}
