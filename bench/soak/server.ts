// The server of the soak: the kit over two stores, with new agents and conversations on demand and a look at its memory.
// Words: the kind of store, and where it is.
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { answerCalls } from '../run/calls.ts';
import { ACCOUNT } from '../servers/form.ts';
import type { Target } from '../servers/lane.ts';
import { type OpenKit, openKit } from '../servers/open-kit.ts';
import { type OpenStores, openStores } from '../servers/stores.ts';
import { told } from '../servers/told.ts';
import { usage } from '../servers/usage.ts';

/** What the process holds at one moment, after collecting garbage, in bytes. */
export interface Memory {
  /** Objects, and what they hold outside the heap. */
  readonly heap: number;
  readonly resident: number;
}

/** How a slice ends. */
export interface Settling {
  readonly leakBytes: number;
  readonly minutes: boolean;
}

const MINUTE_MS = 60_000;
/** Beyond every time of retention, within that of forms and settings, which stay. */
const YEARS_MS = 20 * 366 * 86_400_000;
const PURGED_AT_ONCE = 1_000;

const [kind = 'memory', place = ''] = process.argv.slice(2);
/** For the control. */
const leaked: Buffer[] = [];
const volatile = memoryStore();

let stores: OpenStores | undefined;
let kit: OpenKit | undefined;
let target: Target | undefined;

async function open(): Promise<void> {
  stores = await openStores(kind, place);
  kit = await openKit({ records: stores.records, sealed: stores.sealed, volatile });
}

/** Begins with agents and conversations that are new. */
async function renew(lanes: number): Promise<Target> {
  if (!kit) throw new Error('the kit is not open');
  target = await kit.target(lanes);
  return target;
}

/**
 * Ends its agents and conversations. What a store in memory then keeps for minutes or months is in the way of seeing what the kit keeps, so
 * it goes as a purge would take it in twenty years; files may keep it.
 *
 * @param settling leakBytes, for the control: what it keeps for ever; minutes: whether it waits until the minute is over
 */
async function settle({ leakBytes, minutes }: Settling): Promise<Memory> {
  if (!kit || !stores) throw new Error('the kit is not open');
  const { agentSessions, conversations, maintain } = kit.tellsafe;
  for (const { sessionId, conversationIds } of target?.lanes ?? []) {
    for (const conversationId of conversationIds) await conversations.close({ accountId: ACCOUNT, conversationId });
    await agentSessions.end({ accountId: ACCOUNT, sessionId });
  }
  target = undefined;
  told.clear();
  if (minutes) await new Promise((resolve) => setTimeout(resolve, MINUTE_MS - (Date.now() % MINUTE_MS)));
  for (let more = true; more; ) ({ more } = await maintain());
  const inMemory = kind === 'memory' ? [stores.records, stores.sealed, volatile] : [volatile];
  for (const store of inMemory) await empty(store);
  if (leakBytes > 0) leaked.push(Buffer.alloc(leakBytes));
  return memory();
}

async function empty(store: OpenStores['records']): Promise<void> {
  const then = Date.now() + YEARS_MS;
  for (let gone = PURGED_AT_ONCE; gone === PURGED_AT_ONCE; ) gone = await store.purge(then, PURGED_AT_ONCE);
}

function memory(): Memory {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

answerCalls({
  open,
  renew,
  settle,
  usage,
  stop: async () => {
    await kit?.close();
    await stores?.close();
  },
});
