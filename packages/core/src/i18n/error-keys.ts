// From codes to texts: refused answers, failures in the form page, failures in a workspace.
import type { ErrorCode } from '../errors.ts';
import type { AnswerError, AnswerErrorCode } from '../form/types.ts';
import type { AgentTextKey, TextKey } from './texts.ts';

/** The consumer text of every way an answer can be refused; params of the error fit its placeholders. */
export const answerErrorKeys: Readonly<Record<AnswerErrorCode, TextKey>> = {
  required: 'errorRequired',
  too_long: 'errorTooLong',
  character_refused: 'errorCharacter',
  control_character_refused: 'errorControlCharacter',
  numeric_invalid: 'errorNumeric',
  cvv_invalid: 'errorCvv',
  choice_invalid: 'errorChoice',
  card_invalid: 'errorCard',
  card_length: 'errorCardLength',
  expiry_invalid: 'errorExpiry',
  expiry_past: 'errorExpiryPast',
  iban_invalid: 'errorIban',
  iban_length: 'errorIbanLength',
  email_invalid: 'errorEmail',
  phone_invalid: 'errorPhone',
  date_invalid: 'errorDate',
  date_ambiguous: 'errorDateAmbiguous',
  ssn_invalid: 'errorSsn',
  postal_code_invalid: 'errorPostalCode',
  pin_invalid: 'errorPin',
};

/**
 * The text for a refused answer. Works the name out instead of looking it up in {@link answerErrorKeys}, which a page then need
 * not load; a test holds the two together.
 *
 * @param error - from `validateAnswer`
 * @param type - of the question, because an empty drop-down is not filled in but chosen
 */
export function answerErrorKey(error: AnswerError, type?: string): TextKey {
  if (error.code === 'required' && type === 'choice') return 'errorChoiceRequired';
  const words = error.code.replace(/_(invalid|refused)$/, '').split('_');
  return `error${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}` as TextKey;
}

/** Failures that pass by themselves. */
const busyCodes: readonly ErrorCode[] = ['overloaded', 'off_the_record_full', 'internal', 'conflict'];

/**
 * The text of a failure in the form page or the invitation (SF-WV-05). Every other code reads "could not be opened" before the
 * form is open and "too late" after.
 *
 * @param code - of the error that was caught
 * @param step - `open` until the questions are shown, `submit` afterwards
 */
export function consumerErrorKey(code: ErrorCode, step: 'open' | 'submit'): TextKey {
  if (code === 'network_failed') return 'connectionFailed';
  if (busyCodes.includes(code)) return 'serverBusy';
  if (code === 'secure_context_required') return 'insecurePage';
  return step === 'open' ? 'couldNotOpen' : 'tooLate';
}

/** The agent text of every error that a workspace can meet. */
export const agentErrorKeys: Readonly<Record<ErrorCode, AgentTextKey>> = {
  answers_unavailable: 'errorAnswersUnavailable',
  otk_invalid: 'errorAnswersUnavailable',
  answers_invalid: 'errorAnswersInvalid',
  session_invalid: 'errorSessionInvalid',
  proof_stale: 'errorSessionInvalid',
  login_required: 'errorLoginRequired',
  permission_denied: 'errorPermission',
  origin_refused: 'errorPermission',
  form_unknown: 'errorFormUnknown',
  conversation_unknown: 'errorConversationUnknown',
  conversation_closed: 'errorConversationClosed',
  conversation_not_assigned: 'errorNotAssigned',
  conflict: 'errorConflict',
  off_the_record_full: 'errorOffTheRecordFull',
  overloaded: 'errorOverloaded',
  network_failed: 'errorNetwork',
  secure_context_required: 'errorInsecure',
  store_unavailable: 'errorStore',
  store_closed: 'errorStore',
  keys_unavailable: 'errorOverloaded',
  request_invalid: 'errorRequest',
  body_too_large: 'errorRequest',
  content_type_unsupported: 'errorRequest',
  route_unknown: 'errorRequest',
  method_not_allowed: 'errorRequest',
  account_unknown: 'errorRequest',
  invitation_unavailable: 'errorRequest',
  consumer_key_invalid: 'errorRequest',
  legal_hold: 'errorPermission',
  file_gone: 'errorRequest',
  file_refused: 'errorRequest',
  file_too_large: 'errorRequest',
  encoding_invalid: 'errorInternal',
  definition_invalid: 'errorInternal',
  setting_invalid: 'errorInternal',
  option_invalid: 'errorInternal',
  key_file_invalid: 'errorInternal',
  key_unknown: 'errorInternal',
  at_rest_invalid: 'errorInternal',
  recipient_key_invalid: 'errorInternal',
  suite_unavailable: 'errorInternal',
  internal: 'errorInternal',
};
