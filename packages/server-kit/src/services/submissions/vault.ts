// Sealed answers at rest: a data key per submission, recorded parts in the sealed store, off-the-record parts in volatile
// memory only (SF-RET-01, SF-OTR-01). Ciphertext inside ciphertext; nothing here can read an answer.
import type { SealedAnswers, SealedPart } from '@tellsafe/core/answers';
import { atRestContext, DATA_KEY_BYTES, openAtRest, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import type { Key, RecordInput } from '../../stores/types.ts';
import { retainUntil } from '../events.ts';
import { type Kit, vaultOf } from '../kit.ts';
import { answersKey, dataKeyKey, offTheRecordKey } from '../records/keys.ts';
import { dataKeyCodec, storedPartCodec, wrappedUnder } from '../records/submission.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';
import { putOffTheRecord } from './room.ts';

/** Names one submission. */
export interface SubmissionPlace {
  readonly accountId: string;
  readonly conversationId: string;
  readonly submissionId: string;
}

/** What was kept, as far as it is still there. */
export interface StoredAnswers {
  readonly recorded: SealedPart | null;
  readonly offTheRecord: SealedPart | null;
}

/**
 * Keeps sealed answers. Nothing reaches them until the invitation's record names the submission.
 *
 * @param offTheRecordUntil epoch ms
 * @throws TellsafeError `off_the_record_full` when there is no room for an off-the-record part
 */
export async function storeAnswers(
  kit: Kit,
  place: SubmissionPlace,
  sealed: SealedAnswers,
  offTheRecordUntil: number,
): Promise<void> {
  const { accountId, conversationId, submissionId } = place;
  const vault = vaultOf(kit);
  const dataKey = kit.random(DATA_KEY_BYTES);
  const wrapped = await vault.keys.wrap(dataKey, contextOf(dataKeyKey(accountId, conversationId, submissionId)));
  const expiresAt = retainUntil(kit, accountId);
  const input = (key: Key, part: SealedPart, until: number): RecordInput => ({
    ...key,
    body: sealAtRest(dataKey, storedPartCodec.encode(part), contextOf(key), kit.random),
    expiresAt: until,
  });
  const recorded = sealed.parts.find((part) => part.class === 'recorded');
  const offTheRecord = sealed.parts.find((part) => part.class === 'off-the-record');
  const dataKeyInput = {
    ...dataKeyKey(accountId, conversationId, submissionId),
    body: dataKeyCodec.encode({ keyId: wrapped.keyId, bytes: toBase64url(wrapped.bytes) }),
    expiresAt,
    index: [wrappedUnder(wrapped.keyId, kit.clock())],
  };
  const answers = recorded ? [input(answersKey(accountId, conversationId, submissionId), recorded, expiresAt)] : [];
  const secret = offTheRecord
    ? [input(offTheRecordKey(accountId, conversationId, submissionId), offTheRecord, offTheRecordUntil)]
    : [];
  dataKey.fill(0);
  const group = { account: accountId, group: conversationId };
  // Both are waited for, so that a half that is still under way cannot arrive after the other one's failure was cleaned up.
  await bothHalves(
    vault.sealed.commit({ ...group, put: [dataKeyInput, ...answers] }),
    secret.length > 0 && putOffTheRecord(kit, { ...group, put: secret }),
  );
}

async function bothHalves(...halves: readonly unknown[]): Promise<void> {
  for (const half of await Promise.allSettled(halves)) if (half.status === 'rejected') throw half.reason;
}

/**
 * Gives back what is still there.
 *
 * @returns undefined when the data key is gone: the answers are erased or purged
 */
export async function fetchAnswers(kit: Kit, place: SubmissionPlace): Promise<StoredAnswers | undefined> {
  const { accountId, conversationId, submissionId } = place;
  const keys = [
    dataKeyKey(accountId, conversationId, submissionId),
    answersKey(accountId, conversationId, submissionId),
  ] as const;
  const secretKey = offTheRecordKey(accountId, conversationId, submissionId);
  const vault = vaultOf(kit);
  const [[wrapped, answers], [secret]] = await Promise.all([vault.sealed.get(keys), vault.volatile.get([secretKey])]);
  if (!wrapped) return undefined;
  const dataKey = await unlessDestroyed(unwrap(kit, keys[0], wrapped.body));
  if (!dataKey) return undefined;
  const open = (key: Key, body: Uint8Array | undefined) =>
    body ? storedPartCodec.decode(openAtRest(dataKey, body, contextOf(key))) : null;
  try {
    return { recorded: open(keys[1], answers?.body), offTheRecord: open(secretKey, secret?.body) };
  } finally {
    dataKey.fill(0);
  }
}

/**
 * Gives back the recorded part alone; off-the-record ones are not even looked for (SF-ACC-04).
 *
 * @returns undefined when there is none: the form has no such questions, or it is erased or purged
 */
export async function fetchRecorded(kit: Kit, place: SubmissionPlace): Promise<SealedPart | undefined> {
  const { accountId, conversationId, submissionId } = place;
  const names = [
    dataKeyKey(accountId, conversationId, submissionId),
    answersKey(accountId, conversationId, submissionId),
  ];
  const [wrapped, answers] = await vaultOf(kit).sealed.get(names);
  if (!wrapped || !answers) return undefined;
  const dataKey = await unlessDestroyed(unwrap(kit, wrapped, wrapped.body));
  if (!dataKey) return undefined;
  try {
    return storedPartCodec.decode(openAtRest(dataKey, answers.body, contextOf(answers)));
  } finally {
    dataKey.fill(0);
  }
}

async function unwrap(kit: Kit, key: Key, body: Uint8Array): Promise<Uint8Array> {
  const { keyId, bytes } = dataKeyCodec.decode(body);
  return vaultOf(kit).keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, contextOf(key));
}

/** Removes a submission that nothing names: the other one won the race. */
export async function discardAnswers(kit: Kit, place: SubmissionPlace): Promise<void> {
  const { accountId, conversationId, submissionId } = place;
  const group = { account: accountId, group: conversationId };
  await bothHalves(
    vaultOf(kit).sealed.commit({
      ...group,
      remove: [
        dataKeyKey(accountId, conversationId, submissionId),
        answersKey(accountId, conversationId, submissionId),
      ],
    }),
    discardOffTheRecord(kit, accountId, conversationId, [submissionId]),
  );
}

/** Removes off-the-record parts before their time (SF-OTR-02). A desk has none; its commits leave a note (discard.ts). */
export async function discardOffTheRecord(
  kit: Kit,
  accountId: string,
  conversationId: string,
  submissionIds: readonly string[],
): Promise<void> {
  if (!kit.vault || submissionIds.length === 0) return;
  const remove = submissionIds.map((id) => offTheRecordKey(accountId, conversationId, id));
  await kit.vault.volatile.commit({ account: accountId, group: conversationId, remove });
}

/** Most off-the-record parts that one step removes. */
const DISCARD_PAGE = 1_000;

/** The same for every part of a conversation, also those that a crash left without a name. */
export async function discardAllOffTheRecord(kit: Kit, accountId: string, conversationId: string): Promise<void> {
  if (!kit.vault) return;
  const { account, group, collection } = offTheRecordKey(accountId, conversationId, '-');
  const query = { account, group, collection, limit: DISCARD_PAGE };
  let cursor: string | undefined;
  do {
    const page = await kit.vault.volatile.list({ ...query, ...(cursor !== undefined && { cursor }) });
    const ids = page.records.map(({ id }) => id);
    await discardOffTheRecord(kit, accountId, conversationId, ids);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function contextOf(key: Key): Uint8Array {
  return atRestContext(key.account, key.collection, key.group, key.id);
}
