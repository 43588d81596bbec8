// English texts for the consumer: those of the invitation bubble, and the form page. The source of the keys of `Texts`.
// A count that is spoken about has plural forms; {names} are filled in by `formatText`.
import { texts as bubble } from './en-bubble.ts';

/** English. */
export const texts = {
  ...bubble,

  // Form page
  securityHeader: 'Secure form: your answers are encrypted on this device',
  securityFooter: 'Only the agent who asked can read what you submit. It does not appear in the conversation.',
  securityFooterArchive:
    'The agent who asked can read what you submit, and later authorised managers of the company. It does not appear in the conversation.',
  askedBy: 'Asked by {agent}',
  submit: 'Submit',
  submitting: 'Submitting …',
  required: 'required',
  optional: 'optional',
  choose: 'Please choose',
  notStored: 'Not stored: deleted after a few minutes',
  showValue: 'Show {label}',
  hideValue: 'Hide {label}',
  expiryExample: 'MM/YY',
  charactersUsed: '{length} of {max} characters',
  leaveTypedQuestion: 'Leave the form? What you have typed will be lost, but you can open the form again.',
  leaveQuestion: 'Leave the form? You will not be able to open it again.',
  leaveConfirm: 'Leave',
  stay: 'Stay',
  openInOtherWindow: 'This form is open in another window on this device.',
  continueHere: 'Continue here',

  // Time
  minutesLeft: { one: '{count} minute left', other: '{count} minutes left' },
  secondsLeft: { one: '{count} second left', other: '{count} seconds left' },
  endsSoon: 'The time for this form is running out.',
  extend: 'I need more time',
  extended: 'You have more time now.',

  // After the form
  submittedHeading: 'Thank you',
  submittedText: '{form} has been submitted. You can close this window.',
  tooLate: 'Your session has expired. Please close the window and start a new conversation in order to resume',
  serverBusy: 'The service is busy at the moment. Please try again in a minute.',
  insecurePage: 'This page is not secure, so the form stays closed. Please contact your agent for assistance.',
  tryAgain: 'Try again',
  stillTrying: 'The connection is slow. Still trying …',

  // Errors
  errorHeading: { one: 'Please correct {count} answer', other: 'Please correct {count} answers' },
  errorRequired: 'Please fill this in.',
  errorChoiceRequired: 'Please choose one.',
  errorTooLong: 'This is too long: please use at most {max} characters.',
  errorCharacter: 'The character {character} cannot be used here. Please remove it.',
  errorControlCharacter: 'There is an invisible character ({character}) in this answer. Please type it again.',
  errorNumeric: 'Please use digits only.',
  errorCvv: 'Please enter the 3 or 4 digits printed on your card.',
  errorChoice: 'Please choose one of the entries in the list.',
  errorCard: 'This is not a valid card number. Please check the digits.',
  errorCardLength: 'Some digits are missing or too many: {brand} numbers have {lengths} digits.',
  errorExpiry: 'Please enter month and year as on your card, for example 08/29.',
  errorExpiryPast: 'This card has expired. Please use another card.',
  errorIban: 'This is not a valid IBAN. Please check letters and digits.',
  errorIbanLength: 'An IBAN that begins with {country} has {length} characters. Please check it.',
  errorEmail: 'Please enter an email address like name@example.com.',
  errorPhone: 'Please enter a phone number with 6 to 15 digits, for example +44 20 7946 0000.',
  errorDate: 'Please enter a date that exists as year-month-day, for example 1985-04-03.',
  errorDateAmbiguous: 'Day and month could be mixed up. Please write the year first, for example 1985-04-03.',
  errorSsn: 'This is not a valid social security number. Please check the 9 digits.',
  errorPostalCode: 'Please enter a postal code with 3 to 12 letters and digits.',
  errorPin: 'Please enter {min} to {max} digits.',
} as const;
