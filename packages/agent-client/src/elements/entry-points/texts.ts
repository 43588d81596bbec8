// The texts of the page of entry points in every language of the workspace.
import type { AreaTexts, AreaTextsLike } from '../shared/area/area-texts.ts';
import { ar } from './texts-ar.ts';
import { de } from './texts-de.ts';

const en = {
  locale: 'en',
  title: 'Entry points',
  lead: 'The numbers, pages and business ids by which consumers write: how each does, what it is called, who gets its conversations.',
  refresh: 'Refresh',
  none: 'This account has no entry point.',
  noneHow: 'Numbers, pages and their credentials are part of the configuration of the server, where secrets are kept.',
  list: 'Entry points',
  running: 'Running',
  stopped: 'Stopped',
  quiet: 'Nothing yet',
  stoppedNote: 'The provider has not taken a credential since {since}. Nothing is sent; it is tried again at {until}.',
  stoppedHow:
    'Put the right credential into the configuration of the server and restart it, or try again once the provider takes it.',
  resume: 'Try again now',
  resumed: '{name} is tried again.',
  label: 'Label',
  noLabel: 'None',
  language: 'Language',
  ownLanguage: 'The consumer’s own',
  routing: 'New conversations',
  queue: 'To the queue',
  'last-agent': 'To the agent of the last one',
  address: 'Address for the provider',
  copy: 'Copy',
  copied: 'The address has been copied.',
  lastInbound: 'Last heard from',
  lastAccepted: 'Last taken',
  lastError: 'Last error',
  never: 'Not yet',
  queued: 'Waiting to be sent',
  unknown: 'Outcome unknown',
  atLeast: '{count} or more',
  credentials: 'Credentials',
  credential: { one: '{key}, since {since}', other: '{key}, {count} secrets: a change is under way, since {since}' },
  credentialNew: '{key}',
  rotateHow:
    'Values are never shown. To change a secret, give the server both for a while: [new, old]. Where there can be only one, replace it and restart.',
  quarantined: 'Not understood',
  quarantineShow: 'Show',
  quarantineTitle: 'Not understood at {name}',
  quarantineNote:
    'What came with a right signature and could not be understood, of the last week. Its words are not shown here: they may be a consumer’s.',
  quarantineNone: 'Nothing is set aside any more.',
  unreadable: 'Could not be read',
  event: 'Breaks a rule',
  unknownReason: 'No reason was kept',
  close: 'Close',
  edit: 'Edit',
  editTitle: 'Edit {name}',
  name: 'Name',
  nameHint: 'What admins call it.',
  labelHint: 'By which agents tell its conversations. From the next conversation on.',
  badText: 'Write 1 to 80 characters on one line.',
  save: 'Save',
  cancel: 'Cancel',
  saved: '{name} has been saved.',
  conflict: 'Somebody changed settings meanwhile. What holds now is behind this; save again to put yours on top.',
  'error.auth_failed': 'Credential not taken',
  'error.permission_denied': 'Not allowed',
  'error.account_blocked': 'Account blocked',
  'error.rate_limited': 'Too many messages',
  'error.provider_unavailable': 'Provider not available',
  'error.recipient_opted_out': 'Consumer wants no messages',
  'error.recipient_unreachable': 'Consumer could not be reached',
  'error.invalid_recipient': 'Consumer unknown to the provider',
  'error.window_closed': 'Time to write was over',
  'error.template_required': 'Template needed',
  'error.content_rejected': 'Content not taken',
  'error.payload_invalid': 'Request not understood',
  'error.unsupported_by_device': 'Device cannot show it',
  'error.unknown': 'Unknown error',
} as const;

/** Texts of the page of entry points. */
export type EntryPointTexts = AreaTextsLike<typeof en>;

/** The page's texts, by language. */
export const entryPointTexts: AreaTexts<EntryPointTexts> = { en, de, ar };

/** Says a text of the page. */
export type EntryPointSay = (
  key: Exclude<keyof EntryPointTexts, 'locale'>,
  params?: Readonly<Record<string, string | number>>,
) => string;
