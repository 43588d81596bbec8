// The safety checks on both stores. Each has its controls in controls.test.ts.
import { describe, test } from 'vitest';
import * as access from './checks/access.ts';
import * as feeds from './checks/feeds.ts';
import * as keys from './checks/one-time-keys.ts';
import { storeKinds } from './harness.ts';
import { failingOver, inStore, slow } from './support/faults.ts';

describe.each(storeKinds)('on the %s store', (kind) => {
  test.each([
    ['SF-OTK-02 50 submits with one key: one winner, nothing of the others is kept', keys.oneSubmitWins],
    ['SF-OTK-02 50 devices open with one key: one gets the form', keys.oneOpenWins],
    ['SF-FLOW-01 50 sends with one request id make one invitation', keys.oneSendCounts],
    ['SF-OTK-03 SF-TIME-01 an open key lives to the millisecond', keys.openKeyLives],
    ['SF-OTK-04 a read key belongs to one agent session', keys.readKeyIsBound],
    ['SF-OTK-05 SF-GEN-02 no store and no log holds a key, a handle or an answer', keys.noSecretIsKept],
    ['SF-OTK-06 a wrong secret, a wrong purpose and nonsense are refused alike', keys.wrongSecretsFail],
    ['SF-OTK-07 previews and scanners spend nothing', keys.previewsSpendNothing],
    ['SF-ACC-01 one session cannot pretend to be another', access.otherSessionsCannotPretend],
    ['SF-ACC-01 a transfer ends access', access.transferEndsAccess],
    ['SF-ACC-02 a close ends access', access.closeEndsAccess],
    ['SF-ACC-02 a logout ends access', access.logoutEndsAccess],
    ['SF-ACC-02 SF-TIME-07 idling ends access', access.idlingEndsAccess],
    ['SF-OTR-01 nothing off the record is durable', access.offTheRecordIsNeverDurable],
    ['SF-OTR-02 SF-TIME-06 it ends to the millisecond', access.offTheRecordEnds],
    ['SF-OTR-02 a close removes it', access.closeRemovesOffTheRecord],
    ['SF-OTR-02 a transfer removes it', access.transferRemovesOffTheRecord],
    ['SF-OTR-02 a logout removes it', access.logoutRemovesOffTheRecord],
    ['SF-RET-01 the purge deletes', access.purgeDeletes],
    ['SF-RET-01 without its data key a submission is erased', access.destroyedDataKeyErases],
    ['a foreign origin is refused clearly', access.foreignOriginsAreRefused],
    ['SF-STA-05 every status arrives live, and once', feeds.statusesArriveOnce],
    ['SF-AUD-01 every step is told to the audit', feeds.auditIsTold],
  ] as const)('%s', (_name, check) => check(kind));

  test('SF-OTK-02 50 submits on a slow store, where every loser has kept something: nothing of them is left', () =>
    keys.oneSubmitWins(kind, inStore('records', slow)));

  test('SF-OTK-02 a fail-over under a running kit kills the keys from before', async () => {
    const { wrap, failOver } = failingOver();
    await keys.failOverKillsKeys(failOver)(kind, { wrap });
  });
});
