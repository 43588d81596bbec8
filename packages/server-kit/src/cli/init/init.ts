// `tellsafe init`: writes a project that works: a server, a shop's page, an agent's page and a key file. Overwrites nothing.
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createKeyFile } from '../../keys/file.ts';
import { isSystemError } from '../../keys/file-access.ts';
import { failedKeyCommand, Refused } from '../key-command.ts';
import type { CliOutput, ExitCode } from '../types.ts';
import { defaultAnswers, type InitArguments, initArguments } from './answers.ts';
import { STARTER_KEYS, starterFiles } from './starter.ts';

const help = `Usage: tellsafe init [folder] [options]

Writes a project that works: a server, a shop's page with a chat, an agent's page, and a key file that only you can
read (mode 0600). What is there already is never overwritten: if one of the files exists, nothing is written.
On a terminal it asks for what is not given.

  folder                Where to put it (default: this folder)
      --account <id>    Id of your brand, 1 to 32 of a–z, 0–9 and - (default: ${defaultAnswers.account})
      --form-port <n>   Port of the form page (default: ${defaultAnswers.formPort})
      --page-port <n>   Port of your pages (default: ${defaultAnswers.pagePort})
  -y, --yes             Ask nothing
  -h, --help            Show this help

Exit codes: 0 written, 1 something is in the way, 2 wrong arguments
`;

/** Runs `tellsafe init`. */
export async function runInit(args: readonly string[], output: CliOutput, version: string): Promise<ExitCode> {
  try {
    const wanted = await initArguments(args, output.ask);
    output.write(wanted === 'help' ? help : write(wanted, version));
    return 0;
  } catch (error) {
    return failedKeyCommand(
      help,
      isSystemError(error) ? new Refused(`The folder refused: ${error.code}`) : error,
      output,
    );
  }
}

function write({ folder, answers }: InitArguments, version: string): string {
  const files = starterFiles(answers, nameOf(folder), version);
  const names = [...files.map(([name]) => name), STARTER_KEYS];
  const inTheWay = names.filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }));
  if (inTheWay.length > 0) {
    throw new Refused(`Nothing was written. These are there already: ${inTheWay.join(', ')}`);
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text, { flag: 'wx' });
  createKeyFile(join(folder, STARTER_KEYS));
  return `Made ${names.join(', ')}.

Next:
${folder === '.' ? '' : `  cd ${folder}\n`}  npm install
  npm start

Then open http://localhost:${answers.pagePort}/ as a consumer and http://localhost:${answers.pagePort}/agent.html as an agent.
README.md says what to do before anybody else can reach it.
`;
}

/** A name that npm takes, made of the folder's. */
function nameOf(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'tellsafe-starter' : name.slice(0, 100);
}
