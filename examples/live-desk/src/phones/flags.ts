// The demo's flags for channels, read and refused in one plain sentence.
import { MAX_SEED } from './phones.ts';

/** What the flags say; nothing without `--channels`. */
export interface ChannelFlags {
  readonly seed?: number;
}

/**
 * Reads `--channels` and `--seed N` (or `--seed=N`).
 *
 * @param flags what follows the program's name
 * @throws Error naming flag, value and range
 */
export function channelFlags(flags: readonly string[]): ChannelFlags | undefined {
  const at = flags.findIndex((flag) => flag === '--seed' || flag.startsWith('--seed='));
  const wants = flags.includes('--channels');
  if (at >= 0 && !wants) throw new Error('--seed is for the phones; add --channels.');
  if (!wants) return undefined;
  for (const other of ['--split', '--history'] as const) {
    if (flags.includes(other)) throw new Error(`--channels is played by itself; leave out ${other}.`);
  }
  if (at < 0) return {};
  const text = flags[at]?.includes('=') ? flags[at].slice('--seed='.length) : (flags[at + 1] ?? '');
  const seed = Number(text);
  if (/^\d{1,10}$/.test(text) && seed <= MAX_SEED) return { seed };
  throw new Error(`--seed is "${text}", but must be a whole number from 0 to ${MAX_SEED}.`);
}
