// `tellsafe check <url>`: tests a live deployment against the compliance map and writes what it found. Shows no secret.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isTellsafeError, systemClock } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { isSystemError } from '../../keys/file-access.ts';
import { failedKeyCommand, Refused } from '../key-command.ts';
import { Unusable } from '../open-records.ts';
import { type OpenStores, openStores, storesHelp } from '../stores-place.ts';
import type { CliOutput, ExitCode } from '../types.ts';
import { type CheckArguments, checkArguments } from './arguments.ts';
import { counted, type Evidence, evidenceOf, writeEvidence } from './evidence.ts';
import { handshakeWith } from './handshake.ts';
import { runChecks } from './run-checks.ts';
import { type FileState, pageOf, type Target } from './target.ts';

const help = `Usage: tellsafe check <url> [options]

Tests a live deployment against the compliance map (PCI DSS 4.0.1, OWASP ASVS 5.0.0) and writes the evidence as JSON and
as Markdown. From outside it looks at transport, form page, headers, hashes and refusals; with the options below also at
what only its owner can see. It changes nothing but what --sandbox and --login say. Run it with the version that is deployed.

  url                     Address of the form page, such as https://forms.acme.example/tellsafe/form/acme
      --evidence <folder> Where to write what was found (default: this folder)
      --sandbox <link>    Link of a form that may be used up: many devices open it at once
      --login <url>       The built-in login, such as https://desk.acme.example/operators; one attempt enters its audit
      --burst <n>         So many wrong keys at once, 10 to 2000, must meet a limit
${storesHelp}
      --keys <path>       The key file
      --vault-keys <path> The key file of a vault that runs apart
  -h, --help              Show this help

Exit codes: 0 nothing was found, 1 something was found or it could not be checked, 2 wrong arguments
`;

/** Longest wait for one answer, milliseconds. */
const PATIENCE_MS = 20_000;

/** Runs `tellsafe check`. */
export async function runCheck(args: readonly string[], output: CliOutput, version: string): Promise<ExitCode> {
  try {
    const wanted = checkArguments(args);
    if (wanted === 'help') {
      output.write(help);
      return 0;
    }
    const stores = wanted.stores && (await openStores(wanted.stores, systemClock));
    try {
      const target = targetOf(wanted, stores);
      const isThere = await pageOf(target).then(Boolean, () => false);
      if (!isThere) throw new Refused(`${wanted.page.origin} cannot be reached.`);
      return await check(target, wanted.evidence, version, output);
    } finally {
      await stores?.close();
    }
  } catch (error) {
    return failedKeyCommand(help, explained(error), output);
  }
}

/** Checks a target and writes what was found. */
export async function check(target: Target, folder: string, version: string, output: CliOutput): Promise<ExitCode> {
  const progress = (id: string) => {
    if (output.isTerminal) output.error(`\r\u001b[K${id}`);
  };
  const evidence = evidenceOf(target, version, await runChecks(target, progress));
  if (output.isTerminal) output.error('\r\u001b[K');
  const paths = writeEvidence(folder, evidence);
  output.write(`${resultText(evidence)}Written: ${paths.join(', ')}\n`);
  return evidence.result === 'pass' ? 0 : 1;
}

function resultText({ checks, rows }: Evidence): string {
  const failed = checks.filter(({ result }) => result === 'fail');
  const lines = failed.flatMap(({ id, notes }) => notes.map((note) => `${id}: ${note}\n`));
  return `${lines.join('')}Checks: ${counted(checks)}. Rows of the map: ${counted(rows)}.\n`;
}

function targetOf(wanted: CheckArguments, stores: OpenStores | undefined): Target {
  const { evidence: _folder, stores: place, ...rest } = wanted;
  const databases = [place?.records, place?.sealed].flatMap((one) => (one?.kind === 'sqlite' ? [one.path] : []));
  const paths = [wanted.keys, wanted.vaultKeys, ...databases].filter((path) => path !== undefined);
  const user = process.getuid?.();
  return {
    ...rest,
    ...(stores && { stores }),
    ...(user !== undefined && { user }),
    files: paths.map(stateOf),
    send: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }),
    handshake: handshakeWith,
    clock: systemClock,
    random: webRandom,
  };
}

function stateOf(path: string): FileState {
  const { mode, uid } = statSync(path);
  return { path, mode, owner: uid, folderMode: statSync(dirname(path)).mode };
}

function explained(error: unknown): unknown {
  if (error instanceof Unusable || isTellsafeError(error)) return new Refused(error.message);
  return isSystemError(error) ? new Refused(`A file cannot be used: ${error.code}`) : error;
}
