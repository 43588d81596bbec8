// The kit that is explored: its real services over slots. Random bytes and MACs depend on nothing but the step, so equal steps
// give equal states.
import { createHash, createHmac } from 'node:crypto';
import { createAccounts } from '../../src/accounts/accounts.ts';
import { parseAccount } from '../../src/accounts/settings.ts';
import { storeAudit } from '../../src/audit/audit.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import { createFeedHub } from '../../src/services/feeds/hub.ts';
import { createCaches, type Kit } from '../../src/services/kit.ts';
import { memorySignal } from '../../src/signals/memory.ts';
import { noTelemetry } from '../../src/telemetry/types.ts';
import { ACCOUNT } from '../harness.ts';
import type { Slots } from './explore-slots.ts';

/** Seconds; the instants of a world lie around their sums. */
export const exploreLimits = {
  ...{ getFormTimeoutSec: 100, submitFormTimeoutSec: 200, invitationTtlSec: 150, offTheRecordTtlSec: 160 },
  ...{ readKeyTtlSec: 60, idleLogoutSec: 100, extensions: 1, retentionMonths: 1 },
} as const;

/** Bytes that look random and are always the same for a seed. */
export function bytesOf(seed: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
    createHash('sha256').update(`${seed}/${at}`).digest(),
  );
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
}

/** Keys without a provider: one pepper, and wrapping that changes nothing. */
const plainKeys: KeyProvider = {
  mac: async (data) => ({ keyId: 'k', mac: new Uint8Array(createHmac('sha256', 'pepper').update(data).digest()) }),
  wrap: async (dataKey) => ({ keyId: 'k', bytes: dataKey.slice() }),
  unwrap: async ({ bytes }) => bytes.slice(),
  rotate: async () => undefined,
  destroy: async () => undefined,
};

/**
 * Makes the kit.
 *
 * @returns it, and what names the step that runs: random bytes are made from the name, so that no two steps share them
 */
export function createExploredKit(slots: Slots): { readonly kit: Kit; readonly seeded: (step: string) => void } {
  let seed = '';
  let draws = 0;
  const account = { id: ACCOUNT, formOrigin: 'https://forms.example', allowedOrigins: [], ...exploreLimits };
  const records = slots.store('records', true);
  const signal = memorySignal();
  const kit: Kit = {
    stores: { records },
    vault: {
      ...{ sealed: slots.store('sealed', true), volatile: slots.store('volatile', false) },
      ...{ keys: plainKeys, isApart: false },
    },
    keys: plainKeys,
    clock: () => slots.now(),
    random: (length) => {
      draws += 1;
      return bytesOf(`${seed}/${draws}`, length);
    },
    signal,
    accounts: createAccounts([parseAccount('account', account)]),
    audit: storeAudit(records),
    // Sealing changes nothing that a rule looks at.
    chain: { seal: async () => null, sealDue: async () => ({ sealed: 0, more: false }) },
    log: () => undefined,
    fetch: () => Promise.reject(new Error('no network')),
    basePath: '',
    caches: createCaches(),
    hub: createFeedHub({ records, signal, log: () => undefined }),
    incarnation: { current: async () => slots.incarnation(), forget: () => undefined },
    health: () => Promise.reject(new Error('nobody asks')),
    telemetry: noTelemetry,
    rates: {
      admitAddress: async () => undefined,
      admitHolder: async () => undefined,
      admitAccount: async () => undefined,
      mayTellRefusal: async () => true,
      sweep: () => undefined,
    },
  };
  const seeded = (step: string) => {
    seed = step;
    draws = 0;
  };
  return { kit, seeded };
}
