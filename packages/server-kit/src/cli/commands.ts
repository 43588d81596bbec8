// Every command: its words, what it takes, what it is for in one line, and what runs it. The help is made of this.
import { runAuditVerify } from './audit-verify.ts';
import { runCheck } from './check/check.ts';
import { runCheckPage } from './check-page.ts';
import { runDoctor } from './doctor/doctor.ts';
import { runInit } from './init/init.ts';
import { type KeyCommand, runKeyCommand } from './key-command.ts';
import { runKeysArchive } from './keys-archive.ts';
import { keysInit } from './keys-init.ts';
import { keysList } from './keys-list.ts';
import { keysRetire } from './keys-retire.ts';
import { keysRotate } from './keys-rotate.ts';
import { runKeysVapid } from './keys-vapid.ts';
import { runKeysWebhook } from './keys-webhook.ts';
import { runMigrate } from './migrate.ts';
import { runOperators } from './operators.ts';
import { runPurge } from './purge.ts';
import type { Command } from './types.ts';

/** A command as the help lists it. */
export interface ListedCommand {
  /** What follows its words. */
  readonly takes: string;
  readonly summary: string;
  readonly run: Command;
}

const aboutKeys =
  (command: KeyCommand): Command =>
  (args, output) =>
    runKeyCommand(command, args, output);

/** All of them by their words, in the order of the help. */
export const commands: Readonly<Record<string, ListedCommand>> = {
  init: { takes: '[folder]', summary: 'Write a project that works: server, page, agent', run: runInit },
  'keys init': { takes: '[path]', summary: 'Make a key file (default: tellsafe.keys)', run: aboutKeys(keysInit) },
  'keys list': { takes: '[path]', summary: 'List the keys of a key file', run: aboutKeys(keysList) },
  'keys rotate': {
    takes: '[path]',
    summary: 'Make new keys current; older ones keep serving',
    run: aboutKeys(keysRotate),
  },
  'keys retire': { takes: '<id>', summary: 'Remove older keys for ever', run: aboutKeys(keysRetire) },
  'keys archive': { takes: '', summary: "Make the key pair of an account's archive", run: runKeysArchive },
  'keys vapid': { takes: '', summary: 'Make the key pair for push messages', run: runKeysVapid },
  'keys webhook': { takes: '', summary: 'Make the secret of an endpoint of webhooks', run: runKeysWebhook },
  migrate: { takes: '--postgres', summary: 'Make or update the tables of a PostgreSQL store', run: runMigrate },
  purge: { takes: '', summary: 'Delete what is over, where no kit did', run: runPurge },
  check: { takes: '<url>', summary: 'Test a live deployment, and write the evidence', run: runCheck },
  'check page': { takes: '<url>', summary: 'Compare a live form page with the published one', run: runCheckPage },
  doctor: { takes: '', summary: 'Say what is wrong on this machine, and what to do', run: runDoctor },
  'audit verify': { takes: '', summary: "Check that an account's audit was not changed", run: runAuditVerify },
  'operators add': {
    takes: '<name>',
    summary: 'Make somebody who signs in: the first admin',
    run: runOperators('add'),
  },
  'operators list': { takes: '', summary: 'List the people of an account', run: runOperators('list') },
  'operators enable': { takes: '<name>', summary: 'Unlock somebody', run: runOperators('enable') },
  'operators reset': { takes: '<name>', summary: 'Give somebody a new password', run: runOperators('reset') },
};

/** Lines of a help for these commands. */
export function commandLines(names: readonly string[] = Object.keys(commands)): string {
  const left = names.map((name) => `${name} ${commands[name]?.takes ?? ''}`.trim());
  const width = Math.max(...left.map(({ length }) => length));
  return names.map((name, at) => `  ${left[at]?.padEnd(width)}  ${commands[name]?.summary}\n`).join('');
}
