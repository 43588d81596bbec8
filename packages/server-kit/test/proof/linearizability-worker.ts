// A process of clients of a store, which write down their histories.
import { notAtomic } from '../support/broken-stores.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';
import { type Burst, recordBurst } from './linearizability-store.ts';

const { name, place, isBroken } = workerSetting<{ name: string; place: StorePlace; isBroken: boolean }>();
const { store } = await openStore(place, Date.now);
serve<Burst>((burst) => recordBurst(isBroken ? notAtomic(store) : store, name, burst));
