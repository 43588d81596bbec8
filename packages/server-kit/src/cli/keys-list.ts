// `tellsafe keys list`: what a key file holds. Never shows a key.
import { parseArgs } from 'node:util';
import { defaultTimeLimits } from '@tellsafe/core/retention';
import { readKeySet } from '../keys/file-set.ts';
import { type KeyState, keyStates, servesUntil } from '../keys/key-life.ts';
import { wipe } from '../keys/key-set.ts';
import { DEFAULT_PATH, instant, type KeyCommand, onePath } from './key-command.ts';

const help = `Usage: tellsafe keys list [path]

Lists the keys of a key file: kind, id, when each was made, which is current, and from when on an older one may be
retired (with the default retention of ${defaultTimeLimits.retentionMonths} months). Shows no key.

  path          The key file (default: ${DEFAULT_PATH})
  -h, --help    Show this help
`;

/** `tellsafe keys list`. */
export const keysList: KeyCommand = {
  help,
  run: (args) => {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const path = onePath(positionals);
    if (values.help) return { help: true };
    const { set } = readKeySet(path);
    wipe(set);
    return table([['KIND', 'ID', 'MADE', 'STATE', 'MAY BE RETIRED'], ...keyStates(set).map(row)]);
  },
};

function row(key: KeyState): string[] {
  const until = servesUntil(key, defaultTimeLimits.retentionMonths);
  const state = key.replacedAt === undefined ? key.state : `older since ${instant(key.replacedAt)}`;
  return [key.kind, key.id, instant(key.createdAt), state, until === undefined ? '' : `from ${instant(until)}`];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}
