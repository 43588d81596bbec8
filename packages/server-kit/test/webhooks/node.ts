// A kit in a process of its own that tells a receiver of the test. It can be told to kill itself at a commit about webhooks.
import { createTellsafe, type WebhookOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { guardedFetch } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { mortalGate, mortalStore, serveMortal } from '../support/mortal-node.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { workerSetting } from '../support/worker-end.ts';

/** What a node is given. */
export interface WebhookNodeSetting {
  readonly places: { readonly records: StorePlace; readonly sealed: StorePlace };
  readonly keyFile: string;
  readonly account: { readonly id: string; readonly formOrigin: string; readonly webhooks: readonly WebhookOptions[] };
  /** The time, which stands still. */
  readonly now: number;
}

const { places, keyFile, account, now } = workerSetting<WebhookNodeSetting>();
const clock = () => now;
const { store: records } = await openStore(places.records, clock);
const { store: sealed } = await openStore(places.sealed, clock);

const gate = mortalGate();
const mortal = mortalStore(gate, records, ({ group }) => group.startsWith('webhook:'));
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
await serveMortal(gate, tellsafe);
