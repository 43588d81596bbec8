// Whether a process can serve: asked by whoever hands out requests, every few seconds, and by anyone at all. So a look is shared by those
// who ask at the same time and for a moment after, and tells nothing but yes or no over the wire.
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';
import { utf8 } from '@tellsafe/core/encoding';
import { within } from '../timer.ts';
import { type Kit, storesOf } from './kit.ts';
import { contextOfKey } from './privacy/wrapped-keys.ts';

/** A store or a key provider that takes longer does not answer. */
export const HEALTH_LIMIT_MS = 2_000;

/** A look stands for this long. */
export const HEALTH_KEPT_MS = 1_000;

/** How one part of a process is. */
export type HealthCheck = 'pass' | 'fail';

/** How a process is. */
export interface Health {
  /** Whether requests should be sent here: every check passes. */
  readonly ready: boolean;
  readonly checks: {
    /** The start work is done. */
    readonly started: HealthCheck;
    /** Every store has answered in time. */
    readonly stores: HealthCheck;
    /** The key providers make and wrap keys. */
    readonly keys: HealthCheck;
    /** Fails from the moment at which the kit is told to close. */
    readonly open: HealthCheck;
  };
}

/** What {@link createHealth} looks at besides the kit. */
export interface HealthOf {
  /** Whether the start work is done. */
  isStarted(): boolean;
  /** Whether the kit is told to close. */
  isClosing(): boolean;
}

/** Makes the look at a kit. */
export function createHealth(
  kit: Pick<Kit, 'stores' | 'vault' | 'keys' | 'clock'>,
  { isStarted, isClosing }: HealthOf,
): () => Promise<Health> {
  let looked: { readonly at: number; readonly checks: Promise<Pick<Health['checks'], 'stores' | 'keys'>> } | undefined;
  return async () => {
    const now = kit.clock();
    if (!looked || now - looked.at >= HEALTH_KEPT_MS) looked = { at: now, checks: look(kit) };
    const checks = { started: checkOf(isStarted()), ...(await looked.checks), open: checkOf(!isClosing()) };
    return { ready: Object.values(checks).every((check) => check === 'pass'), checks };
  };
}

function checkOf(holds: boolean): HealthCheck {
  return holds ? 'pass' : 'fail';
}

async function look(kit: Pick<Kit, 'stores' | 'vault' | 'keys'>): Promise<Pick<Health['checks'], 'stores' | 'keys'>> {
  const [stores, keys] = await Promise.all([
    checked(async () => Promise.all(storesOf(kit).map((store) => store.incarnation()))),
    checked(async () => {
      await kit.keys.mac(utf8('tellsafe/health/v1'));
      const context = contextOfKey({ account: '', collection: 'data-key', group: '', id: '' });
      await kit.vault?.keys.wrap(new Uint8Array(DATA_KEY_BYTES), context);
    }),
  ]);
  return { stores, keys };
}

async function checked(work: () => Promise<unknown>): Promise<HealthCheck> {
  try {
    await within(HEALTH_LIMIT_MS, work);
    return 'pass';
  } catch {
    return 'fail';
  }
}
