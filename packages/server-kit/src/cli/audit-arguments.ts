// The arguments of `tellsafe audit verify`: what was typed becomes what is wanted, or a sentence about what is wrong, which
// never repeats what was typed.
import { parseArgs } from 'node:util';
import { isAccountId } from '@tellsafe/core';
import type { AuditAnchor } from '../audit/verify.ts';
import { DEFAULT_PATH, WrongArguments as Wrong } from './key-command.ts';
import type { RecordsPlace } from './open-records.ts';
import { placeOf, placeOptions } from './records-place.ts';

/** What is to be verified. */
export interface AuditArguments {
  readonly accounts: readonly string[];
  readonly place: RecordsPlace;
  /** Path of the key file; absent when nothing is to be said about who signed. */
  readonly keys?: string;
  readonly anchor?: AuditAnchor;
  readonly from?: number;
  /** Epoch ms. */
  readonly at?: number;
  readonly isJson: boolean;
}

const options = {
  account: { type: 'string', multiple: true },
  ...placeOptions,
  keys: { type: 'string' },
  'without-keys': { type: 'boolean' },
  head: { type: 'string' },
  from: { type: 'string' },
  at: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/**
 * Reads the arguments.
 *
 * @returns what is wanted, `help`, or a sentence that says what is wrong
 */
export function auditArguments(args: readonly string[]): AuditArguments | string {
  let values: Values;
  try {
    ({ values } = parseArgs({ args: [...args], options, allowPositionals: false }));
  } catch {
    return 'These arguments are not right.';
  }
  if (values.help) return 'help';
  try {
    return wantedOf(values);
  } catch (error) {
    if (error instanceof Wrong) return error.message;
    throw error;
  }
}

function wantedOf(values: Values): AuditArguments {
  const { account: accounts = [], head, from, at, json = false } = values;
  if (accounts.length === 0) throw new Wrong('Which account? Give --account.');
  if (!accounts.every(isAccountId)) throw new Wrong('An account id is 1 to 32 of a–z, 0–9 and -.');
  if (head !== undefined && accounts.length > 1) throw new Wrong('A head belongs to one account.');
  if (values['without-keys'] && values.keys !== undefined) throw new Wrong('Either --keys or --without-keys.');
  return {
    accounts,
    place: placeOf(values),
    ...(!values['without-keys'] && { keys: values.keys ?? DEFAULT_PATH }),
    ...(head !== undefined && { anchor: anchorOf(head) }),
    ...(from !== undefined && { from: blockOf(from, '--from') }),
    ...(at !== undefined && { at: instantOf(at) }),
    isJson: json,
  };
}

function anchorOf(text: string): AuditAnchor {
  const [, number = '', hash = ''] = /^([0-9]+)\.([\w-]{43})$/.exec(text) ?? [];
  if (hash === '') throw new Wrong('A head is a number, a dot and 43 characters.');
  return { number: blockOf(number, '--head'), hash };
}

function blockOf(text: string, name: string): number {
  if (!/^[1-9][0-9]{0,11}$/.test(text)) throw new Wrong(`${name} begins with a number of a block, from 1.`);
  return Number(text);
}

function instantOf(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isInteger(at) || at < 0) throw new Wrong('--at is a time such as 2026-11-02T09:00:00Z.');
  return at;
}
