// Chooses the command from the arguments. Gives an exit code; writes nothing but to the given output.
import { parseArgs } from 'node:util';
import { runAuditVerify } from './audit-verify.ts';
import { runCheckPage } from './check-page.ts';
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
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe <command> [options]

Commands:
  keys init [path]     Make a key file (default: tellsafe.keys)
  keys list [path]     List the keys of a key file
  keys rotate [path]   Make new keys current; older ones keep serving
  keys retire <id>     Remove older keys for ever
  keys archive         Make the key pair of an account's archive
  keys vapid           Make the key pair for push messages
  keys webhook         Make the secret of an endpoint of webhooks
  check page <url>     Compare a live form page with the published one
  audit verify         Check that an account's audit was not changed
  operators add <name> Make somebody who signs in: the first admin
  operators list       List the people of an account
  operators enable <name>  Unlock somebody
  operators reset <name>   Give somebody a new password
  migrate --postgres   Make or update the tables of a PostgreSQL store

Options:
  -h, --help           Show this help, or with a command the command's help
      --version        Show the version

Exit codes: 0 done, 1 failed, 2 wrong arguments, 3 audit verify: something does not fit
`;

type Command = (args: readonly string[], output: CliOutput) => ExitCode | Promise<ExitCode>;

const aboutKeys =
  (command: KeyCommand): Command =>
  (args, output) =>
    runKeyCommand(command, args, output);

const commands: Readonly<Record<string, Command>> = {
  'keys init': aboutKeys(keysInit),
  'keys list': aboutKeys(keysList),
  'keys rotate': aboutKeys(keysRotate),
  'keys retire': aboutKeys(keysRetire),
  'keys archive': runKeysArchive,
  'keys vapid': runKeysVapid,
  'keys webhook': runKeysWebhook,
  'check page': runCheckPage,
  'audit verify': runAuditVerify,
  'operators add': runOperators('add'),
  'operators list': runOperators('list'),
  'operators enable': runOperators('enable'),
  'operators reset': runOperators('reset'),
  migrate: runMigrate,
};

/**
 * Runs the command line.
 *
 * @param args - arguments after the program's name
 * @param version - what `--version` says
 * @returns the exit code: 0 done, 1 failed, 2 wrong arguments, 3 what was checked is not as it must be
 */
export function runCli(args: readonly string[], version: string, output: CliOutput): ExitCode | Promise<ExitCode> {
  const [first = '', second = ''] = args;
  for (const [words, name] of [`${first} ${second}`, first].entries()) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command) return command(args.slice(2 - words), output);
  }
  if (first === '' || first.startsWith('-')) return runOptions(args, version, output);
  const known = Object.keys(commands).filter((other) => other.startsWith(`${first} `));
  const advice = known.length > 0 ? `Did you mean: tellsafe ${known.join(', tellsafe ')}` : 'See: tellsafe --help';
  output.error(`There is no such command.\n${advice}\n`);
  return 2;
}

function runOptions(args: readonly string[], version: string, output: CliOutput): ExitCode {
  try {
    const options = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    if (values.version) output.write(`${version}\n`);
    else if (values.help) output.write(help);
    else {
      output.error(help);
      return 2;
    }
    return 0;
  } catch {
    output.error('These options are not known.\nSee: tellsafe --help\n');
    return 2;
  }
}
