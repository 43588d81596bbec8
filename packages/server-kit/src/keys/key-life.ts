// How long a key that was replaced still serves, and which keys may be retired when. Pure: instants come in.
import { REPEAT_WINDOW_MS } from '@tellsafe/core/otk';
import { retentionExpiry, timeLimits } from '@tellsafe/core/retention';
import { currentOf, type HeldKey, type KeySet } from './key-set.ts';

/** What a key is for. */
export type KeyKind = 'pepper' | 'wrapping key';

/** A key as its operator sees it, without its bytes. */
export interface KeyState {
  readonly id: string;
  readonly kind: KeyKind;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly state: 'older' | 'current' | 'staged';
  /** Older keys: when the next one became current, epoch ms. */
  readonly replacedAt?: number;
}

/** Processes that have not yet seen a rotation go on using the key before it for a while; nobody should for so long. */
const PICK_UP_MS = 60 * 60 * 1000;

/**
 * The longest time from the making of an invitation to the last repeat of its submit, over all settings that an account may
 * have: sent, tapped, opened, every extension used. Its handle, device key and submit keys come from one pepper.
 */
export const LONGEST_FORM_MS =
  (Math.max(timeLimits.invitationTtlSec.max, timeLimits.linkTtlSec.max) +
    timeLimits.getFormTimeoutSec.max +
    timeLimits.submitFormTimeoutSec.max * (1 + timeLimits.extensions.max)) *
    1000 +
  REPEAT_WINDOW_MS;

/** All keys, the oldest first within each kind. */
export function keyStates({ macKeys, wrapKeys }: KeySet): readonly KeyState[] {
  return [...statesOf('pepper', macKeys), ...statesOf('wrapping key', wrapKeys)];
}

function statesOf(kind: KeyKind, keys: readonly HeldKey[]): KeyState[] {
  const current = currentOf(keys);
  return keys.map((key, at): KeyState => {
    const { id, createdAt } = key;
    if (key.staged) return { id, kind, createdAt, state: 'staged' };
    const next = keys[at + 1];
    if (key === current || !next) return { id, kind, createdAt, state: 'current' };
    return { id, kind, createdAt, state: 'older', replacedAt: next.activatedAt ?? next.createdAt };
  });
}

/**
 * Until when an older key may still be needed.
 *
 * @param retentionMonths the longest retention of any account
 * @returns epoch ms; `undefined` for a key that is not older
 */
export function servesUntil({ kind, replacedAt }: KeyState, retentionMonths: number): number | undefined {
  if (replacedAt === undefined) return undefined;
  const lastUsed = replacedAt + PICK_UP_MS;
  // Whatever holds a wrapped data key was stored when it was wrapped, and is kept for the retention from then on.
  return kind === 'pepper' ? lastUsed + LONGEST_FORM_MS : retentionExpiry(lastUsed, retentionMonths);
}

/** What the operator wants to retire. */
export interface RetireWish {
  /** These keys, or those that were replaced more than so many days ago. */
  readonly which: { readonly ids: readonly string[] } | { readonly olderThanDays: number };
  readonly retentionMonths: number;
  /** Peppers that may still be needed, and staged keys, as well. */
  readonly force: boolean;
  /** Wrapping keys whose retention has not passed as well. */
  readonly erase: boolean;
}

/** Why a key is not retired. */
export interface KeptKey {
  readonly key: KeyState;
  readonly because: 'current' | 'staged' | 'needed';
  /** `needed`: until when, epoch ms. */
  readonly until?: number;
}

/** What comes of a wish. */
export interface RetirePlan {
  readonly retire: readonly KeyState[];
  readonly kept: readonly KeptKey[];
  /** Places in the wish's list of ids that no key has. */
  readonly unknown: readonly number[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Decides which keys may be retired. */
export function planRetirement(states: readonly KeyState[], wish: RetireWish, now: number): RetirePlan {
  const { which } = wish;
  const wanted =
    'ids' in which
      ? states.filter(({ id }) => which.ids.includes(id))
      : states.filter(({ replacedAt }) => replacedAt !== undefined && now - replacedAt > which.olderThanDays * DAY_MS);
  const kept = wanted.flatMap((key) => obstacleOf(key, wish, now) ?? []);
  const unknown =
    'ids' in which ? which.ids.flatMap((id, at) => (states.some((state) => state.id === id) ? [] : [at])) : [];
  return { retire: wanted.filter((key) => !kept.some((other) => other.key === key)), kept, unknown };
}

function obstacleOf(key: KeyState, wish: RetireWish, now: number): KeptKey | undefined {
  if (key.state === 'current') return { key, because: 'current' };
  if (key.state === 'staged') return wish.force ? undefined : { key, because: 'staged' };
  const until = servesUntil(key, wish.retentionMonths) ?? 0;
  const anyway = key.kind === 'pepper' ? wish.force : wish.erase;
  return anyway || now >= until ? undefined : { key, because: 'needed', until };
}
