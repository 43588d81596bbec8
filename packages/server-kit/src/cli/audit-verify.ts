// `tellsafe audit verify`: checks the chains of accounts in a database, with no kit running. Changes nothing, and never shows the
// address of the database or a key.
import { isTellsafeError } from '@tellsafe/core';
import { entryDigest } from '../audit/chain-format.ts';
import type { AuditReport } from '../audit/verify.ts';
import { verifyAuditChain } from '../audit/verify.ts';
import { fileKeys } from '../keys/file.ts';
import { type AuditArguments, auditArguments } from './audit-arguments.ts';
import { isWithoutAudit, reportText } from './audit-report.ts';
import { openRecords, Unusable } from './open-records.ts';
import { placeHelp } from './records-place.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe audit verify --account <id> (--sqlite <path> | --postgres) [options]

Checks that no audit entry of an account was changed, removed, inserted or moved since it was sealed.

      --account <id>      Whose audit; may be given several times
${placeHelp}
      --keys <path>       The key file, which proves who signed (default: tellsafe.keys)
      --without-keys      Check only that everything fits together
      --head <head>       A head that was noted earlier, as this command shows it; one account only
      --from <block>      First block to look at, after one that is known not to fit
      --at <time>         Check as if it were this time, such as 2026-11-02T09:00:00Z: for an older copy
      --json              Show the reports as JSON
  -h, --help              Show this help

Exit codes: 0 everything fits, 1 it could not be checked, 2 wrong arguments, 3 something does not fit
`;

/** Runs `tellsafe audit verify`. */
export async function runAuditVerify(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  const wanted = auditArguments(args);
  if (wanted === 'help') {
    output.write(help);
    return 0;
  }
  if (typeof wanted === 'string') {
    output.error(`${wanted}\n\n${help}`);
    return 2;
  }
  try {
    const reports = await verifyAll(wanted, output);
    output.write(wanted.isJson ? `${JSON.stringify(reports, undefined, 2)}\n` : reports.map(reportText).join('\n'));
    if (!reports.every(({ intact }) => intact)) return 3;
    return reports.some(isWithoutAudit) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unusable) && !isTellsafeError(error)) throw error;
    output.error(`${error.message}\n`);
    return 1;
  }
}

/** Entries between two words about how far it is. */
const PROGRESS = 1_000;

/** The digest of an entry; on a terminal it tells how many there were. */
function countingDigest(output: CliOutput): typeof entryDigest {
  let count = 0;
  return (event) => {
    count += 1;
    if (output.isTerminal && count % PROGRESS === 0) output.error(`\r${count} entries`);
    return entryDigest(event);
  };
}

async function verifyAll(wanted: AuditArguments, output: CliOutput): Promise<AuditReport[]> {
  const { at, anchor, from, accounts } = wanted;
  const clock = at === undefined ? Date.now : () => at;
  const keys = wanted.keys === undefined ? undefined : fileKeys(wanted.keys);
  try {
    const records = await openRecords(wanted.place, clock);
    try {
      const optional = { ...(keys && { keys }), ...(anchor && { anchor }), ...(from !== undefined && { from }) };
      const reports: AuditReport[] = [];
      const digestOf = countingDigest(output);
      for (const account of accounts) {
        reports.push(await verifyAuditChain({ records: records.store, account, clock, digestOf, ...optional }));
      }
      if (output.isTerminal) output.error('\r\u001b[K');
      return reports;
    } finally {
      await records.close();
    }
  } finally {
    keys?.close();
  }
}
