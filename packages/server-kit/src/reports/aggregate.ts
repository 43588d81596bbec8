// Follows the account's feed and counts. One commit moves the place and adds what was counted up to there, so that each fact counts
// exactly once: whoever dies, and however many processes count.
import { logFailure } from '../log.ts';
import { eventTypes } from '../services/events.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import type { Key, RecordInput, StoredEvent } from '../stores/types.ts';
import { toldBy } from './facts.ts';
import {
  collectionsOf,
  initialState,
  REPORTS_GROUP,
  type ReportState,
  reportLists,
  stateCodec,
  stateInput,
  stateKey,
  type Track,
} from './records.ts';
import { putsOf, tallyOf } from './tally.ts';

/** Events that are counted at once: a request may have to wait until a store in this process has taken what comes of them. */
export const REPORT_PAGE = 100;

/** Most records that one commit removes. */
const REMOVE_AT_ONCE = 500;

/** How far an account is counted; without a version nothing was. */
export async function loadState(kit: Kit, account: string): Promise<Versioned<ReportState | undefined>> {
  const [stored] = await kit.stores.records.get([stateKey(account)]);
  return decodeRecord(stateCodec, stored) ?? { value: undefined, version: 0 };
}

/**
 * Counts what happened since the last time, a bounded part of it, for every account.
 *
 * @returns whether there may be more
 */
export async function aggregateReports(kit: Kit): Promise<boolean> {
  let more = false;
  for (const { id } of kit.accounts.all) {
    try {
      more = (await aggregateAccount(kit, id)) || more;
    } catch (error) {
      // The other accounts have their turn, and this one the next time.
      logFailure(kit.log, 'reports', error);
    }
  }
  return more;
}

async function aggregateAccount(kit: Kit, account: string): Promise<boolean> {
  const found = await loadState(kit, account);
  const state = found.value ?? initialState;
  const following = await follow(kit, account, found, 'active');
  if (!state.building && state.stale.length === 0) return following;
  // The version moved with the step before; what another process did meanwhile makes these steps lose, and they are tried again.
  const recounting = state.building ? await follow(kit, account, await loadState(kit, account), 'building') : false;
  const cleaning = state.stale.length > 0 ? await removeStale(kit, account, await loadState(kit, account)) : false;
  return following || recounting || cleaning;
}

type TrackName = 'active' | 'building';

/** One page of one track. @returns whether there may be more */
async function follow(
  kit: Kit,
  account: string,
  found: Versioned<ReportState | undefined>,
  name: TrackName,
): Promise<boolean> {
  const state = found.value ?? initialState;
  const track = state[name];
  if (!track) return false;
  const events = await kit.stores.records.read({ account }, track.position, REPORT_PAGE);
  const erasure = events.findIndex((event) => erasedIn(event) !== undefined);
  const [first] = events;
  if (erasure === 0 && first) return forgetConversation(kit, account, found, name, first);
  const ahead = erasure === -1 ? events : events.slice(0, erasure);
  const caughtUp = name === 'building' && erasure === -1 && events.length < REPORT_PAGE;
  if (ahead.length === 0 && !caughtUp) return false;
  const tally = await tallyOf(kit, account, track.generation, ahead);
  const puts = await putsOf(kit, account, track.generation, tally);
  const { covered } = tally;
  const next = { ...track, position: ahead[covered - 1]?.position ?? track.position };
  const isDone = caughtUp && covered === ahead.length;
  const moved = await commitState(
    kit,
    account,
    found,
    isDone ? replaced(state, next) : { ...state, [name]: next },
    puts,
  );
  return isDone || (moved && (covered < ahead.length || erasure !== -1 || events.length === REPORT_PAGE));
}

/** The recount takes the place of what was counted before. */
function replaced({ active, stale }: ReportState, next: Track): ReportState {
  return { active: next, stale: [...stale, active.generation] };
}

function erasedIn(event: StoredEvent): string | undefined {
  if (event.type !== eventTypes.erased) return undefined;
  const told = toldBy(event);
  return told && 'erased' in told ? told.erased : undefined;
}

/** Which invitations an erased conversation had is nobody's business any more; figures say nothing about anybody, and stay. */
async function forgetConversation(
  kit: Kit,
  account: string,
  found: Versioned<ReportState | undefined>,
  name: TrackName,
  event: StoredEvent,
): Promise<boolean> {
  const state = found.value ?? initialState;
  const track = state[name];
  if (!track) return false;
  const list = reportLists.conversation(track.generation, event.group);
  const page = await kit.stores.records.list({ account, ...list, limit: REMOVE_AT_ONCE });
  const next = page.cursor === undefined ? { ...track, position: event.position } : track;
  await commitState(kit, account, found, { ...state, [name]: next }, [], page.records.map(keyOf));
  return true;
}

/** Removes a part of what a generation left. @returns whether there may be more */
async function removeStale(kit: Kit, account: string, found: Versioned<ReportState | undefined>): Promise<boolean> {
  const [generation, ...stale] = found.value?.stale ?? [];
  if (!found.value || generation === undefined) return false;
  for (const collection of Object.values(collectionsOf(generation))) {
    const page = await kit.stores.records.list({ account, group: REPORTS_GROUP, collection, limit: REMOVE_AT_ONCE });
    if (page.records.length === 0 && page.cursor === undefined) continue;
    // A recount that begins meanwhile may take the number anew.
    const expect = [{ key: stateKey(account), version: found.version }];
    await kit.stores.records.commit({ account, group: REPORTS_GROUP, expect, remove: page.records.map(keyOf) });
    return true;
  }
  await commitState(kit, account, found, { ...found.value, stale }, []);
  return stale.length > 0;
}

/**
 * Counts everything anew from the beginning of the feed, beside what was counted; maintenance does it. The new figures take the place
 * of the old ones at once, when they have caught up. What was purged or erased since is in them no more.
 */
export async function rebuildReports(kit: Kit, account: string): Promise<void> {
  for (;;) {
    const found = await loadState(kit, account);
    const { active, building, stale } = found.value ?? initialState;
    const generation = Math.max(active.generation, building?.generation ?? 0, ...stale) + 1;
    const next: ReportState = {
      active,
      building: { generation, position: '' },
      stale: building ? [...stale, building.generation] : stale,
    };
    if (await commitState(kit, account, found, next, [])) return;
  }
}

/** @returns false when another process was faster */
function commitState(
  kit: Kit,
  account: string,
  { value, version }: Versioned<ReportState | undefined>,
  next: ReportState,
  puts: readonly RecordInput[],
  remove: readonly Key[] = [],
): Promise<boolean> {
  const expect = [{ key: stateKey(account), version: value ? version : ('absent' as const) }];
  const put = [stateInput(account, next), ...puts];
  return kit.stores.records.commit({ account, group: REPORTS_GROUP, expect, put, remove });
}

function keyOf({ account, group, collection, id }: Key): Key {
  return { account, group, collection, id };
}
