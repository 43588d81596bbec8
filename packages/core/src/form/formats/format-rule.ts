// What every format is: a function from folded text to a normalised value or a refusal.
import type { AnswerError, AnswerErrorCode, AnswerFormat } from '../types.ts';

/**
 * A format's rule. Given its own normalised value it must return the same value.
 *
 * @param text - folded by `foldToAscii`, at most 1,000 UTF-16 units
 * @param now - instant for rules that depend on one, in epoch milliseconds
 * @returns the normalised value, or why it was refused
 */
export type FormatRule = (text: string, now?: number) => string | AnswerError;

/** Rules by format: every format, or those that a form asks for. */
export type FormatRules = Readonly<Partial<Record<AnswerFormat, FormatRule>>>;

/**
 * Makes a refusal.
 *
 * @param code - which rule was broken
 * @param params - what the text about it needs
 */
export function refuse(code: AnswerErrorCode, params: AnswerError['params'] = {}): AnswerError {
  return { code, params };
}
