// The texts of the history in every language of the workspace.
import type { AreaTexts, AreaTextsLike } from '../shared/area/area-texts.ts';
import { ar } from './texts-ar.ts';
import { de } from './texts-de.ts';

const en = {
  locale: 'en',
  title: 'History',
  lead: 'Forms of closed conversations. Answers are sealed; whoever reads them is recorded in the audit and shown to the agent.',
  form: 'Form',
  everyForm: 'All forms',
  agent: 'Agent',
  everyAgent: 'All agents',
  from: 'Submitted from',
  to: 'Submitted until',
  dateOrder: 'Choose a day that is not before the first one.',
  reset: 'Clear filters',
  submitted: 'Submitted',
  closed: 'Conversation closed',
  answers: 'Answers',
  available: 'Sealed',
  notAvailable: 'None kept',
  openEntry: 'Open {form}, submitted {time}',
  more: 'Show more',
  end: 'That is everything.',
  shown: { one: '{count} form', other: '{count} forms' },
  none: 'Nothing recorded yet',
  noneHint: 'Forms appear here once they were submitted and their conversation was closed.',
  noMatch: 'No form fits these filters',
  keyTitle: 'Archive key',
  keyMissing:
    'To read answers, import the archive key of your company. It stays in the memory of this page until you sign out.',
  keyHeld: 'The archive key is in the memory of this page until you sign out.',
  importKey: 'Import key',
  forgetKey: 'Forget key',
  keyFile: 'Key file',
  keyFileHint: 'The file of the archive key, as your company keeps it.',
  passphrase: 'Passphrase',
  importing: 'Checking …',
  cancel: 'Cancel',
  imported: 'The archive key has been imported.',
  forgotten: 'The archive key has been forgotten.',
  fileMissing: 'Choose the key file.',
  fileWrong: 'This is not a whole archive key. Choose the file that was made as the archive key.',
  passphraseWrong: 'The passphrase does not open this file. Check it and try again.',
  otherKey: 'These answers need another archive key, {key}. Import that one.',
  readBefore: 'Read before',
  nobodyRead: 'Nobody has read these answers so far.',
  readingOf: '{agent}, {time}',
  readsFailed: 'Earlier readings cannot be shown just now.',
  warning:
    'Reading is recorded: your name and the time are kept in the audit and shown to the agent of the conversation.',
  read: 'Read answers',
  noAnswers:
    'No answers are kept of this form: everything was off the record, it was sent before there was an archive, or it was erased.',
  refused:
    'These answers cannot be read here. They may be erased or off the record, their conversation may be open, or your permission may have changed. The attempt is recorded.',
  unavailable: 'What was sealed does not open. Nothing can be shown.',
  invalid: 'The answers do not fit this form, so nothing is shown. Tell whoever looks after the system.',
  readerNote: 'Read from the history. This reading has been recorded.',
  notRecorded: 'Not recorded: this answer was off the record.',
  wiped: 'The answers have been closed. Reading them again is another recorded reading.',
} as const;

/** Texts of the history in one language. */
export type HistoryTexts = AreaTextsLike<typeof en>;

/** By language. */
export const historyTexts: AreaTexts<HistoryTexts> = { ar, de, en };
