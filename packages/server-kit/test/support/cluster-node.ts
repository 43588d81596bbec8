// A kit in a process of its own, which answers requests that cluster.ts hands to it. It can be told to kill itself at a chosen call
// of a port, or to acknowledge changes before they are made.
import { createTellsafe, type TellsafeOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import type { Principal } from '../../src/index.ts';
import { early, notAtomic } from './broken-stores.ts';
import { type CrashPoint, gatedKeys, gatedStores } from './gates.ts';
import { mortalGate } from './mortal-node.ts';
import { openStore, type StorePlace } from './store-places.ts';
import { serve, workerSetting } from './worker-end.ts';

/** What a node is given. */
export interface NodeSetting {
  readonly places: { readonly records: StorePlace; readonly sealed: StorePlace; readonly volatile: StorePlace };
  readonly keyFile: string;
  readonly accounts: TellsafeOptions['accounts'];
  /** Agents by the token in their `x-agent` header. */
  readonly agents: Readonly<Record<string, Principal>>;
  /** The time, which stands still. */
  readonly now: number;
  /** What is wrong with its records store. */
  readonly fault?: NodeFault;
}

/** `early` acknowledges changes before they are made, `not-atomic` reads and then writes. */
export type NodeFault = 'early' | 'not-atomic';

/** A request, or the place where the process is to kill itself from now on. */
export type NodeQuestion =
  | { readonly crash: CrashPoint }
  | {
      readonly method: string;
      readonly url: string;
      readonly headers: [string, string][];
      readonly body: Uint8Array<ArrayBuffer> | null;
    };

/** An answer. */
export interface NodeAnswer {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Uint8Array<ArrayBuffer>;
}

const { places, keyFile, accounts, agents, now, fault } = workerSetting<NodeSetting>();
const clock = () => now;
const open = async (place: StorePlace) => (await openStore(place, clock)).store;

const gate = mortalGate();
const faults = { early, 'not-atomic': notAtomic };
const records = await open(places.records);
const stores = {
  records: fault ? faults[fault](records) : records,
  sealed: await open(places.sealed),
  volatile: await open(places.volatile),
};
const tellsafe = createTellsafe({
  stores: gatedStores(gate, stores),
  keys: gatedKeys(gate, fileKeys(keyFile)),
  accounts,
  authenticate: async (request) => agents[request.headers.get('x-agent') ?? ''] ?? null,
  clock,
  log: () => {},
  maintenance: 'manual',
});
await tellsafe.ready;

serve<NodeQuestion>(async (question): Promise<NodeAnswer | undefined> => {
  if ('crash' in question) {
    gate.dieAt(question.crash);
    return undefined;
  }
  const { method, url, headers, body } = question;
  const response = await tellsafe.fetch(new Request(url, { method, headers, body }));
  return {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  };
});
