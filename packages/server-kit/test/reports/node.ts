// A kit in a process of its own that counts for reports. It can be told to kill itself at a commit about them.
import { createTellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { storeWith } from '../support/broken-stores.ts';
import { type CrashPoint, never } from '../support/gates.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

/** What a node is given. */
export interface ReportNodeSetting {
  readonly records: StorePlace;
  readonly account: { readonly id: string; readonly formOrigin: string };
  /** The time, which stands still. */
  readonly now: number;
}

/** Where it kills itself from now on, counted in commits about reports; or a round of maintenance. */
export type ReportNodeQuestion = { readonly crash: CrashPoint } | 'maintain';

const { records: place, account, now } = workerSetting<ReportNodeSetting>();
const clock = () => now;
const { store: records } = await openStore(place, clock);

let crash: CrashPoint | undefined;
let commits = 0;
const mortal = storeWith(records, {
  commit: async (batch) => {
    if (batch.group !== 'reports') return records.commit(batch);
    commits += 1;
    const isHere = commits === crash?.at;
    if (isHere && crash?.when === 'before') return die();
    const done = await records.commit(batch);
    return isHere ? die() : done;
  },
});

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return never();
}

const tellsafe = createTellsafe({
  stores: { records: mortal, sealed: memoryStore({ clock }), volatile: memoryStore({ clock }) },
  keys: memoryKeys(),
  accounts: [{ ...account, allowedOrigins: [] }],
  authenticate: () => null,
  clock,
  log: () => {},
  maintenance: 'manual',
});
await tellsafe.ready;

serve<ReportNodeQuestion>(async (question) => {
  if (question === 'maintain') return tellsafe.maintain();
  [crash, commits] = [question.crash, 0];
  return undefined;
});
