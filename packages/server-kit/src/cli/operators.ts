// `tellsafe operators …`: the people of the built-in login, from the command line: the first admin of an account, and the way back in
// when nobody is left who could help. A password is shown once, on the standard output, and is never an argument.
import { isTellsafeError } from '@tellsafe/core';
import { fileKeys } from '../keys/file.ts';
import { operatorsApart } from '../operators/apart.ts';
import type { OperatorMethods, WithPassword } from '../operators/manage.ts';
import { prepareName } from '../operators/names.ts';
import type { OperatorView } from '../operators/operator-view.ts';
import { failedKeyCommand, instant, Refused } from './key-command.ts';
import { openRecords, Unusable } from './open-records.ts';
import { help, type OperatorArguments, operatorArguments } from './operators-arguments.ts';
import type { CliOutput, ExitCode } from './types.ts';

/** What is done with operators. */
export type OperatorAction = 'add' | 'list' | 'enable' | 'reset';

/** Makes the command for one action. */
export function runOperators(action: OperatorAction) {
  return async (args: readonly string[], output: CliOutput): Promise<ExitCode> => {
    try {
      const wanted = operatorArguments(action, args);
      output.write(wanted === 'help' ? help : await act(action, wanted));
      return 0;
    } catch (error) {
      return failedKeyCommand(help, explained(error), output);
    }
  };
}

async function act(action: OperatorAction, wanted: OperatorArguments): Promise<string> {
  const keys = fileKeys(wanted.keys);
  try {
    const records = await openRecords(wanted.place, Date.now);
    try {
      const methods = await operatorsApart(records.store, keys, wanted.account, Date.now);
      return await texts[action](methods, wanted);
    } finally {
      await records.close();
    }
  } finally {
    keys.close();
  }
}

const texts: Readonly<
  Record<OperatorAction, (methods: OperatorMethods, wanted: OperatorArguments) => Promise<string>>
> = {
  async add(methods, { account, name, displayName, role, profile }) {
    const optional = profile === undefined ? {} : { profile };
    const input = { accountId: account, name, displayName: displayName ?? name, role, ...optional };
    return passwordText(`${name} is there, with the role ${role}.`, await methods.create(input));
  },
  async list(methods, { account }) {
    const operators = await methods.list({ accountId: account });
    return operators.length === 0 ? 'Nobody is there yet.\n' : operators.map(line).join('');
  },
  async enable(methods, wanted) {
    await methods.enable(await placeOf(methods, wanted));
    return `${wanted.name} can sign in again, with the password of before.\n`;
  },
  async reset(methods, wanted) {
    return passwordText(`${wanted.name} has a new password.`, await methods.reset(await placeOf(methods, wanted)));
  },
};

async function placeOf(methods: OperatorMethods, { account, name }: OperatorArguments) {
  const operators = await methods.list({ accountId: account });
  const found = operators.find((operator) => operator.name === prepareName(name));
  if (!found) throw new Refused('There is nobody of this name in this account. See: tellsafe operators list');
  return { accountId: account, operatorId: found.id };
}

function passwordText(done: string, { password }: WithPassword): string {
  return `${done} The password, shown this once, to be replaced at the first sign-in:\n\n${password}\n`;
}

function line({ name, displayName, role, profile, status, hasSecondFactor, passwordSetAt }: OperatorView): string {
  const factor = hasSecondFactor ? 'with second factor' : 'password alone';
  const cells = [name, displayName, profile === null ? role : `${role} (${profile})`, status, factor];
  return `${cells.map(visible).join('  ')}  password of ${instant(passwordSetAt)}\n`;
}

/** A name may hold what would write over a terminal's line. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** What can go wrong in words; what is nobody's fault but the program's stays as it is. */
function explained(error: unknown): unknown {
  if (error instanceof Unusable) return new Refused(error.message);
  if (isTellsafeError(error, 'conflict')) return new Refused('Somebody of this name is there already.');
  if (isTellsafeError(error, 'key_unknown') || isTellsafeError(error, 'at_rest_invalid')) {
    return new Refused('The key file is not the one that this store was written with. Give --keys.');
  }
  if (!isTellsafeError(error, 'request_invalid')) return error;
  const paths = (error.params?.issues ?? []).map(({ path }) => path);
  return new Refused(
    paths.includes('profile')
      ? 'There is no such profile of this role. Profiles are known once the login has run with them.'
      : 'A sign-in name has 1 to 128 characters without spaces, a shown name 1 to 80 on one line.',
  );
}
