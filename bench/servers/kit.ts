// The server that is measured. Words: the kind of store, then where it is (folder of the SQLite files, address of the database).
import { answerCalls } from '../run/calls.ts';
import { type OpenKit, openKit } from './open-kit.ts';
import { noQueries, type OpenStores, openStores } from './stores.ts';
import { usage } from './usage.ts';

const [kind = 'memory', place = ''] = process.argv.slice(2);

let kit: OpenKit | undefined;
let stores: OpenStores | undefined;

answerCalls({
  open: async ({ lanes }: { lanes: number }) => {
    stores = await openStores(kind, place);
    kit = await openKit(stores);
    return kit.target(lanes);
  },
  usage,
  queries: () => stores?.queries() ?? noQueries,
  stop: async () => {
    await kit?.close();
    await stores?.close();
  },
});
