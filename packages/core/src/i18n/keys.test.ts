import { describe, expect, test } from 'vitest';
import { formats, formatted, questionOf } from '../../test/form/questions.ts';
import { errorCodes } from '../errors.ts';
import { type AnswerError, validateAnswer, yesNoChoices } from '../form/index.ts';
import { invitationStatuses } from '../invitation/status.ts';
import { agentErrorKeys, answerErrorKey, answerErrorKeys, consumerErrorKey } from './error-keys.ts';
import { formatText } from './format-text.ts';
import { loadTexts } from './load-texts.ts';
import { localeOptions } from './locale.ts';
import { texts as en } from './locales/en.ts';
import { texts as enAgent } from './locales/en-agent.ts';
import { agentLineKeys, agentStatusKeys, consumerStatusKeys } from './status-keys.ts';

/** Every refusal there is, made by validation itself. */
const refusals: readonly AnswerError[] = [
  ...formats.flatMap((format) => [validateAnswer(formatted(format), '?'), validateAnswer(formatted(format), '')]),
  validateAnswer(formatted('card'), '42424242424242'),
  validateAnswer(formatted('iban'), 'DE8937040044053201300'),
  validateAnswer(formatted('date'), '03/04/1985'),
  validateAnswer(formatted('expiry'), '01/20', { now: Date.UTC(2026, 0) }),
  validateAnswer(questionOf('numeric'), 'x'),
  validateAnswer(questionOf('cvv'), 'x'),
  validateAnswer(questionOf('choice', { choices: yesNoChoices }), 'x'),
  validateAnswer(questionOf('text', { maxLength: 1 }), 'xx'),
  validateAnswer(questionOf('text'), '<'),
  validateAnswer(questionOf('text'), 'a\u0000b'),
].flatMap(({ error }) => (error ? [error] : []));

describe('SF-WV-04 errors in words', () => {
  test('the list of refusals is complete', () => {
    expect([...new Set(refusals.map(({ code }) => code))].sort()).toEqual(Object.keys(answerErrorKeys).sort());
  });

  test.each(localeOptions())('every refusal has a text without open placeholders ($tag)', async ({ tag }) => {
    const texts = await loadTexts(tag);
    for (const error of refusals) expect(formatText(texts, answerErrorKey(error), error.params)).not.toMatch(/[{}]/);
    for (const error of refusals) expect(answerErrorKey(error)).toBe(answerErrorKeys[error.code]);
  });

  test('SF-FORM-04 the refused character is named', () => {
    const { error } = validateAnswer(questionOf('text'), 'a & b');
    expect(formatText(en, answerErrorKey(error as AnswerError), error?.params)).toContain('character &');
  });

  test('an empty drop-down is chosen from, not filled in', () => {
    const error: AnswerError = { code: 'required', params: {} };
    expect(answerErrorKey(error, 'choice')).toBe('errorChoiceRequired');
    expect(answerErrorKey(error, 'text')).toBe('errorRequired');
  });
});

describe('every error code a person can see has a text', () => {
  test('SF-WV-05 in the form page: one text for every way opening can fail, one for being too late', () => {
    const spoken = new Set(errorCodes.map((code) => consumerErrorKey(code, 'open')));
    expect([...spoken].sort()).toEqual(['connectionFailed', 'couldNotOpen', 'insecurePage', 'serverBusy']);
    for (const code of ['otk_invalid', 'invitation_unavailable', 'proof_stale', 'account_unknown'] as const) {
      expect(consumerErrorKey(code, 'open')).toBe('couldNotOpen');
      expect(consumerErrorKey(code, 'submit')).toBe('tooLate');
    }
  });

  test('SF-ACC-05 in a workspace', () => {
    expect(Object.keys(agentErrorKeys).sort()).toEqual([...errorCodes].sort());
    for (const code of errorCodes) expect(enAgent[agentErrorKeys[code]], code).toBeTypeOf('string');
    expect(enAgent[agentErrorKeys.answers_unavailable]).toContain('Send the form again');
  });

  test('SF-INV-03 SF-STA-02 SF-STA-03 every status has its texts', () => {
    for (const status of invitationStatuses) {
      expect(en[consumerStatusKeys[status]], status).toBeTypeOf('string');
      expect(enAgent[agentLineKeys[status]], status).toBeTypeOf('string');
      expect(enAgent[agentStatusKeys[status]], status).toBeTypeOf('string');
    }
  });
});
