// `tellsafe keys vapid`: makes the keys by which push services know an account. Shows the public half only.
import { parseArgs } from 'node:util';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import { createOwnFile } from '../keys/file-change.ts';
import { isSubject } from '../push/settings.ts';
import { createVapidKeys } from '../push/vapid.ts';
import { failedKeyCommand, WrongArguments } from './key-command.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe keys vapid --out <file> --subject <address>

Makes the key pair by which push services know who sends (VAPID, RFC 8292). It goes into a file that only you can read
(mode 0600), in the form that the account's setting takes; an existing file is left as it is.

      --out <file>         Where to put the keys
      --subject <address>  Whom push services may write to: mailto:ops@shop.example or https://shop.example/contact
  -h, --help               Show this help

Browsers subscribe with the public half. With other keys later on, all of them must subscribe again.
`;

/** Runs `tellsafe keys vapid`. */
export async function runKeysVapid(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  try {
    const wanted = parse(args);
    output.write(wanted === 'help' ? help : await makeVapidKeys(wanted));
    return 0;
  } catch (error) {
    return failedKeyCommand(help, error, output);
  }
}

interface Wanted {
  readonly out: string;
  readonly subject: string;
}

async function makeVapidKeys({ out, subject }: Wanted): Promise<string> {
  const keys = await createVapidKeys();
  createOwnFile(out, utf8(`${JSON.stringify({ ...keys, subject }, null, 2)}\n`), toBase64url(webRandom(9)));
  return `Made ${out}. The public half is ${keys.publicKey}
Put this into the account's settings:

push: { vapid: JSON.parse(readFileSync(${JSON.stringify(out)}, 'utf8')) },
`;
}

function parse(args: readonly string[]): Wanted | 'help' {
  const options = {
    out: { type: 'string', default: '' },
    subject: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  if (values.help) return 'help';
  const { out, subject } = values;
  if (out === '') throw new WrongArguments('Where to? Give --out with the name of a new file.');
  if (!isSubject(subject)) throw new WrongArguments('Who sends? Give --subject with a mailto: or https: address.');
  return { out, subject };
}
