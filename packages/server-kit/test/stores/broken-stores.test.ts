// The store contract is itself tested: each store with a mistake must fail it, in the cases that are about this mistake.
import type { Clock } from '@tellsafe/core';
import { storeContract } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import * as broken from './broken-stores.ts';

/** Runs the whole contract; gives the names of the cases that failed. */
async function failedCases(make: broken.BrokenStore): Promise<string[]> {
  const capabilities = { index: true, feeds: true, durable: false, shared: false, retention: true };
  const create = async (clock: Clock) => {
    const store = make(clock);
    return { store, destroy: () => store.close() };
  };
  const failed: string[] = [];
  for (const { name, run } of storeContract({ name: 'broken', capabilities, create })) {
    try {
      await run();
    } catch {
      failed.push(name.slice('broken: '.length));
    }
  }
  return failed;
}

const caughtBy: Record<keyof typeof broken, readonly string[]> = {
  readThenWrite: [
    'SF-OTK-02 of 128 concurrent spenders of one version exactly one wins',
    'SF-OTK-02 of 128 concurrent creators of one record exactly one wins',
    'SF-OTK-02 of 128 concurrent removers of one version exactly one wins',
    'no update is lost: callers that read, add one and commit count to their number',
  ],
  ignoresExpiry: [
    'SF-OTR-02 a record is there 1 ms before its expiry and not at it or 1 ms after it',
    'SF-OTR-02 expired records are not in a list by index',
    'expired events are not read, the others still are',
    'an expired record counts as absent and its version is not met',
  ],
  sharedPrefix: ['names that are alike when joined stay apart'],
  swallowsErrors: [
    'a closed store refuses every call; closing again does nothing',
    'SF-OTK-04 a key of another account or group is refused in put, remove and expect',
  ],
  appendsOutside: [
    'SF-STA-05 an event and the change it tells about are one: both or none',
    'one expectation of several that fails stops the whole commit: no put, no remove, no event',
  ],
  losesEvents: ['SF-STA-05 a reader that follows 128 concurrent commits misses none and sees none twice'],
  skipsSlowCommits: ['SF-STA-05 a reader that follows 128 concurrent commits misses none and sees none twice'],
  sharesBytes: [
    'a caller that changes its bytes after the call changes nothing in the store',
    'a caller that changes the bytes of an answer changes nothing in the store',
  ],
  purgesWithoutBound: ['SF-RET-01 one purge deletes at most its limit, and the next one goes on'],
  ignoresHold: ['SF-RET-01 what is held outlives its expiry everywhere, and no purge deletes it'],
  losesExpiryOfHeld: ['SF-RET-01 what is released expires at its own instant, to the millisecond'],
  forgetsEverything: ['SF-RET-03 events are forgotten by type, in one group'],
  reusesVersions: ['a version is never used again for a key, also not after remove or purge'],
  ignoresFence: ['SF-OTK-02 a commit for another incarnation is refused and changes nothing'],
  writesOneByOne: ['a get of several keys never sees half of a commit'],
};

describe('the store contract catches', () => {
  for (const [name, make] of Object.entries(broken)) {
    const cases = caughtBy[name as keyof typeof broken];
    test(`${name}, in: ${cases.join(' | ')}`, async () => {
      const failed = await failedCases(make);
      expect(failed).toEqual(expect.arrayContaining([...cases]));
      // Otherwise it is a good store: it was not caught by chance.
      expect(failed.length).toBeLessThanOrEqual(12);
    });
  }
});
