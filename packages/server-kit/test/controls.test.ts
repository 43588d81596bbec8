// A broken variant for each safety check (security.md §5): something is planted through a port or an option, and the very
// check that guards the promise must fail, by its own assertion.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as access from './checks/access.ts';
import type { Check } from './checks/check.ts';
import * as feeds from './checks/feeds.ts';
import * as keys from './checks/one-time-keys.ts';
import type { HarnessOptions } from './harness.ts';
import * as faults from './support/faults.ts';
import { inStore } from './support/faults.ts';

const records = (broken: Parameters<typeof inStore>[1]) => inStore('records', broken);
const sealed = (broken: Parameters<typeof inStore>[1]) => inStore('sealed', broken);
const volatile = (broken: Parameters<typeof inStore>[1]) => inStore('volatile', broken);

/** Two guards hold this promise, the kit's clock and the store's: it breaks without both only. */
const endless: HarnessOptions = { ...faults.stoppedClock, ...volatile(faults.neverExpires) };

const losersStay: HarnessOptions = {
  wrap: (stores) => ({
    ...stores,
    records: faults.slow(stores.records),
    sealed: faults.ignoresRemove(stores.sealed),
  }),
};

const failOver = faults.failingOver(faults.ignoresFence);

const { failOverKillsKeys, keptSubmissions: _kept, REDEEMERS: _redeemers, wins: _wins, ...keyChecks } = keys;

const checks = { ...keyChecks, ...access, ...feeds, failOverKillsKeys: failOverKillsKeys(failOver.failOver) };

const controls: readonly (readonly [fault: string, check: keyof typeof checks, planted: HarnessOptions])[] = [
  ['expectations are not looked at', 'oneSubmitWins', records(faults.ignoresExpectations)],
  ['expectations are checked before the change', 'oneSubmitWins', records(faults.notAtomic)],
  ['the losers cannot remove what they kept', 'oneSubmitWins', losersStay],
  ['expectations are not looked at', 'oneOpenWins', records(faults.ignoresExpectations)],
  ['expectations are checked before the change', 'oneOpenWins', records(faults.notAtomic)],
  ['absence is not looked at', 'oneSendCounts', records(faults.ignoresAbsence)],
  ['the fence is not looked at', 'failOverKillsKeys', { wrap: failOver.wrap }],
  ['the clock stands still', 'openKeyLives', faults.stoppedClock],
  ['one MAC for everything', 'wrongSecretsFail', faults.constantMac],
  ['sessions are mixed up', 'readKeyIsBound', records(faults.mixesUpSessions)],
  ['requests are kept', 'noSecretIsKept', faults.keepsTraffic('requests')],
  ['answers are kept', 'noSecretIsKept', faults.keepsTraffic('answers')],
  ['a GET spends', 'previewsSpendNothing', faults.getSpends],
  ['one MAC for everything', 'otherSessionsCannotPretend', faults.constantMac],
  ['a close is forgotten', 'closeEndsAccess', records(faults.forgets('accessEnded'))],
  ['a transfer is forgotten', 'transferEndsAccess', records(faults.forgets('accessEnded'))],
  ['sessions are read from a cache', 'logoutEndsAccess', records(faults.cachesReads('agent-session'))],
  ['the clock stands still', 'idlingEndsAccess', faults.stoppedClock],
  ['memory is mirrored to disk', 'offTheRecordIsNeverDurable', volatile(faults.alsoWritesTo('sealed'))],
  ['memory is mirrored to the records', 'offTheRecordIsNeverDurable', volatile(faults.alsoWritesTo('records'))],
  ['neither clock nor memory ends it', 'offTheRecordEnds', endless],
  ['memory does not remove', 'closeRemovesOffTheRecord', volatile(faults.ignoresRemove)],
  ['memory does not remove', 'transferRemovesOffTheRecord', volatile(faults.ignoresRemove)],
  ['memory does not remove', 'logoutRemovesOffTheRecord', volatile(faults.ignoresRemove)],
  ['the purge does nothing', 'purgeDeletes', sealed(faults.neverPurges)],
  ['data keys are read from a cache', 'destroyedDataKeyErases', sealed(faults.cachesReads('data-key'))],
  ['the origin is lost on the way', 'foreignOriginsAreRefused', faults.dropsOrigin],
  ['events are lost', 'statusesArriveOnce', records(faults.dropsEventsOf('invitation'))],
  ['events come again', 'statusesArriveOnce', records(faults.readsTwice)],
  ['audit entries are lost', 'auditIsTold', records(faults.dropsEventsOf('audit'))],
];

test.each(controls)('%s: caught by %s', async (_fault, name, planted) => {
  const check: Check = checks[name];
  const error = await check('memory', planted).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'AssertionError' });
});

test('every safety check has a control, and is run unbroken', async () => {
  const controlled = new Set<string>(controls.map(([, name]) => name));
  expect(Object.keys(checks).filter((name) => !controlled.has(name))).toEqual([]);
  const run = await readFile(new URL('./safety.test.ts', import.meta.url), 'utf8');
  expect(Object.keys(checks).filter((name) => !run.includes(`.${name}`))).toEqual([]);
});
