// What a screen reader is to be told of each state: lines of the accessibility tree, as accessibility-tree.ts writes them.

const CVV_HELP = 'The 3 or 4 digits on the back of the card. Not stored: deleted after a few minutes';
const BAR = ['banner', '  heading "Payment card" [level=1]', '  button "Close"'];
/** A region for what came of submitting. */
const QUIET = '  status [live=polite]';
/** A region for anything else that is spoken. */
export const END = 'status [live=polite]';

/** The four fields and the two buttons, with what is said of each. */
function fields(
  { name = '', number = '', expiry = '', cvv = CVV_HELP } = {},
  { number: numberStates = 'required', others = 'required', submit = 'Submit', above = [] as string[] } = {},
): string[] {
  const said = (words: string) => words && `: ${words}`;
  const off = others.includes('disabled') ? ' [disabled]' : '';
  return [
    '  form',
    `    textbox "Name on card" [${others.replace('invalid ', '')}]${said(name)}`,
    `    textbox "Card number" [${numberStates}]${said(number)}`,
    `    button "Show Card number"${off}`,
    `    textbox "Expiry date" [${others}]${said(expiry)}`,
    `    textbox "CVV" [${others}]${said(cvv)}`,
    `    button "Show CVV"${off}`,
    ...above,
    `    button "${submit}"${off}`,
    `    button "Decline"${off}`,
    '  sectionfooter',
  ];
}

const filling = (...inside: string[]) => [...BAR, 'main', ...inside, END];
const MINUTES = '  timer: 25 minutes left';
/** What is wrong in the cell with errors, by field. */
export const WRONG = {
  number: 'This is not a valid card number. Please check the digits.',
  expiry: 'This card has expired. Please use another card.',
  cvv: `Please fill this in. ${CVV_HELP}`,
};
const SUMMARY = [
  '  alert [live=assertive]: Please correct 3 answers',
  '    heading "Please correct 3 answers" [level=2]',
  '  list',
  ...['Card number', 'Expiry date', 'CVV'].flatMap((name) => ['    listitem [level=1]', `      link "${name}"`]),
];
/** The cell with errors. */
export const errors = filling(
  MINUTES,
  QUIET,
  ...SUMMARY,
  ...fields(WRONG, { number: 'focused invalid required', others: 'invalid required' }),
);
const notice = (words: string, button: string, ...heading: string[]) => [
  ...BAR,
  'main',
  `  status [live=polite]: ${words}`,
  ...heading,
  `  button "${button}"`,
  END,
];
const bubble = (status: string, ...buttons: string[]) => [
  'group "Payment card"',
  `  status [live=polite]: ${status}`,
  ...buttons.map((name) => `  button "${name}"`),
];
const dialog = (line: string, focused: string, other: string) => [
  line,
  `  button "${focused}" [focused]`,
  `  button "${other}"`,
];

/** Cells by group and name, and the lines of their trees. */
export const heard: readonly (readonly [group: string, name: string, lines: readonly string[]])[] = [
  ['Form', 'to fill', filling(MINUTES, QUIET, ...fields())],
  ['Form', 'errors', errors],
  [
    'Form',
    'little time',
    filling(
      '  timer: 45 seconds left',
      '  alert [live=assertive]: The time for this form is running out.',
      '  button "I need more time"',
      QUIET,
      ...fields(),
    ),
  ],
  [
    'Form',
    'submitting',
    filling(
      MINUTES,
      `${QUIET}: Submitting …`,
      ...fields({}, { number: 'disabled required', others: 'disabled required', submit: 'Submitting …' }),
    ),
  ],
  [
    'Form',
    'connection failed',
    filling(
      MINUTES,
      QUIET,
      ...fields(
        {},
        {
          submit: 'Try again',
          above: ['    alert [live=assertive]: The connection failed. Check your internet connection and try again.'],
        },
      ),
    ),
  ],
  [
    'Form',
    'offline',
    filling(
      `${QUIET}: You are offline. The form will be available again when you are back online.`,
      MINUTES,
      QUIET,
      ...fields(),
    ),
  ],
  // A modal dialog is all there is.
  [
    'Form',
    'decline?',
    dialog('dialog "Do you want to decline this form? Your agent will be told." [modal]', 'Cancel', 'Decline the form'),
  ],
  [
    'Form',
    'leave?',
    dialog(
      'dialog "Leave the form? What you have typed will be lost, but you can open the form again." [modal]',
      'Stay',
      'Leave',
    ),
  ],
  [
    'Form, before and after',
    'gate',
    notice('Secure form: your answers are encrypted on this device', 'Open the secure form'),
  ],
  [
    'Form, before and after',
    'success',
    notice(
      'Thank you Payment card has been submitted. You can close this window.',
      'Close',
      '    heading "Thank you" [level=2]',
    ),
  ],
  [
    'Form, before and after',
    'late',
    notice(
      'Your session has expired. Please close the window and start a new conversation in order to resume',
      'Close',
    ),
  ],
  ['Form, before and after', 'elsewhere', notice('This form has been opened on another device', 'Close')],
  ['Form, before and after', 'declined', notice('You declined this form', 'Close')],
  ['Invitation', 'received', bubble('Ready to fill in', 'Fill in form', 'Decline')],
  ['Invitation', 'submitted', bubble('This form has been submitted and cannot be reopened for security reasons')],
  ['Invitation', 'declined', bubble('You declined this form')],
  [
    'Invitation',
    'decline?',
    dialog(
      'dialog "Payment card" [modal]: Do you want to decline this form? Your agent will be told.',
      'Cancel',
      'Decline the form',
    ),
  ],
  [
    'Invitation',
    'opening, overlay',
    [
      'dialog "Payment card" [modal]',
      '  status [live=polite]: Opening the secure form …',
      '  button "Close" [focused]',
    ],
  ],
];
