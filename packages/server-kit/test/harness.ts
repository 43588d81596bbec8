// What every test of the kit stands on: a kit over either store with a clock that stands still, and clients small enough to
// read, which sign proofs and seal answers with core alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webRandom } from '@tellsafe/core/crypto';
import { routeSchemas } from '../src/http/route-schemas.ts';
import type { AccountOptions, Principal, TellsafeOptions } from '../src/index.ts';
import { createTellsafe, type Tellsafe } from '../src/index.ts';
import { memoryKeys } from '../src/keys/memory.ts';
import type { KeyProvider } from '../src/keys/types.ts';
import type { LogEntry } from '../src/log.ts';
import type { Stores } from '../src/services/kit.ts';
import { memoryStore } from '../src/stores/memory.ts';
import { sqliteStore } from '../src/stores/sqlite.ts';
import type { Store } from '../src/stores/types.ts';
import { postgresPlaces } from './support/postgres-places.ts';
import type { DurablePlaces, StorePlace } from './support/store-places.ts';

// Loading takes real time, which tests with a clock of their own do not let pass.
await routeSchemas();

export const ACCOUNT = 'acme';
export const OTHER_ACCOUNT = 'globex';
export const FORM_ORIGIN = 'https://forms.acme.example';
export const SHOP_ORIGIN = 'https://www.acme.example';
export const BASE = '/tellsafe';

/** The account's forms: one with both classes of answers, one recorded only, one off the record only. */
export const forms = [
  {
    id: 'card',
    name: 'Card payment',
    description: 'Pay your order by card.',
    questions: [
      { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true, maxLength: 19 },
      { id: 'expiry', label: 'Valid until', type: 'text', format: 'expiry', maxLength: 7 },
      { id: 'cvv', label: 'Security code', type: 'cvv' },
    ],
  },
  {
    id: 'address',
    name: 'Address',
    description: 'Tell us where you live.',
    questions: [{ id: 'street', label: 'Street', type: 'text', characters: 'any' }],
  },
  { id: 'code', name: 'Code', description: 'One code.', questions: [{ id: 'cvv', label: 'CVV', type: 'cvv' }] },
  {
    id: 'vip',
    name: 'VIP',
    description: 'For those who can.',
    skills: ['vip'],
    questions: [{ id: 'wish', label: 'Wish', type: 'text' }],
  },
];

/** Answers that fit the forms; the card number is a published test number. */
export const answers = {
  card: { number: '4111111111111111', expiry: '12/2031', cvv: '737' },
  address: { street: '1 Infinite Loop' },
  code: { cvv: '737' },
} as const;

export const storeKinds = ['memory', 'sqlite', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** A clock that a test moves. */
export interface TestClock {
  (): number;
  now: number;
  advance(ms: number): void;
}

export const START = Date.UTC(2026, 10, 2, 9, 0, 0);

export function testClock(): TestClock {
  const advance = (ms: number) => {
    clock.now += ms;
  };
  const clock: TestClock = Object.assign(() => clock.now, { now: START, advance });
  return clock;
}

/** Agents whom the tests' login knows, by the token they send. */
export const agents: Readonly<Record<string, Principal>> = {
  ada: { accountId: ACCOUNT, agentId: 'ada', name: 'Ada' },
  bob: { accountId: ACCOUNT, agentId: 'bob', name: 'Bob' },
  cyd: { accountId: OTHER_ACCOUNT, agentId: 'cyd', name: 'Cyd' },
  vera: { accountId: ACCOUNT, agentId: 'vera', name: 'Vera', skills: ['vip'] },
  paul: { accountId: ACCOUNT, agentId: 'paul', name: 'Paul', permissions: [] },
  nobody: { accountId: 'unknown', agentId: 'nobody', name: 'Nobody' },
};

export interface HarnessOptions {
  readonly account?: Partial<AccountOptions>;
  readonly options?: Partial<TellsafeOptions>;
  /** Puts something between the kit and its stores. */
  readonly wrap?: (stores: Stores) => Stores;
  /** Keeps off-the-record answers; memory of the process by default. */
  readonly volatile?: (clock: TestClock) => Store;
  /** Puts something between the kit and its keys. */
  readonly keys?: (keys: KeyProvider) => KeyProvider;
  /** Puts something before the kit. */
  readonly fetch?: (tellsafe: Tellsafe, stores: Stores) => Tellsafe['fetch'];
}

export interface Harness {
  readonly kind: StoreKind;
  readonly clock: TestClock;
  /** The time by which clients sign: the kit's own, as its Date header tells it. */
  readonly kitClock: () => number;
  readonly log: LogEntry[];
  readonly keys: KeyProvider;
  /** Where the SQLite files are: records.db and vault.db. */
  readonly folder: string;
  /** Where another process finds the durable stores. */
  readonly places: DurablePlaces;
  tellsafe: Tellsafe;
  stores: Stores;
  /** Leaves the running kit as a killed process would and starts another on the same files. Memory stores are kept. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const sqliteFiles = { records: 'records.db', sealed: 'vault.db' };

/** A kit with two accounts. */
export async function createHarness(kind: StoreKind, given: HarnessOptions = {}): Promise<Harness> {
  const clock = testClock();
  const log: LogEntry[] = [];
  const keys = given.keys ? given.keys(memoryKeys()) : memoryKeys();
  const folder = kind === 'sqlite' ? mkdtempSync(join(tmpdir(), 'tellsafe-')) : '';
  const places = kind === 'postgres' ? await postgresPlaces() : undefined;
  const opened: Store[] = [];
  const placeOf = (name: keyof DurablePlaces): StorePlace =>
    kind === 'memory' ? { kind } : (places?.places[name] ?? { kind: 'sqlite', path: join(folder, sqliteFiles[name]) });
  const openStores = (): Stores => {
    const durable = (name: 'records' | 'sealed'): Store => {
      if (places) return places[name](clock);
      return kind === 'sqlite' ? sqliteStore(join(folder, sqliteFiles[name]), { clock }) : memoryStore({ clock });
    };
    const stores = {
      records: durable('records'),
      sealed: durable('sealed'),
      volatile: given.volatile?.(clock) ?? memoryStore({ clock }),
    };
    opened.push(stores.records, stores.sealed, stores.volatile);
    return stores;
  };
  const openKit = async (stores: Stores): Promise<Tellsafe> => {
    const tellsafe = createTellsafe({
      stores: given.wrap ? given.wrap(stores) : stores,
      keys,
      accounts: [
        { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms, ...given.account },
        { id: OTHER_ACCOUNT, formOrigin: 'https://forms.globex.example', allowedOrigins: ['https://globex.example'] },
      ],
      authenticate: async (request) => agents[request.headers.get('x-agent') ?? ''] ?? null,
      clock,
      log: (entry) => log.push(entry),
      maintenance: 'manual',
      ...given.options,
    });
    await tellsafe.ready;
    return given.fetch ? { ...tellsafe, fetch: given.fetch(tellsafe, stores) } : tellsafe;
  };
  const stores = openStores();
  const harness: Harness = {
    kind,
    clock,
    kitClock: given.options?.clock ?? clock,
    log,
    keys,
    folder,
    places: { records: placeOf('records'), sealed: placeOf('sealed') },
    stores,
    tellsafe: await openKit(stores),
    restart: async () => {
      if (kind !== 'memory') harness.stores = openStores();
      harness.tellsafe = await openKit(harness.stores);
    },
    close: async () => {
      await harness.tellsafe.close();
      for (const store of opened) await store.close();
      await places?.leave();
      if (folder !== '') rmSync(folder, { recursive: true, force: true });
    },
  };
  return harness;
}

export const random = webRandom;

/** Runs a check against a kit of its own. */
export async function withHarness(
  kind: StoreKind,
  given: HarnessOptions,
  check: (harness: Harness) => Promise<void>,
): Promise<void> {
  const harness = await createHarness(kind, given);
  try {
    await check(harness);
  } finally {
    await harness.close();
  }
}
