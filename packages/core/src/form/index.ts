// @tellsafe/core/form: forms, questions and the rules for answers. Free of zod, so that the form page stays small; definitions
// from outside are parsed by @tellsafe/core/form/schema.
export { foldToAscii } from './characters.ts';
export { type CardBrand, type CardBrandFacts, cardBrand } from './formats/card-brands.ts';
export { cardRules } from './formats/card-rules.ts';
export type { FormatRule, FormatRules } from './formats/format-rule.ts';
export { formatRules } from './formats/index.ts';
export { hashDefinition } from './hash.ts';
export { displayGroups, type InputHints, inputHints } from './input-hints.ts';
export { ANSWERS_LIMIT, defaultMaxLengths, QUESTION_LIMIT, TYPED_LIMIT } from './limits.ts';
export { type LintWarning, lintDefinition } from './lint.ts';
export { payloadClassOf, yesNoChoices } from './question.ts';
export type {
  AnswerError,
  AnswerErrorCode,
  AnswerFormat,
  AnswerMismatch,
  AnswerType,
  Choice,
  FormDefinition,
  PayloadClass,
  Question,
} from './types.ts';
export { findMismatches, type ValidatedAnswers, validateAnswer, validateAnswers } from './validate.ts';
export { type ValidatedAnswer, type ValidationOptions, validateAnswerWith } from './validate-with.ts';
