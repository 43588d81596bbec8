// Legal holds: what is held is neither purged nor erased. A hold of a conversation and one of its consumer are told apart, and
// each is known by the host's own name of it. Maintenance holds again what was written since (HOLD_AGAIN_MS).
import { TellsafeError } from '@tellsafe/core';
import { END_OF_TIME } from '@tellsafe/core/retention';
import type { HoldView } from '@tellsafe/core/wire';
import type { Expectation, RecordInput, StoredRecord } from '../../stores/types.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import type { ConversationPlace } from '../conversations/change.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { consumerGroup, conversationKey, holdKey } from '../records/keys.ts';
import { type HoldRecord, holdCodec, type LegalHold } from '../records/privacy.ts';
import { consumerMac, conversationsOf } from './consumers.ts';
import { eraseTakenBack } from './erase-taken-back.ts';

/** Value of the `due` list for holds. */
export const DUE_HOLD = 'hold';

/** How often held groups are held again. Everything written lives for a month at least, so nothing is lost between. */
export const HOLD_AGAIN_MS = 86_400_000;

/** Most holds of one conversation or consumer. */
const HOLD_LIMIT = 100;

/** List of all that is held in an account, by when it was held first. Records from before it was kept enter it within a day. */
export const HOLD_LIST = { index: 'hold', value: 'all' } as const;

/** Names a consumer by the host's id. */
export interface ConsumerPlace {
  readonly accountId: string;
  readonly consumerId: string;
}

/** Names a consumer by the MAC under which the account finds them, for whoever has no more than a list of holds. */
export interface ConsumerMacPlace {
  readonly accountId: string;
  readonly consumerMac: string;
}

/** What can be held, by whichever name is known. */
export type HeldPlace = ConversationPlace | ConsumerPlace | ConsumerMacPlace;

/** The host's name of a hold: 1 to 80 characters. Told to whoever is refused an erasure, so nothing personal. */
export interface HoldName {
  readonly holdId: string;
}

interface Target {
  readonly account: string;
  readonly group: string;
  readonly audited: { readonly kind: 'conversation' | 'consumer'; readonly id: string };
  readonly empty: HoldRecord;
}

/**
 * Holds a conversation. Doing it again under the same name changes nothing.
 *
 * @throws TellsafeError `conversation_unknown`; RangeError for a wrong name or more than 100 holds
 */
export async function holdConversation(kit: Kit, caller: Caller, input: ConversationPlace & HoldName): Promise<void> {
  await placeHold(kit, caller, conversationTarget(input), input.holdId);
}

/**
 * Holds every conversation of a consumer, also those that begin later.
 *
 * @throws RangeError for a wrong id or name, or more than 100 holds
 */
export async function holdConsumer(kit: Kit, caller: Caller, input: ConsumerPlace & HoldName): Promise<void> {
  await placeHold(kit, caller, await consumerTarget(kit, input), input.holdId);
}

/** Ends a hold of a conversation or of a consumer. What should have expired meanwhile is due at once. Repeating it changes nothing. */
export async function releaseHold(kit: Kit, caller: Caller, input: HeldPlace & HoldName): Promise<void> {
  const target = 'conversationId' in input ? conversationTarget(input) : await consumerTarget(kit, input);
  const released = await changeHolds(kit, target, (holds) => {
    const left = holds.filter(({ id }) => id !== input.holdId);
    return left.length === holds.length ? undefined : { holds: left, caller, action: 'hold-release' };
  });
  if (released) await applyHold(kit, target.account, released);
}

/** Names of the holds that keep a conversation, its own and its consumer's; and what a commit that relies on them expects. */
export async function holdsOn(
  kit: Kit,
  account: string,
  conversationId: string,
  consumer: string | undefined,
): Promise<{ readonly names: readonly string[]; readonly expect: Expectation }> {
  const key = holdKey(account, conversationId);
  const consumerKey = consumer === undefined ? [] : [holdKey(account, consumerGroup(consumer))];
  const [own, theirs] = await kit.stores.records.get([key, ...consumerKey]);
  const names = [...holdsIn(own), ...holdsIn(theirs)].map(({ id }) => id);
  return { names: [...new Set(names)], expect: { key, version: own?.version ?? 'absent' } };
}

/** The holds of a consumer alone. */
export function holdsOfConsumer(kit: Kit, account: string, consumer: string): Promise<readonly LegalHold[]> {
  return holdsOfConversation(kit, account, consumerGroup(consumer));
}

/** The holds of a conversation alone. */
export async function holdsOfConversation(kit: Kit, account: string, group: string): Promise<readonly LegalHold[]> {
  const [stored] = await kit.stores.records.get([holdKey(account, group)]);
  return holdsIn(stored);
}

/** Holds as whoever asks sees them. */
export function holdViews(holds: readonly LegalHold[]): readonly HoldView[] {
  return holds.map(({ id, at }) => ({ holdId: id, at }));
}

/** The error that refuses an erasure. */
export function heldError(names: readonly string[]): TellsafeError {
  return new TellsafeError('legal_hold', { holds: names });
}

/**
 * Makes the stores do what the holds say, and looks after it again later. Maintenance calls it for every hold; a crash in
 * between is finished by it. A desk that runs apart does its part, and leaves the hold due for the vault.
 *
 * @returns false when nothing was held or released that was not so before
 */
export async function applyHold(kit: Kit, account: string, { consumer, conversationId }: HoldRecord): Promise<boolean> {
  const group = conversationId ?? consumerGroup(consumer ?? '');
  const key = holdKey(account, group);
  const [stored = null] = await kit.stores.records.get([key]);
  const record = decodeRecord(holdCodec, stored)?.value;
  if (!stored || !record) return false;
  let changed = 0;
  if (conversationId !== undefined) {
    const [found = null] = await kit.stores.records.get([conversationKey(account, conversationId)]);
    const conversation = decodeRecord(conversationCodec, found)?.value;
    changed += await holdGroup(kit, account, conversationId, conversation?.consumer);
  } else {
    for await (const { id } of conversationsOf(kit, account, consumer ?? '')) {
      changed += await holdGroup(kit, account, id, consumer);
    }
  }
  if (!kit.vault) return changed > 0;
  const isOver = record.holds.length === 0;
  const dueAt = kit.clock() + HOLD_AGAIN_MS;
  await kit.stores.records.commit({
    account,
    group,
    expect: [{ key, version: stored.version }],
    ...(isOver ? { remove: [key] } : { put: [holdInput(account, group, record, dueAt)] }),
  });
  return changed > 0 || isOver;
}

async function holdGroup(
  kit: Kit,
  account: string,
  conversationId: string,
  consumer: string | undefined,
): Promise<number> {
  const { names } = await holdsOn(kit, account, conversationId, consumer);
  const place = { account, group: conversationId };
  // Sealed answers first: while they are held, the records that lead to them are.
  const stores = new Set([...(kit.vault ? [kit.vault.sealed] : []), kit.stores.records]);
  let changed = 0;
  for (const store of stores) changed += await store.hold(place, names.length > 0);
  if (names.length === 0) await eraseTakenBack(kit, account, conversationId);
  return changed;
}

async function placeHold(kit: Kit, caller: Caller, target: Target, holdId: string): Promise<void> {
  if (typeof holdId !== 'string' || holdId.length < 1 || holdId.length > 80) {
    throw new RangeError('holdId must be 1 to 80 characters');
  }
  const placed = await changeHolds(kit, target, (holds) => {
    if (holds.some(({ id }) => id === holdId)) return undefined;
    if (holds.length >= HOLD_LIMIT) throw new RangeError(`at most ${HOLD_LIMIT} holds can be placed on one thing`);
    return { holds: [...holds, { id: holdId, at: kit.clock() }], caller, action: 'hold-place' };
  });
  if (placed) await applyHold(kit, target.account, placed);
}

interface HoldChange {
  readonly holds: readonly LegalHold[];
  readonly caller: Caller;
  readonly action: 'hold-place' | 'hold-release';
}

/** @param change undefined says that nothing changes. @returns the record as it is now, if there is one */
async function changeHolds(
  kit: Kit,
  { account, group, audited, empty }: Target,
  change: (holds: readonly LegalHold[]) => HoldChange | undefined,
): Promise<HoldRecord | undefined> {
  const key = holdKey(account, group);
  const keys = audited.kind === 'conversation' ? [key, conversationKey(account, group)] : [key];
  return commitWithRetry(
    kit,
    () => kit.stores.records.get(keys),
    ([stored = null, conversation]): Decision<HoldRecord | undefined> => {
      const known = decodeRecord(holdCodec, stored)?.value;
      const next = change(known?.holds ?? []);
      if (!next) return { result: known };
      const placing = next.action === 'hold-place';
      if (placing && audited.kind === 'conversation' && !conversation) throw new TellsafeError('conversation_unknown');
      const record = { ...empty, holds: next.holds };
      return {
        result: record,
        change: {
          account,
          group,
          expect: [
            { key, version: stored?.version ?? 'absent' },
            // An erasure that begins now takes the conversation away.
            ...(placing && conversation
              ? [{ key: conversationKey(account, group), version: conversation.version }]
              : []),
          ],
          put: [holdInput(account, group, record, kit.clock())],
          append: [auditEvent(kit, next.caller, next.action, audited)],
        },
      };
    },
  );
}

function conversationTarget({ accountId: account, conversationId }: ConversationPlace): Target {
  const audited = { kind: 'conversation', id: conversationId } as const;
  return { account, group: conversationId, audited, empty: { conversationId, holds: [] } };
}

async function consumerTarget(kit: Kit, place: ConsumerPlace | ConsumerMacPlace): Promise<Target> {
  const { accountId } = place;
  const consumer = 'consumerMac' in place ? place.consumerMac : await consumerMac(kit, accountId, place.consumerId);
  const audited = { kind: 'consumer', id: consumer } as const;
  return { account: accountId, group: consumerGroup(consumer), audited, empty: { consumer, holds: [] } };
}

function holdInput(account: string, group: string, record: HoldRecord, dueAt: number): RecordInput {
  const [first] = record.holds;
  const listed = first && { name: HOLD_LIST.index, value: HOLD_LIST.value, order: first.at };
  const index = [{ name: 'due', value: DUE_HOLD, order: dueAt }, ...(listed ? [listed] : [])];
  return { ...holdKey(account, group), body: holdCodec.encode(record), expiresAt: END_OF_TIME, index };
}

function holdsIn(stored: StoredRecord | null | undefined): readonly LegalHold[] {
  return decodeRecord(holdCodec, stored)?.value.holds ?? [];
}

/** The names of all holds that keep any conversation of a consumer. */
export async function holdsOnConsumer(kit: Kit, account: string, consumer: string): Promise<readonly string[]> {
  const names = new Set((await holdsOfConsumer(kit, account, consumer)).map(({ id }) => id));
  for await (const { id } of conversationsOf(kit, account, consumer)) {
    for (const name of (await holdsOn(kit, account, id, undefined)).names) names.add(name);
  }
  return [...names];
}
