// English texts of the invitation bubble and its dialogs: the part that a host page loads. The source of the keys of `BubbleTexts`.

/** English. */
export const texts = {
  locale: 'en',

  fillInForm: 'Fill in form',
  statusToFill: 'Ready to fill in',
  statusInProgress: 'Opened, not submitted yet',
  statusOpened: 'Opened. It can be continued only on the device where it was opened.',
  statusSubmitted: 'This form has been submitted and cannot be reopened for security reasons',
  statusExpired: 'This form has expired',
  statusFailed: 'This form could not be delivered',
  statusDeclined: 'You declined this form',
  statusRevoked: 'The agent has withdrawn this form',
  statusOpenedElsewhere: 'This form has been opened on another device',
  statusLeft: 'You have left this form. It cannot be opened again.',
  openForm: 'Continue the form',
  offline: 'You are offline. The form will be available again when you are back online.',
  decline: 'Decline',
  declineQuestion: 'Do you want to decline this form? Your agent will be told.',
  declineConfirm: 'Decline the form',
  cancel: 'Cancel',
  openTheForm: 'Open the secure form',
  loading: 'Opening the secure form …',
  close: 'Close',
  couldNotOpen: 'The secure form could not be opened.\nPlease contact your agent for assistance.',
  connectionFailed: 'The connection failed. Check your internet connection and try again.',
} as const;
