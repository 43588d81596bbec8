// The worlds that are explored: one from the sending of a form on, one from where answers can be read, one for keys and limits.

import type { WorldSize } from './explore-world.ts';
import { sized } from './size.ts';

const SECOND = 1_000;

/** A world, and how many states of it are looked at. */
export interface Plan extends WorldSize {
  readonly name: string;
  readonly states: number;
}

const untilReadable = [
  'begin 0',
  'device 0 opens 0 with its last key',
  'device 0 submits 0 of 0 with its last key',
  'session 0 gets a read key of 0',
];

/** Requests of agents that do not matter to keys. */
const agents = ['logout', 'assign', 'close', 'transfer', 'revoke', 'session 1', 'session 2'];

export const plans: readonly Plan[] = [
  {
    name: 'a form that was sent',
    states: sized(47_500, 400_000),
    instants: [100 * SECOND - 1, 100 * SECOND, 150 * SECOND],
    forms: ['card'],
    keys: 1,
  },
  {
    name: 'one form with answers, one that was sent',
    states: sized(47_500, 450_000),
    instants: [60 * SECOND, 99 * SECOND, 160 * SECOND],
    forms: ['card', 'address'],
    keys: 2,
    after: untilReadable,
  },
  {
    name: 'the keys of a form',
    states: sized(5_500, 200_000),
    instants: [60 * SECOND - 1, 60 * SECOND, 99 * SECOND, 100 * SECOND, 150 * SECOND],
    forms: ['card'],
    keys: 2,
    without: [...agents, 'receive', 'a restart'],
  },
];
