// The arguments of `tellsafe operators …`. What is wrong is said in a sentence that never repeats what was typed.
import { parseArgs } from 'node:util';
import { isAccountId } from '@tellsafe/core';
import { isRole, type Role, roles } from '../accounts/permissions.ts';
import { DEFAULT_PATH, WrongArguments } from './key-command.ts';
import type { RecordsPlace } from './open-records.ts';
import type { OperatorAction } from './operators.ts';
import { placeHelp, placeOf, placeOptions } from './records-place.ts';

/** Help of all of them. */
export const help = `Usage: tellsafe operators add <name> --account <id> --role <role> (--sqlite <path> | --postgres) [options]
       tellsafe operators list --account <id> (--sqlite <path> | --postgres) [options]
       tellsafe operators enable <name> --account <id> (--sqlite <path> | --postgres) [options]
       tellsafe operators reset <name> --account <id> (--sqlite <path> | --postgres) [options]

The people of the built-in login: make the first admin of an account, see who is there, unlock somebody, give a new
password. A password is made up, shown once, and replaced at the next sign-in. The kit may run meanwhile. After a reset,
agent sessions that are still open end when they idle out; an admin in the workspace ends them at once.

  <name>                  The sign-in name; case does not matter
      --account <id>      Whose people
      --role <role>       ${roles.join(', ')}
      --display-name <text>  Shown to consumers (default: the sign-in name)
      --profile <name>    A profile of the role
${placeHelp}
      --keys <path>       The key file (default: ${DEFAULT_PATH})
  -h, --help              Show this help

The store must be there: start the kit once, or run tellsafe migrate.
`;

/** What is wanted. */
export interface OperatorArguments {
  readonly account: string;
  /** Empty for a list. */
  readonly name: string;
  readonly displayName?: string;
  readonly role: Role;
  readonly profile?: string;
  readonly place: RecordsPlace;
  readonly keys: string;
}

const options = {
  ...placeOptions,
  account: { type: 'string' },
  role: { type: 'string' },
  'display-name': { type: 'string' },
  profile: { type: 'string' },
  keys: { type: 'string', default: DEFAULT_PATH },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads them.
 *
 * @throws WrongArguments, or what `parseArgs` throws
 */
export function operatorArguments(action: OperatorAction, args: readonly string[]): OperatorArguments | 'help' {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return 'help';
  const { account = '', role, 'display-name': displayName, profile, keys } = values;
  const [name = '', ...more] = positionals;
  if (!isAccountId(account)) throw new WrongArguments('Which account? Give --account with its id.');
  if (more.length > 0 || (action === 'list') === (name !== '')) {
    throw new WrongArguments(action === 'list' ? 'A list needs no name.' : 'Who? Give one sign-in name.');
  }
  const isForNew = role !== undefined || displayName !== undefined || profile !== undefined;
  if (action !== 'add' && isForNew) throw new WrongArguments('Role, shown name and profile belong to operators add.');
  if (action === 'add' && !isRole(role)) throw new WrongArguments(`Which role? Give --role: ${roles.join(', ')}.`);
  return {
    ...{ account, name, keys, place: placeOf(values), role: isRole(role) ? role : 'agent' },
    ...(displayName !== undefined && { displayName }),
    ...(profile !== undefined && { profile }),
  };
}
