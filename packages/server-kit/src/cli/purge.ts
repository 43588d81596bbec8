// `tellsafe purge`: deletes what is over, for when no kit did. Never shows what it deletes, nor the address of the database.
import { parseArgs } from 'node:util';
import { isAccountId, isTellsafeError } from '@tellsafe/core';
import { failedKeyCommand, instant, Refused, WrongArguments } from './key-command.ts';
import { Unusable } from './open-records.ts';
import { purgeAll } from './purge-rounds.ts';
import { type OpenStores, openStores, type StoresPlace, storesHelp, storesOf, storesOptions } from './stores-place.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe purge --account <id> (--sqlite <path> | --postgres) [options]

Deletes records and events whose time is over, a thousand at a time, and tells the audit of each account before. A running
kit does this by itself every second; this is for stores whose kit stood still. It may run beside kits.

      --account <id>      Every account of the store; give it several times
${storesHelp}
      --dry-run           Only count
  -h, --help              Show this help

Exit codes: 0 done, 1 it could not be done, 2 wrong arguments
`;

/** More than this are not counted. */
const COUNTED = 10_000;

interface Wanted {
  readonly place: StoresPlace;
  readonly accounts: readonly string[];
  readonly isDryRun: boolean;
}

/** Runs `tellsafe purge`. */
export async function runPurge(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  try {
    const wanted = parse(args);
    output.write(wanted === 'help' ? help : await purge(wanted, output));
    return 0;
  } catch (error) {
    const isTold = error instanceof Unusable || isTellsafeError(error);
    return failedKeyCommand(help, isTold ? new Refused(error.message) : error, output);
  }
}

async function purge({ place, accounts, isDryRun }: Wanted, output: CliOutput): Promise<string> {
  const stores = await openStores(place, Date.now);
  try {
    if (isDryRun) return await countText(stores);
    const progress = (deleted: number) => {
      if (output.isTerminal) output.error(`\r${deleted} deleted`);
    };
    const deleted = await purgeAll({ stores, accounts, clock: Date.now, progress });
    if (output.isTerminal && deleted > 0) output.error('\n');
    return `${deleted} records and events are gone.\n`;
  } finally {
    await stores.close();
  }
}

async function countText({ all }: OpenStores): Promise<string> {
  const lines: string[] = [];
  for (const [name, store] of all) {
    const { count, oldestAt } = await store.overdue(Date.now());
    const many = count >= COUNTED ? `${COUNTED} or more` : `${count}`;
    lines.push(`${name}: ${many} are over${oldestAt === null ? '' : `, the first since ${instant(oldestAt)}`}\n`);
  }
  return lines.join('');
}

function parse(args: readonly string[]): Wanted | 'help' {
  const options = {
    ...storesOptions,
    account: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
  if (values.help) return 'help';
  const { account: accounts = [], 'dry-run': isDryRun = false } = values;
  if (accounts.length === 0 && !isDryRun) throw new WrongArguments('Which accounts? Give --account for each.');
  if (!accounts.every(isAccountId)) throw new WrongArguments('An account id is 1 to 32 of a–z, 0–9 and -.');
  return { place: storesOf(values), accounts, isDryRun };
}
