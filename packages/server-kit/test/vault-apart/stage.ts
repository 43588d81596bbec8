// A desk and a vault apart: two kits on the same records, as two processes have them. Requests go to the one whose route it is, as the
// clients send them. Each can be away for a while.
import { routePaths } from '@tellsafe/core/wire';
import {
  type AccountOptions,
  createTellsafe,
  type DeskOptions,
  type Tellsafe,
  type VaultOptions,
} from '../../src/index.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import { servesRoute } from '../../src/roles.ts';
import type { Stores } from '../../src/services/kit.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import {
  ACCOUNT,
  agents,
  FORM_ORIGIN,
  forms,
  type Harness,
  SHOP_ORIGIN,
  type TestClock,
  testClock,
} from '../harness.ts';

/** Every route of the protocol with the pattern of its paths. */
export const routePatterns = Object.entries(routePaths).map(([name, { method, path }]) => ({
  name: name as keyof typeof routePaths,
  method,
  path,
  pattern: new RegExp(`^${path.replace(/:[a-z]+/g, '[^/]+')}$`),
}));

/** Whether a path below the base path is the vault's. */
export function isVaultPath(path: string): boolean {
  const name = routePatterns.find(({ pattern }) => pattern.test(path))?.name;
  return name !== undefined && !servesRoute(['desk'], name);
}

/** Sends each request to the half that serves it. */
export function routed(desk: Tellsafe['fetch'], vault: Tellsafe['fetch']): Tellsafe['fetch'] {
  return (request) => {
    const path = new URL(request.url).pathname.replace(/^\/tellsafe/, '');
    return (isVaultPath(path) ? vault : desk)(request);
  };
}

/** What is different from the usual. */
export interface SplitOptions {
  readonly account?: Partial<AccountOptions>;
  readonly desk?: Partial<DeskOptions>;
  readonly vault?: Partial<VaultOptions>;
  /** Stores and keys that are there already. */
  readonly stores?: Stores;
  readonly keys?: Split['keys'];
  /** The vault's keys. */
  readonly sealedKeys?: (keys: KeyProvider) => KeyProvider;
  readonly volatile?: (clock: TestClock) => Stores['volatile'];
}

/** Two kits on the same records. */
export interface Split {
  readonly clock: TestClock;
  readonly stores: Stores;
  readonly keys: { readonly records: KeyProvider; readonly sealed: KeyProvider };
  readonly desk: Tellsafe;
  readonly vault: Tellsafe;
  /** For the clients of the tests. */
  readonly harness: Harness;
  /** One round of maintenance in both. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

/** Opens both. */
export async function openSplit(given: SplitOptions = {}): Promise<Split> {
  const clock = testClock();
  const stores = given.stores ?? {
    records: memoryStore({ clock }),
    sealed: memoryStore({ clock }),
    volatile: given.volatile?.(clock) ?? memoryStore({ clock }),
  };
  const own = memoryKeys();
  const keys = given.keys ?? { records: memoryKeys(), sealed: given.sealedKeys?.(own) ?? own };
  const both = {
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms, ...given.account }],
    ...{ clock, log: () => undefined, maintenance: 'manual' as const },
  };
  const desk = createTellsafe({
    ...{ roles: ['desk'], stores: { records: stores.records }, keys: keys.records, ...both },
    authenticate: async (request) => agents[request.headers.get('x-agent') ?? ''] ?? null,
    ...given.desk,
  });
  const vault = createTellsafe({ roles: ['vault'], stores, keys, ...both, ...given.vault });
  await Promise.all([desk.ready, vault.ready]);
  const tellsafe = { ...desk, fetch: routed(desk.fetch, vault.fetch) };
  return {
    ...{ clock, stores, keys, desk, vault },
    harness: { tellsafe, kitClock: clock, clock, stores } as unknown as Harness,
    maintain: async () => {
      await vault.maintain();
      await desk.maintain();
    },
    close: async () => {
      await desk.close();
      await vault.close();
    },
  };
}

/** What is kept of the off-the-record answers of a conversation. */
export async function offTheRecordIn({ stores }: Pick<Split, 'stores'>, group: string): Promise<number> {
  const query = { account: ACCOUNT, group, collection: 'off-the-record', limit: 100 };
  return (await stores.volatile.list(query)).records.length;
}
