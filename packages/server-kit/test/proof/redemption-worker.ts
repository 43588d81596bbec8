// A process of redeemers.
import { openStore } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';
import { type Order, type RedeemerSetting, redeem } from './redemption.ts';

const { name, place } = workerSetting<RedeemerSetting>();
const { store } = await openStore(place, Date.now);
serve<Order>((order) => redeem(store, name, order));
