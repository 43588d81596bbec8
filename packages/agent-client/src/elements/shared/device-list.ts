// A short list of ids that stays on this device, one per agent: forms sent lately, conversations with news. Never anything personal.
import { sha256 } from '@tellsafe/core/crypto';
import { lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import type { AgentSession } from '../../session.ts';

/** The part of `localStorage` that is needed. */
export type ListStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A list of ids on this device. */
export interface DeviceList {
  /** Name of the entry in the storage, for `storage` events. */
  readonly name: string;
  /** What is there; nothing when it is not a list of ids, or when the browser keeps nothing. */
  load(): readonly string[];
  /** Puts a list there, without what is beyond the limit; an empty one leaves no entry. */
  save(ids: readonly string[]): void;
}

const idPattern = /^[\w-]{1,64}$/;

/**
 * The list of one agent.
 *
 * **Security:** the entry's name holds a digest of account and agent, not their names, and its value ids alone.
 *
 * @param kind - what the list is of
 * @param session - whose
 * @param limit - how many ids at most, from 1
 * @param storage - default `localStorage`; without one the list is always empty
 */
export async function deviceList(
  kind: 'recent-forms' | 'unread',
  { accountId, agent }: Pick<AgentSession, 'accountId' | 'agent'>,
  limit: number,
  storage: ListStorage | undefined = browserStorage(),
): Promise<DeviceList> {
  const digest = await sha256(lengthPrefixed('tellsafe/device-list/v1', accountId, agent.id));
  const name = `tellsafe-${kind}:${toBase64url(digest.subarray(0, 12))}`;
  return {
    name,
    load: () => attempt(() => parseIds(storage?.getItem(name)).slice(0, limit)) ?? [],
    save: (ids) => {
      const kept = ids.slice(0, limit);
      attempt(() => (kept.length > 0 ? storage?.setItem(name, JSON.stringify(kept)) : storage?.removeItem(name)));
    },
  };
}

function parseIds(text: string | null | undefined): readonly string[] {
  const parsed: unknown = JSON.parse(text ?? '[]');
  return Array.isArray(parsed) ? parsed.filter((each) => typeof each === 'string' && idPattern.test(each)) : [];
}

function browserStorage(): ListStorage | undefined {
  return attempt(() => globalThis.localStorage);
}

/** Browsers may refuse the storage, and anybody may have written into it: then there is no list. */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
