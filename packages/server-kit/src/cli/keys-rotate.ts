// `tellsafe keys rotate`: new keys for a key file, at once or in two steps. Never shows a key.
import { parseArgs } from 'node:util';
import { systemClock } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { keyFileInvalid } from '../keys/file-access.ts';
import { changeKeySet, refuseStaged } from '../keys/file-set.ts';
import { type KeyState, keyStates } from '../keys/key-life.ts';
import { activated, hasStaged, type KeySet, rotated, staged } from '../keys/key-set.ts';
import { DEFAULT_PATH, type KeyCommand, onePath, WrongArguments } from './key-command.ts';

const help = `Usage: tellsafe keys rotate [path] [--stage | --activate]

Makes a new pepper and a new wrapping key. Older keys go on serving what was made with them. Running programs
use the new keys within seconds; nothing has to be started again.

  path          The key file (default: ${DEFAULT_PATH})
      --stage   Only add the new keys: they are known, and nothing is made with them yet
      --activate  Make the staged keys current
  -h, --help    Show this help

One file for all programs (one host, or a shared folder): tellsafe keys rotate
A copy of the file on each host, in three steps, so that no host uses a key that another does not have:
  1. tellsafe keys rotate --stage      on one host
  2. put the file on every host: copy it beside the old one with mode 0600, then rename it into place
  3. tellsafe keys rotate --activate   on each host, when all have it
`;

type Step = 'rotate' | 'stage' | 'activate';

/** `tellsafe keys rotate`. */
export const keysRotate: KeyCommand = {
  help,
  run: (args) => {
    const options = {
      help: { type: 'boolean', short: 'h' },
      stage: { type: 'boolean' },
      activate: { type: 'boolean' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const path = onePath(positionals);
    if (values.help) return { help: true };
    if (values.stage && values.activate) throw new WrongArguments('--stage and --activate are two steps.');
    const step = values.stage ? 'stage' : values.activate ? 'activate' : 'rotate';
    let states: readonly KeyState[] = [];
    changeKeySet(path, (set) => {
      const next = change(path, set, step);
      states = keyStates(next);
      return next;
    });
    return told(path, step, states);
  },
};

function change(path: string, set: KeySet, step: Step): KeySet {
  const now = systemClock();
  if (step === 'activate') {
    if (!hasStaged(set)) throw keyFileInvalid(path, `No key is staged in it: tellsafe keys rotate --stage ${path}`);
    return activated(set, now);
  }
  refuseStaged(path, set);
  return (step === 'stage' ? staged : rotated)(set, { random: webRandom, now });
}

function told(path: string, step: Step, states: readonly KeyState[]): string {
  const named = (wanted: KeyState['state']) =>
    states
      .filter(({ state }) => state === wanted)
      .map(({ kind, id }) => `${kind} ${id}`)
      .join(', ');
  if (step !== 'stage') return `Current in ${path}: ${named('current')}.\n`;
  return `Staged in ${path}: ${named('staged')}.
Put this file on every host, then on each: tellsafe keys rotate --activate ${path}
`;
}
