// How an entry point does, for an admin: noticed where it happens, by whatever process, and kept beside the rest. Losing a notice changes
// nothing but what is shown.

import { END_OF_TIME } from '@tellsafe/core/retention';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { STOP_MS } from '../../channels/outbox/head.ts';
import type { ChannelError } from '../../channels/types.ts';
import { logFailure } from '../../log.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { type EntryPointStateRecord, entryPointStateCodec } from '../records/channel.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { entryPointStateKey } from '../records/keys.ts';

/** What is noticed again sooner is not written: so exact are the times that are shown. */
export const NOTE_MS = 30_000;

type Place = Pick<EntryPointSettings, 'accountId' | 'id'>;

/** Reads how an entry point does. */
export async function loadEntryPointState(
  kit: Kit,
  { accountId, id }: Place,
): Promise<Versioned<EntryPointStateRecord> | undefined> {
  const [stored] = await kit.stores.records.get([entryPointStateKey(accountId, id)]);
  return decodeRecord(entryPointStateCodec, stored);
}

/** The commit that writes it, if it is still as expected. */
export function entryPointStateInput(
  { accountId: account, id }: Place,
  state: EntryPointStateRecord,
  version: number | undefined,
) {
  const key = entryPointStateKey(account, id);
  return {
    ...{ account, group: key.group },
    expect: [{ key, version: version ?? ('absent' as const) }],
    put: [{ ...key, body: entryPointStateCodec.encode(state), expiresAt: END_OF_TIME }],
  };
}

/** Whether the entry point rests because a credential was not taken. */
export async function isStopped(kit: Kit, place: Place): Promise<boolean> {
  return (await loadEntryPointState(kit, place))?.value.stopped !== undefined;
}

/** The provider told something with a right signature. */
export function noteInbound(kit: Kit, place: Place): Promise<void> {
  return note(kit, place, (state, now) =>
    isFresh(state.lastInboundAt, now) ? state : { ...state, lastInboundAt: now },
  );
}

/** The provider took a message: whatever stopped the entry point is over. */
export function noteAccepted(kit: Kit, place: Place): Promise<void> {
  return note(kit, place, (state, now) => {
    if (!state.stopped && isFresh(state.lastAcceptedAt, now)) return state;
    const { stopped: _over, ...rest } = state;
    return { ...rest, lastAcceptedAt: now };
  });
}

/** The provider did not take a message. */
export function noteError(kit: Kit, place: Place, { class: errorClass, code }: ChannelError): Promise<void> {
  return note(kit, place, (state, now) => {
    const { lastError, stopped } = state;
    const isStop = errorClass === 'auth_failed';
    const isSame = lastError?.class === errorClass && lastError.code === code && isFresh(lastError.at, now);
    if (isSame && !isStop) return state;
    const since = stopped?.since ?? now;
    return {
      ...state,
      lastError: { at: now, class: errorClass, code },
      ...(isStop && { stopped: { since, until: now + STOP_MS, code } }),
    };
  });
}

/** A clock that was put back makes nothing fresh. */
function isFresh(at: number | undefined, now: number): boolean {
  return at !== undefined && Math.abs(now - at) < NOTE_MS;
}

async function note(
  kit: Kit,
  place: Place,
  decide: (state: EntryPointStateRecord, now: number) => EntryPointStateRecord,
): Promise<void> {
  try {
    await commitWithRetry(
      kit,
      () => loadEntryPointState(kit, place),
      (found) => {
        const state = found?.value ?? {};
        const next = decide(state, kit.clock());
        if (next === state) return { result: undefined };
        return { result: undefined, change: entryPointStateInput(place, next, found?.version) };
      },
    );
  } catch (error) {
    logFailure(kit.log, `entry-point:${place.id}`, error);
  }
}
