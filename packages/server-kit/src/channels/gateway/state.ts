// What the outbox must know of a conversation before it sends: to whom, and whether it may (docs/channels.md).
import { TellsafeError } from '@tellsafe/core';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitWithRetry, type Decision } from '../../services/commit.ts';
import { retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { type ChannelStateRecord, channelStateCodec, contactCodec } from '../../services/records/channel.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../../services/records/conversation.ts';
import { channelStateKey, contactKey, conversationKey } from '../../services/records/keys.ts';
import { transcriptOf } from '../../services/transcript.ts';
import type { Address, SendState } from '../types.ts';
import { mergeAddress, openAddress, sealAddress } from './address.ts';
import { linkAddress } from './contacts.ts';

/** Whom a conversation is with, and what may be sent. */
export interface ConversationSendState {
  readonly to: Address;
  readonly state: Omit<SendState, 'now'>;
  readonly entryPoint: EntryPointSettings;
}

/**
 * What is known of a conversation when something is to be sent.
 *
 * @throws TellsafeError `conversation_unknown` when it is gone, erased, of the web, or its entry point is no longer an option
 */
export async function sendStateOf(kit: Kit, accountId: string, conversationId: string): Promise<ConversationSendState> {
  const [stored, storedState] = await kit.stores.records.get([
    conversationKey(accountId, conversationId),
    channelStateKey(accountId, conversationId),
  ]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  const state = decodeRecord(channelStateCodec, storedState)?.value;
  const entryPoint = conversation && entryPointOf(kit, accountId, conversation);
  if (!conversation || !state || !entryPoint) throw new TellsafeError('conversation_unknown');
  const to = openAddress(await transcriptOf(kit, accountId, conversation), state);
  const [storedContact] = await kit.stores.records.get([contactKey(accountId, state.contactId)]);
  const consent = decodeRecord(contactCodec, storedContact)?.value.consent?.state ?? 'unknown';
  const { lastInboundAt, closed = false, deviceFeatures } = state;
  return {
    to,
    state: {
      ...{ consent, closed },
      ...(lastInboundAt !== undefined && { lastInboundAt }),
      ...(deviceFeatures && { deviceFeatures }),
    },
    entryPoint,
  };
}

/** The entry point of a conversation, while the options know it. */
export function entryPointOf(
  kit: Pick<Kit, 'accounts'>,
  accountId: string,
  { via }: Pick<ConversationRecord, 'via'>,
): EntryPointSettings | undefined {
  return kit.accounts
    .find(accountId)
    ?.entryPoints.find(({ id, channel }) => id === via?.entryPoint && channel.name === via.channel);
}

/** A provider told by another name whom a conversation is with, such as in its answer to a message that was sent. */
export async function learnAddress(
  kit: Kit,
  accountId: string,
  conversationId: string,
  learned: Address,
): Promise<void> {
  const { entryPoint } = await sendStateOf(kit, accountId, conversationId);
  const contactId = await changeAddress(kit, accountId, conversationId, (known) => mergeAddress(known, learned));
  if (contactId !== undefined) await linkAddress(kit, entryPoint, learned, contactId);
}

/**
 * Changes the address of a conversation.
 *
 * @returns whose conversation it is; undefined when it is gone or erased
 */
export async function changeAddress(
  kit: Kit,
  account: string,
  conversationId: string,
  decide: (known: Address) => Address,
): Promise<string | undefined> {
  const keys = [conversationKey(account, conversationId), channelStateKey(account, conversationId)];
  return commitWithRetry(
    kit,
    async () => kit.stores.records.get(keys),
    async ([stored, storedState]): Promise<Decision<string | undefined>> => {
      const conversation = decodeRecord(conversationCodec, stored)?.value;
      const state = decodeRecord(channelStateCodec, storedState);
      if (!conversation || !state) return { result: undefined };
      const transcript = await transcriptOf(kit, account, conversation);
      const address = sealAddress(transcript, decide(openAddress(transcript, state.value)));
      const next: ChannelStateRecord = { ...state.value, address };
      const key = channelStateKey(account, conversationId);
      const put = [{ ...key, body: channelStateCodec.encode(next), expiresAt: retainUntil(kit, account) }];
      const expect = [{ key, version: state.version }];
      return { result: state.value.contactId, change: { account, group: conversationId, expect, put } };
    },
  );
}
