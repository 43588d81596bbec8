// The texts of the page of the login policy in every language of the workspace.
import type { AreaTexts, AreaTextsLike } from '../shared/area/area-texts.ts';
import { ar } from './texts-ar.ts';
import { de } from './texts-de.ts';

const en = {
  locale: 'en',
  title: 'Login policy',
  lead: 'What the preset {preset} asks for, what is set, and whether it holds. The policy is part of the configuration of the server; a weaker one is refused at start, and every change is an entry of the audit.',
  print: 'Print',
  allHold: 'Every setting holds.',
  someFail: { one: '{count} setting does not hold.', other: '{count} settings do not hold.' },
  caption: 'Settings of the login policy',
  setting: 'Setting',
  required: 'Required',
  actual: 'Set',
  result: 'Result',
  source: 'Standard',
  own: 'Own demand',
  holds: 'Holds',
  fails: 'Does not hold',
  missing: 'Not set',
  range: '{min} to {max}',
  or: '{one} or {other}',
  true: 'Yes',
  false: 'No',
  optional: 'Optional',
  needed: 'For everybody',
  minPasswordLength: 'Shortest password (characters)',
  letterAndDigit: 'Letter and digit in a password',
  passwordExpiryDays: 'A password is replaced after (days)',
  expiryWithSecondFactor: 'Also of those with a second factor',
  passwordHistory: 'Last passwords that may not be taken again',
  changeAtFirstSignIn: 'First password is replaced at the first sign-in',
  maxFailedSignIns: 'Failed sign-ins until somebody is locked',
  idleSec: 'Signed out when nothing happens for (seconds)',
  absoluteSec: 'Signed out at the latest after (seconds)',
  secondFactor: 'Second factor',
  ownLogin: 'People sign in with a login of your own',
  ownLoginHint: 'Its policy is kept there. policyReport() of the server compares its settings with a preset.',
} as const;

/** The texts of one language. */
export type PolicyTexts = AreaTextsLike<typeof en>;

/** By language. */
export const policyTexts: AreaTexts<PolicyTexts> = { ar, de, en };
