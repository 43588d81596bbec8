// `tellsafe keys archive`: makes the key pair of an account's archive. Shows the public half only.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatArchiveKeyFile, PASSPHRASE_MIN_LENGTH } from '@tellsafe/core/answers/archive';
import { webRandom } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  isSuiteId,
  recipientKeyId,
  type SuiteId,
  serializeRecipientPrivateKey,
  suiteIds,
} from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { createOwnFile } from '../keys/file-change.ts';
import { failedKeyCommand, WrongArguments } from './key-command.ts';
import type { CliOutput, ExitCode } from './types.ts';

const DEFAULT_SUITE: SuiteId = 'xwing';

const help = `Usage: tellsafe keys archive --out <file> [--suite <suite>] [--passphrase-file <file>]

Makes the key pair of an account's archive. Recorded answers are then sealed to it as well as to the agent; never
answers that are off the record. The private half goes into a file that only you can read (mode 0600); an existing
file is left as it is. The public half is shown, as the setting of the account.

      --out <file>     Where to put the private half
      --suite <suite>  ${suiteIds.join(' or ')} (default: ${DEFAULT_SUITE}, which stays safe against quantum computers)
      --passphrase-file <file>
                       Encrypts the private half under the first line of this file, ${PASSPHRASE_MIN_LENGTH} characters or more. For
                       managers who open the history with it; a vault needs a file without
  -h, --help           Show this help

Whoever has the file can open all answers of the archive that are stored. Keep it apart from the servers and the
database, and keep a copy: without it the archive's answers cannot be opened.
`;

/** Runs `tellsafe keys archive`. */
export async function runKeysArchive(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  try {
    const wanted = parse(args);
    output.write(wanted === 'help' ? help : await makeArchiveKey(wanted));
    return 0;
  } catch (error) {
    return failedKeyCommand(help, error, output);
  }
}

interface Wanted {
  readonly out: string;
  readonly suite: SuiteId;
  readonly passphrase?: string;
}

async function makeArchiveKey({ out, suite, passphrase }: Wanted): Promise<string> {
  const pair = await generateRecipientKeyPair(suite);
  const secret = await serializeRecipientPrivateKey(suite, pair.privateKey);
  const publicKey = toBase64url(pair.publicKey);
  const keyId = await recipientKeyId(suite, pair.publicKey);
  const lock = passphrase === undefined ? undefined : { passphrase, random: webRandom };
  const file = await formatArchiveKeyFile({ suite, keyId, publicKey, privateKey: secret }, lock);
  secret.fill(0);
  createOwnFile(out, file, toBase64url(webRandom(9)));
  file.fill(0);
  return `Made ${out}. Keep it, and a copy, in safe places apart from the servers and the database.
Put this into the account's settings:

archiveKey: { suite: '${suite}', publicKey: '${publicKey}' },
`;
}

function parse(args: readonly string[]): Wanted | 'help' {
  const options = {
    out: { type: 'string' },
    suite: { type: 'string', default: DEFAULT_SUITE },
    'passphrase-file': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  if (values.help) return 'help';
  const { out = '', suite } = values;
  if (out === '') throw new WrongArguments('Where to? Give --out with the name of a new file.');
  if (!isSuiteId(suite)) throw new WrongArguments(`The suite is ${suiteIds.join(' or ')}.`);
  const path = values['passphrase-file'];
  return path === undefined ? { out, suite } : { out, suite, passphrase: passphraseIn(path) };
}

function passphraseIn(path: string): string {
  const [line = ''] = textOf(path).split(/\r?\n/, 1);
  if (line.length >= PASSPHRASE_MIN_LENGTH) return line;
  throw new WrongArguments(
    `A passphrase has at least ${PASSPHRASE_MIN_LENGTH} characters, on the first line of its file.`,
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new WrongArguments('The file of the passphrase cannot be read.');
  }
}
