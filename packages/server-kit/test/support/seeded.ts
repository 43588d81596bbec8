// Random choices that can be made again: a failed proof names its seed, and `TELLSAFE_TEST_SEED` starts the next run from it.
import { createHash, randomInt } from 'node:crypto';

/** The seed of this run. */
export const runSeed = Number(process.env.TELLSAFE_TEST_SEED ?? randomInt(2 ** 32));

/** Gives whole numbers from 0 up to, not including, a bound. */
export type Seeded = (below: number) => number;

/**
 * Makes a source of numbers.
 *
 * @param names - what the numbers are for; the same names give the same numbers
 */
export function seeded(...names: readonly (string | number)[]): Seeded {
  let drawn = 0;
  return (below) => {
    drawn += 1;
    const digest = createHash('sha256')
      .update(JSON.stringify([...names, drawn]))
      .digest();
    return digest.readUIntBE(0, 6) % below;
  };
}

/** One of several. */
export function oneOf<Item>(random: Seeded, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new RangeError('items must not be empty');
  return item;
}

/** So many of several, each at most once; all of them when there are fewer. */
export function someOf<Item>(items: readonly Item[], count: number, random: Seeded): Item[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random(left.length), 1)).flat();
}
