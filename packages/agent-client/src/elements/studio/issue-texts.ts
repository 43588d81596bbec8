// What is wrong with a field, in words that say how to mend it.
import type { ErrorIssue } from '@tellsafe/core';
import type { LintWarning } from '@tellsafe/core/form';
import type { ContrastIssue } from '@tellsafe/core/theme/schema';
import type { StudioTextKey } from './texts.ts';
import type { Writing } from './writing.ts';

const texts: Readonly<Record<string, StudioTextKey>> = {
  missing: 'errorMissing',
  too_short: 'errorMissing',
  too_long: 'errorTooLong',
  too_small: 'errorRange',
  too_big: 'errorRange',
  type_invalid: 'errorRange',
  text_not_one_line: 'errorLine',
  text_not_trimmed: 'errorLine',
  text_has_control_characters: 'errorLine',
  cvv_label_needs_cvv_type: 'errorCvvLabel',
  choices_missing: 'errorChoices',
  too_few: 'errorChoices',
  choice_duplicate: 'errorChoiceTwice',
  answers_too_long: 'errorAnswers',
  format_not_for_type: 'errorFormat',
};

/** The text about an error of a field. */
export function issueText({ say }: Writing, issue: ErrorIssue): string {
  if (issue.path === 'questions' && issue.code === 'too_few') return say('noQuestions');
  const params = { min: 1, max: 2_000, ...issue.params };
  return say(texts[issue.code] ?? 'errorOther', params);
}

const warningTexts: Readonly<Record<LintWarning['code'], StudioTextKey>> = {
  label_too_long: 'warnLabelLong',
  label_duplicate: 'warnLabelTwice',
  masked_missing: 'warnMask',
  help_asks_for_cvv: 'warnCvv',
};

/** The text about what an author should look at again. */
export function warningText({ say }: Writing, { code, params }: LintWarning): string {
  return say(warningTexts[code], params);
}

/** The text about a pair of colours. */
export function contrastText({ words, say }: Writing, issue: ContrastIssue): string {
  const number = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 });
  const params = {
    foreground: say(issue.foreground),
    background: say(issue.background as StudioTextKey),
    ratio: number.format(issue.ratio),
    required: number.format(issue.required),
  };
  return `${say(issue.scheme === 'light' ? 'onLight' : 'onDark')}: ${say('contrastBad', params)}`;
}
