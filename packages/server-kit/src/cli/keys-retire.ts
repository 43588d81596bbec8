// `tellsafe keys retire`: removes keys for ever, and says what becomes unreadable. Never shows a key.
import { parseArgs } from 'node:util';
import { isTellsafeError, systemClock } from '@tellsafe/core';
import { defaultTimeLimits, timeLimits } from '@tellsafe/core/retention';
import { changeKeySet, readKeySet } from '../keys/file-set.ts';
import { type KeptKey, type KeyState, keyStates, planRetirement, type RetireWish } from '../keys/key-life.ts';
import { wipe, without } from '../keys/key-set.ts';
import { DEFAULT_PATH, instant, type KeyCommand, Refused, WrongArguments } from './key-command.ts';

const { min, max } = timeLimits.retentionMonths;
const MOST_DAYS = 36_500;

const help = `Usage: tellsafe keys retire <id>... [options]
       tellsafe keys retire --older-than <days> [options]

Removes older keys from a key file for ever. Running programs forget them within two minutes. On a host with a file
of its own, do it there as well.

      --older-than <days>   Keys that were replaced more than so many days ago; what may not be retired yet stays
      --file <path>         The key file (default: ${DEFAULT_PATH})
      --retention-months <n>  The longest retention of your accounts (${min} to ${max}, default: ${defaultTimeLimits.retentionMonths})
      --force               Also peppers that forms may still need, and staged keys
      --erase               Also wrapping keys whose retention has not passed
      --dry-run             Only say what would be done
  -h, --help                Show this help

Without a pepper, what was derived from it is refused: one-time keys, handles and devices of forms sent while it was
current, agent sessions begun then, and consumers of web chats begun then, who start a new conversation.
Without a wrapping key, answers stored and conversations begun or last assigned while it was current are erased,
unless privacy.renewKeys has wrapped them anew: nobody can read them again, and no copy of the database helps.
`;

interface Arguments {
  readonly path: string;
  readonly wish: RetireWish;
  readonly dryRun: boolean;
}

/** `tellsafe keys retire`. */
export const keysRetire: KeyCommand = {
  help,
  run: (args) => {
    const parsed = parse(args);
    if (!parsed) return { help: true };
    const { path, wish, dryRun } = parsed;
    const { set } = readKeySet(path);
    wipe(set);
    const { retire, kept, unknown } = planRetirement(keyStates(set), wish, systemClock());
    if (unknown.length > 0) throw new Refused(unknownIds(path, unknown));
    if ('ids' in wish.which && kept.length > 0) throw new Refused(kept.map(keptBecause).join('\n'));
    if (retire.length > 0 && !dryRun) remove(path, retire);
    const verb = dryRun ? 'Would retire' : 'Retired';
    const lines = [...retire.map((key) => `${verb} ${consequence(key)}`), ...kept.map(keptBecause)];
    return `${(lines.length > 0 ? lines : [`${path} holds no such key.`]).join('\n')}\n`;
  },
};

function remove(path: string, keys: readonly KeyState[]): void {
  try {
    changeKeySet(path, (set) => keys.reduce((left, { id }) => without(left, id), set));
  } catch (error) {
    if (!isTellsafeError(error, 'key_unknown') && !(error instanceof RangeError)) throw error;
    throw new Refused(`${path} was changed at the same time. Nothing was retired; look again: tellsafe keys list`);
  }
}

function consequence({ kind, id, state, replacedAt, createdAt }: KeyState): string {
  if (state === 'staged') return `${kind} ${id}, which was staged: nothing was made with it here.`;
  const when = `current ${instant(createdAt)} to ${instant(replacedAt ?? createdAt)}`;
  const lost =
    kind === 'pepper'
      ? 'what was derived from it (forms, agent sessions and web chats begun then) is refused from now on.'
      : 'answers stored and conversations begun or last assigned then cannot be read any more.';
  return `${kind} ${id}, ${when}: ${lost}`;
}

function keptBecause({ key, because, until = 0 }: KeptKey): string {
  const { kind, id } = key;
  if (because === 'current') return `Kept ${kind} ${id}: it is current. Rotate first: tellsafe keys rotate`;
  if (because === 'staged') return `Kept ${kind} ${id}: it is staged, and may be current on another host (--force).`;
  return kind === 'pepper'
    ? `Kept ${kind} ${id}: forms may need it until ${instant(until)} (--force).`
    : `Kept ${kind} ${id}: what it wraps is to be kept until ${instant(until)} (--erase).`;
}

/** By place, not by name: a key typed in error must not come up again. */
function unknownIds(path: string, places: readonly number[]): string {
  const which = places.map((at) => at + 1).join(', ');
  return `No key in ${path} has the id number ${which} of those given. Nothing was retired; see: tellsafe keys list`;
}

/** @returns `undefined` when help was asked for */
function parse(args: readonly string[]): Arguments | undefined {
  const options = {
    help: { type: 'boolean', short: 'h' },
    'older-than': { type: 'string' },
    'retention-months': { type: 'string' },
    file: { type: 'string' },
    force: { type: 'boolean' },
    erase: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  } as const;
  const { values, positionals: ids } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return undefined;
  const olderThan = values['older-than'];
  if (ids.length > 0 === (olderThan !== undefined)) throw new WrongArguments('Give ids, or --older-than.');
  const path = values.file ?? DEFAULT_PATH;
  if (path === '') throw new WrongArguments('--file is empty.');
  const months = values['retention-months'];
  const retentionMonths =
    months === undefined ? defaultTimeLimits.retentionMonths : wholeNumber('--retention-months', months, min, max);
  const which =
    olderThan === undefined ? { ids } : { olderThanDays: wholeNumber('--older-than', olderThan, 0, MOST_DAYS) };
  const { force = false, erase = false } = values;
  return { path, wish: { which, retentionMonths, force, erase }, dryRun: values['dry-run'] ?? false };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new WrongArguments(`${name} must be a whole number from ${least} to ${most}.`);
}
