// Taking everything of a submission or a conversation out of the stores: data keys first, so that rows which a crash leaves are
// rubbish already. May be repeated; what is gone stays gone.
import type { Key, Store } from '../../stores/types.ts';
import { eventTypes } from '../events.ts';
import { type Kit, vaultOf } from '../kit.ts';
import { answersKey, dataKeyKey } from '../records/keys.ts';
import { discardAllOffTheRecord, discardOffTheRecord, type SubmissionPlace } from '../submissions/vault.ts';

/** Most records or events that one step removes. */
const PAGE = 1_000;

/** What a conversation's group holds beside the conversation itself. Entries of the audit stay: they hold ids only. */
const rowCollections = [
  'invitation',
  'history-read',
  'request',
  'push-job',
  'push',
  'last-message',
  'outbox',
  'outbox-queue',
  'channel-media',
  'channel-saying',
  'discard',
] as const;
const rowEvents = [eventTypes.conversation, eventTypes.message, eventTypes.invitation, eventTypes.delivery] as const;

/** Destroys the data key of a submission, then what it sealed. */
export async function destroySubmission(kit: Kit, place: SubmissionPlace): Promise<void> {
  const { accountId, conversationId, submissionId } = place;
  const group = { account: accountId, group: conversationId };
  const { sealed } = vaultOf(kit);
  await sealed.commit({ ...group, remove: [dataKeyKey(accountId, conversationId, submissionId)] });
  await sealed.commit({ ...group, remove: [answersKey(accountId, conversationId, submissionId)] });
  await discardOffTheRecord(kit, accountId, conversationId, [submissionId]);
}

/** Destroys the data keys of all submissions of a conversation, then all answers, then its rows and events. */
export async function destroyConversation(kit: Kit, account: string, conversationId: string): Promise<void> {
  const { records } = kit.stores;
  const { sealed } = vaultOf(kit);
  const { collection: dataKeys } = dataKeyKey(account, conversationId, '-');
  const { collection: answers } = answersKey(account, conversationId, '-');
  for (const collection of [dataKeys, answers]) await removeAll(sealed, { account, group: conversationId, collection });
  await discardAllOffTheRecord(kit, account, conversationId);
  for (const collection of rowCollections) await removeAll(records, { account, group: conversationId, collection });
  const group = { account, group: conversationId };
  while ((await records.forget(group, rowEvents)) === PAGE);
}

async function removeAll(store: Store, place: Omit<Key, 'id'>): Promise<void> {
  const { account, group } = place;
  for (;;) {
    const { records, cursor } = await store.list({ ...place, limit: PAGE });
    if (records.length > 0) {
      const remove = records.map(({ id }) => ({ ...place, id }));
      await store.commit({ account, group, remove });
    }
    if (cursor === undefined) return;
  }
}
