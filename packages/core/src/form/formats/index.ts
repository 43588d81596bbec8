// The table of formats.
import type { AnswerFormat } from '../types.ts';
import { cardRules } from './card-rules.ts';
import { readDate } from './date.ts';
import { readEmail } from './email.ts';
import type { FormatRule } from './format-rule.ts';
import { readIban } from './iban.ts';
import { readPhone } from './phone.ts';
import { readPin } from './pin.ts';
import { readPostalCode } from './postal-code.ts';
import { readUsSsn } from './us-ssn.ts';

/** Rule of every format (SF-FORM-02). */
export const formatRules: Readonly<Record<AnswerFormat, FormatRule>> = {
  ...cardRules,
  iban: readIban,
  email: readEmail,
  phone: readPhone,
  date: readDate,
  'us-ssn': readUsSsn,
  'postal-code': readPostalCode,
  pin: readPin,
};
