// `tellsafe keys webhook`: makes the secret by which the brand's system knows that a webhook is genuine. Never shows it.
import { parseArgs } from 'node:util';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import { createOwnFile } from '../keys/file-change.ts';
import { createWebhookSecret } from '../webhooks/secret.ts';
import { failedKeyCommand, WrongArguments } from './key-command.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe keys webhook --out <file>

Makes the secret of one endpoint of webhooks (whsec_…, Standard Webhooks). It goes into a file that only you can read (mode 0600);
an existing file is left as it is. The system that receives the webhooks needs the same secret.

      --out <file>  Where to put the secret
  -h, --help        Show this help

To change a secret: put the new one in front of the old one, let the receiver change, then take the old one out.
`;

/** Runs `tellsafe keys webhook`. */
export async function runKeysWebhook(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  try {
    const out = parse(args);
    output.write(out === undefined ? help : makeSecret(out));
    return 0;
  } catch (error) {
    return failedKeyCommand(help, error, output);
  }
}

function makeSecret(out: string): string {
  createOwnFile(out, utf8(`${createWebhookSecret()}\n`), toBase64url(webRandom(9)));
  return `Made ${out}.
Put this into the account's settings, and the secret into the system that receives:

webhooks: [{ id: 'crm', url: 'https://…', secrets: [readFileSync(${JSON.stringify(out)}, 'utf8').trim()] }],
`;
}

/** The file, or nothing when help was asked for. */
function parse(args: readonly string[]): string | undefined {
  const options = { out: { type: 'string', default: '' }, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  if (values.help) return undefined;
  if (values.out === '') throw new WrongArguments('Where to? Give --out with the name of a new file.');
  return values.out;
}
