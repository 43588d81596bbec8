// A process that counts: it takes as often as it is told, and says how many of them pass.
import { webRandom } from '@tellsafe/core/crypto';
import { fileKeys } from '../../src/keys/file.ts';
import { Counters } from '../../src/services/rates/counters.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

export interface CounterSetting {
  readonly place: StorePlace;
  readonly keyFile: string;
  /** Where its clock stands, epoch ms. */
  readonly now: number;
}

export interface Takes {
  readonly subject: readonly string[];
  readonly limit: number;
  readonly times: number;
}

export interface Taken {
  readonly passed: number;
  /** Lines of the log. */
  readonly log: number;
}

const { place, keyFile, now } = workerSetting<CounterSetting>();
const clock = () => now;
const { store } = await openStore(place, clock);
let log = 0;
const counters = new Counters({
  ...{ store, keys: fileKeys(keyFile), clock, random: webRandom },
  log: () => {
    log += 1;
  },
});

serve<Takes>(async ({ subject, limit, times }): Promise<Taken> => {
  const waits = await Promise.all(Array.from({ length: times }, () => counters.take(subject, limit)));
  return { passed: waits.filter((wait) => wait === 0).length, log };
});
