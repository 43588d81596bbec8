// A kit in a process of its own that tells a receiver of the test. It can be told to kill itself at a commit about webhooks.
import { createTellsafe, type WebhookOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { guardedFetch } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { storeWith } from '../support/broken-stores.ts';
import { type CrashPoint, never } from '../support/gates.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

/** What a node is given. */
export interface WebhookNodeSetting {
  readonly places: { readonly records: StorePlace; readonly sealed: StorePlace };
  readonly keyFile: string;
  readonly account: { readonly id: string; readonly formOrigin: string; readonly webhooks: readonly WebhookOptions[] };
  /** The time, which stands still. */
  readonly now: number;
}

/** Where it kills itself from now on, counted in commits about webhooks; or a round of maintenance. */
export type WebhookNodeQuestion = { readonly crash: CrashPoint } | 'maintain';

const { places, keyFile, account, now } = workerSetting<WebhookNodeSetting>();
const clock = () => now;
const { store: records } = await openStore(places.records, clock);
const { store: sealed } = await openStore(places.sealed, clock);

let crash: CrashPoint | undefined;
let commits = 0;
const mortal = storeWith(records, {
  commit: async (batch) => {
    if (!batch.group.startsWith('webhook:')) return records.commit(batch);
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
  stores: { records: mortal, sealed, volatile: memoryStore({ clock }) },
  keys: fileKeys(keyFile),
  accounts: [{ ...account, allowedOrigins: [] }],
  authenticate: () => null,
  clock,
  log: () => {},
  maintenance: 'manual',
  webhooks: { fetch: guardedFetch, httpOnLoopback: true },
});
await tellsafe.ready;

serve<WebhookNodeQuestion>(async (question) => {
  if (question === 'maintain') return tellsafe.maintain();
  [crash, commits] = [question.crash, 0];
  return undefined;
});
