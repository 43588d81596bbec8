// A kit in a process of its own that counts for reports. It can be told to kill itself at a commit about them.
import { createTellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { mortalGate, mortalStore, serveMortal } from '../support/mortal-node.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { workerSetting } from '../support/worker-end.ts';

/** What a node is given. */
export interface ReportNodeSetting {
  readonly records: StorePlace;
  readonly account: { readonly id: string; readonly formOrigin: string };
  /** The time, which stands still. */
  readonly now: number;
}

const { records: place, account, now } = workerSetting<ReportNodeSetting>();
const clock = () => now;
const { store: records } = await openStore(place, clock);

const gate = mortalGate();
const mortal = mortalStore(gate, records, ({ group }) => group === 'reports');
const tellsafe = createTellsafe({
  stores: { records: mortal, sealed: memoryStore({ clock }), volatile: memoryStore({ clock }) },
  keys: memoryKeys(),
  accounts: [{ ...account, allowedOrigins: [] }],
  authenticate: () => null,
  clock,
  log: () => {},
  maintenance: 'manual',
});
await serveMortal(gate, tellsafe);
