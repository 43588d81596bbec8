// The shapes of a form: what a definition, a question and the verdict on an answer look like.
// Types only; the rules are in validate.ts and schema.ts.
import type { Theme } from '../theme/types.ts';

/** How a question is answered (SF-FORM-02). */
export type AnswerType = 'text' | 'numeric' | 'cvv' | 'choice';

/** What kind of text or number a question asks for (SF-FORM-02). */
export type AnswerFormat = 'card' | 'expiry' | 'iban' | 'email' | 'phone' | 'date' | 'us-ssn' | 'postal-code' | 'pin';

/** One entry of a drop-down. */
export interface Choice {
  /** What is sealed when this entry is chosen; 1 to 100 UTF-16 units. */
  readonly value: string;
  /** What the consumer reads. */
  readonly label: string;
}

/** One question of a form (SF-FORM-03). */
export interface Question {
  /** Names the question inside its form: `[a-z0-9-]{1,40}`. */
  readonly id: string;
  readonly label: string;
  readonly type: AnswerType;
  /** Only with the types `text` and `numeric`. */
  readonly format?: AnswerFormat;
  readonly placeholder?: string;
  readonly help?: string;
  readonly required: boolean;
  /** Shown as dots while typing and until revealed; always true for `cvv` (SF-OTR-04). */
  readonly masked: boolean;
  /** Never stored durably; always true for `cvv` (SF-OTR-04). */
  readonly offTheRecord: boolean;
  /** Longest normalised answer in UTF-16 units. */
  readonly maxLength: number;
  /** `safe` refuses `< > ( ) \ ' " &` and control characters, `any` control characters only (SF-FORM-04). */
  readonly characters: 'safe' | 'any';
  /** Only with the type `choice`, and always there. */
  readonly choices?: readonly Choice[];
}

/** A form as its account defined it, with every default filled in (SF-FORM-01). */
export interface FormDefinition {
  /** Names the form inside its account: `[a-z0-9-]{1,40}`. */
  readonly id: string;
  /** Shown to agent and consumer. */
  readonly name: string;
  /** Shown in the invitation. */
  readonly description: string;
  /** Shown in the form, below the questions. */
  readonly note?: string;
  /** 1 to {@link QUESTION_LIMIT} questions. */
  readonly questions: readonly Question[];
  /** Skills of which an agent needs one to send the form; absent means everybody may (SF-FORM-08). */
  readonly skills?: readonly string[];
  /** How bubble and form look, over the account's theme (SF-THM-14). */
  readonly theme?: Theme;
}

/** Which of the two sealed payloads an answer belongs to. */
export type PayloadClass = 'recorded' | 'off-the-record';

/** Why an answer was refused. Every code has a text that says how to fix it (`answerErrorKey` in i18n). */
export type AnswerErrorCode =
  | 'required'
  | 'too_long'
  | 'character_refused'
  | 'control_character_refused'
  | 'numeric_invalid'
  | 'cvv_invalid'
  | 'choice_invalid'
  | 'card_invalid'
  | 'card_length'
  | 'expiry_invalid'
  | 'expiry_past'
  | 'iban_invalid'
  | 'iban_length'
  | 'email_invalid'
  | 'phone_invalid'
  | 'date_invalid'
  | 'date_ambiguous'
  | 'ssn_invalid'
  | 'postal_code_invalid'
  | 'pin_invalid';

/**
 * The verdict on a refused answer.
 *
 * **Security:** params hold rules (limits, brand, country) and, for the two character codes, the refused character; never
 * the answer.
 */
export interface AnswerError {
  readonly code: AnswerErrorCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * The verdict on an answer that arrived and that the form page would not have sent: one of the page's own refusals, a value that
 * is not normalised, or an answer to a question that the form does not have.
 */
export interface AnswerMismatch {
  readonly code: AnswerErrorCode | 'not_normalised' | 'question_unknown';
  readonly params: AnswerError['params'];
}
