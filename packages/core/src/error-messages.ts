// Codes of every failure and their constant English messages, for people who read logs. Apart from the error class because the
// built form page, which shows i18n's texts, leaves the messages out (consumer-widget/build-page.mjs).
import type { ErrorParams } from './errors.ts';

/** Code → constant message, one line per way something can fail. Grouped: answered by a server, then local to a program. */
export const errorMessages = {
  // Answered by a server (wire/problem.ts holds the status of each).
  request_invalid: 'The request is not valid.',
  body_too_large: 'The request body is too large.',
  content_type_unsupported: 'The content type of the request is not supported.',
  route_unknown: 'There is nothing at this address.',
  method_not_allowed: 'This address does not take this method.',
  origin_refused: 'Requests from this origin are refused.',
  account_unknown: 'This account does not exist.',
  login_required: 'A login is required.',
  session_invalid: 'The agent session is not valid or has ended.',
  proof_stale: 'The proof of the request is too old or too new.',
  permission_denied: 'This is not permitted.',
  otk_invalid: 'The one-time key is not valid.',
  invitation_unavailable: 'The secure form could not be opened.',
  form_unknown: 'This form does not exist or is not enabled.',
  conversation_unknown: 'This conversation does not exist.',
  conversation_closed: 'The conversation is closed.',
  conversation_not_assigned: 'The conversation is not assigned to this agent.',
  answers_unavailable: 'The answers can no longer be read. Send the form again.',
  file_gone: 'The file is no longer with the provider.',
  file_refused: 'A file of this kind, or from this place, is not handed on.',
  file_too_large: 'The file is too large to be handed on.',
  consumer_key_invalid: 'The consumer key is not valid.',
  conflict: 'Something else changed at the same time. Try again.',
  off_the_record_full: 'There is no room for more off-the-record answers. Try again later.',
  overloaded: 'The server is busy. Try again later.',
  internal: 'Something went wrong on the server.',
  // Local to a program.
  encoding_invalid: 'The text or bytes are not in the expected encoding.',
  definition_invalid: 'The form definition is not valid.',
  setting_invalid: 'A setting is outside its range.',
  option_invalid: 'An option is not valid.',
  key_file_invalid: 'The key file cannot be used.',
  key_unknown: 'No key is held under this key id.',
  at_rest_invalid: 'The stored bytes cannot be opened with this key and context.',
  answers_invalid: 'The sealed answers cannot be opened.',
  recipient_key_invalid: 'The recipient key cannot be used.',
  suite_unavailable: 'This cipher suite is not available here.',
  secure_context_required: 'Cryptography is only available in a secure context (HTTPS or localhost).',
  store_unavailable: 'The store is not available.',
  store_closed: 'The store is closed.',
  keys_unavailable: 'The key provider does not answer.',
  legal_hold: 'This is under a legal hold and cannot be erased.',
  network_failed: 'The server could not be reached.',
} as const satisfies Record<string, string>;

/** What a program's own settings are called in messages: their names and ranges help the person who wrote them. */
const describedCodes: readonly (keyof typeof errorMessages)[] = [
  'setting_invalid',
  'option_invalid',
  'key_file_invalid',
];

/**
 * The message of an error.
 *
 * @param code - its code
 * @param params - its details; named only for the codes that speak to the person who configures a program
 */
export function messageOf(code: keyof typeof errorMessages, params: ErrorParams | undefined): string {
  const message = errorMessages[code];
  if (params === undefined || !describedCodes.includes(code)) return message;
  const { key, value, min, max, allowed, hint } = params;
  const parts = [
    key === undefined ? '' : `${key}`,
    value === undefined ? '' : `got ${JSON.stringify(value)}`,
    min === undefined && max === undefined ? '' : `allowed ${min ?? ''}–${max ?? ''}`,
    Array.isArray(allowed) ? `allowed ${allowed.join(', ')}` : '',
    hint === undefined ? '' : `${hint}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? message : `${message} ${parts.join('; ')}`;
}
