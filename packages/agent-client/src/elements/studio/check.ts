// What core says of a draft: errors by field, warnings by question, and the definition that a preview can show.

import type { ErrorIssue } from '@tellsafe/core';
import { isTellsafeError } from '@tellsafe/core';
import {
  type FormDefinition,
  type LintWarning,
  lintDefinition,
  QUESTION_LIMIT,
  type Question,
} from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import type { Theme } from '@tellsafe/core/theme';
import { type ContrastIssue, contrastIssues } from '@tellsafe/core/theme/schema';
import { type Draft, inputOf } from './draft.ts';

/** What was found. */
export interface Verdict {
  /** The checked definition, when nothing is wrong. */
  readonly definition?: FormDefinition;
  /** By path, such as `questions.0.label`. The first one of each field. */
  readonly errors: ReadonlyMap<string, ErrorIssue>;
  /** By the place of the question. */
  readonly warnings: ReadonlyMap<number, readonly LintWarning[]>;
  /** Pairs of colours that cannot be told apart, by the form's theme over the account's. */
  readonly contrast: readonly ContrastIssue[];
}

/**
 * Checks a draft with the rules by which the server decides.
 *
 * @param draft - as it stands in the fields
 * @param account - theme of the account
 */
export function checkDraft(draft: Draft, account: Theme): Verdict {
  const input = inputOf(draft);
  const contrast = Object.keys(draft.theme).length > 0 ? contrastIssues({ ...account, ...draft.theme }) : [];
  try {
    const definition = parseFormDefinition(input);
    const found = { errors: new Map(), warnings: warningsOf(definition), contrast };
    return contrast.length === 0 ? { ...found, definition } : found;
  } catch (error) {
    if (!isTellsafeError(error, 'definition_invalid')) throw error;
    const errors = new Map<string, ErrorIssue>();
    for (const issue of error.params?.issues ?? []) if (!errors.has(issue.path)) errors.set(issue.path, issue);
    const asIs = { questions: draft.questions as unknown as readonly Question[] };
    return { errors, warnings: warningsOf(asIs), contrast };
  }
}

function warningsOf(definition: Pick<FormDefinition, 'questions'>): ReadonlyMap<number, readonly LintWarning[]> {
  const byQuestion = new Map<number, LintWarning[]>();
  const seen = definition.questions.filter(({ label }) => label.trim() !== '');
  for (const warning of lintDefinition({ questions: seen })) {
    const at = definition.questions.findIndex(({ id }) => id === warning.questionId);
    byQuestion.set(at, [...(byQuestion.get(at) ?? []), warning]);
  }
  return byQuestion;
}

/**
 * The nearest definition that a preview can show while a draft is not finished: what is missing has a stand-in, what is wrong is left out.
 *
 * @param standIn - for a name or a label that nobody wrote yet
 */
export function previewOf(draft: Draft, verdict: Verdict, standIn: string): FormDefinition | undefined {
  if (verdict.definition) return verdict.definition;
  const whole = inputOf(draft);
  const questions = (whole.questions as Record<string, unknown>[]).slice(0, QUESTION_LIMIT).flatMap((question) => {
    const shown = { ...question, label: question.label || standIn };
    return tryParse({ ...frame, questions: [shown] })?.questions ?? [];
  });
  if (questions.length === 0) return undefined;
  const texts = { name: draft.name.trim() || standIn, description: draft.description.trim() || standIn };
  const note = draft.note.trim() === '' ? {} : { note: draft.note.trim() };
  return (
    tryParse({ ...frame, ...texts, ...note, questions: unique(questions) }) ??
    tryParse({ ...frame, questions: unique(questions) })
  );
}

const frame = { id: 'preview', name: '–', description: '–' };

const unique = (questions: readonly Question[]) => questions.map((question, at) => ({ ...question, id: `q${at}` }));

function tryParse(input: unknown): FormDefinition | undefined {
  try {
    return parseFormDefinition(input);
  } catch {
    return undefined;
  }
}
