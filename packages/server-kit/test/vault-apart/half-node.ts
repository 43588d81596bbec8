// A half of the kit, or a whole one, as a process of its own. processes.ts starts it and hands it requests.
import { writeHeapSnapshot } from 'node:v8';
import { createTellsafe, type TellsafeOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import type { Principal } from '../../src/index.ts';
import type { ProcessRole } from '../../src/roles.ts';
import { early } from '../support/broken-stores.ts';
import { openStore, type StorePlace } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

/** What a process is given. Where `sealed` is, only a vault is told. */
export interface HalfSetting {
  readonly role: ProcessRole | 'whole';
  readonly records: StorePlace;
  readonly keyFile: string;
  readonly vault?: {
    readonly sealed: StorePlace;
    readonly volatile: StorePlace;
    /** Its own way to the records, where it has one. */
    readonly records?: StorePlace;
    readonly keyFile: string;
    readonly archive?: readonly string[];
  };
  readonly accounts: TellsafeOptions['accounts'];
  readonly agents: Readonly<Record<string, Principal>>;
  /** Epoch ms at which its clock stands; without it the machine's. */
  readonly now?: number;
  /** The control: a desk whose host opens what is the vault's, beside the kit. */
  readonly strays?: true;
  /** The control: its records acknowledge changes before they are made. */
  readonly isEarly?: true;
}

/** What a process can be asked. */
export type HalfQuestion =
  | { readonly kind: 'maintain' }
  | { readonly kind: 'snapshot'; readonly path: string }
  | { readonly kind: 'start'; readonly input: { readonly accountId: string; readonly name: string } }
  | {
      readonly kind: 'handle';
      readonly place: { readonly accountId: string; readonly conversationId: string; readonly invitationId: string };
    }
  | {
      readonly kind: 'request';
      readonly method: string;
      readonly url: string;
      readonly headers: [string, string][];
      readonly body: Uint8Array<ArrayBuffer> | null;
    };

/** An answer to a request. */
export interface HalfAnswer {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Uint8Array<ArrayBuffer>;
}

const { role, records, keyFile, vault, accounts, agents, now, strays, isEarly } = workerSetting<HalfSetting>();
const clock = () => now ?? Date.now();
const open = async (place: StorePlace) => (await openStore(place, clock)).store;

const common = { accounts, clock, log: () => {}, maintenance: 'manual' } as const;
const authenticate = async (request: Request) => agents[request.headers.get('x-agent') ?? ''] ?? null;

async function parts() {
  if (!vault) throw new TypeError('vault must be given');
  const keys = {
    records: fileKeys(keyFile),
    sealed: fileKeys(vault.keyFile, { archive: vault.archive ?? [] }),
  };
  return {
    stores: { records: await opened(), sealed: await open(vault.sealed), volatile: await open(vault.volatile) },
    keys,
  };
}

async function opened() {
  const store = await open(role === 'vault' ? (vault?.records ?? records) : records);
  return isEarly ? early(store) : store;
}

async function make() {
  if (role === 'whole') return createTellsafe({ ...common, ...(await parts()), authenticate });
  if (role === 'vault') return createTellsafe({ ...common, ...(await parts()), roles: ['vault'] });
  const stores = { records: await opened() };
  return createTellsafe({ ...common, roles: ['desk'], stores, keys: fileKeys(keyFile), authenticate });
}

const tellsafe = await make();
await tellsafe.ready;
if (strays) {
  const { stores, keys } = await parts();
  const found = [];
  const { keyId } = await keys.sealed.wrap(new Uint8Array(32), new Uint8Array());
  for (const { id: account } of accounts) {
    const page = await stores.sealed.list({ account, index: 'wrapped-under', value: keyId, limit: 1_000 });
    const names = page.records.map(({ group, id }) => ({ account, group, collection: 'answers', id }));
    found.push(...page.records, ...(await stores.sealed.get(names)));
  }
  Object.assign(globalThis, { strays: { stores, keys, found } });
}

serve<HalfQuestion>(async (question) => {
  switch (question.kind) {
    case 'maintain':
      return tellsafe.maintain();
    case 'snapshot':
      return writeHeapSnapshot(question.path);
    case 'start':
      return tellsafe.conversations.start(question.input);
    case 'handle':
      return tellsafe.invitations.handle(question.place);
    case 'request': {
      const { method, url, headers, body } = question;
      const response = await tellsafe.fetch(new Request(url, { method, headers, body }));
      const answer: HalfAnswer = {
        status: response.status,
        headers: [...response.headers],
        body: new Uint8Array(await response.arrayBuffer()),
      };
      return answer;
    }
  }
});
