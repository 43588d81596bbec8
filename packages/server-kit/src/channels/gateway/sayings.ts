// What the entries of an event are kept as: an event each, and apart from it what the consumer said and where its files are, so that the
// consumer can take it back at the provider. What was taken back before it came is not kept at all.
import { messageEvent, retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { mediaCodec, type SayingRecord, sayingCodec } from '../../services/records/channel.ts';
import { decodeRecord, type Versioned } from '../../services/records/codec.ts';
import type { ConversationRecord } from '../../services/records/conversation.ts';
import { mediaKey, sayingKey } from '../../services/records/keys.ts';
import type { Transcript } from '../../services/transcript.ts';
import { sealedFields, sealMessage } from '../../services/views.ts';
import type { Commit, Expectation, NewEvent, RecordInput } from '../../stores/types.ts';
import type { Entry } from './entries.ts';

/** Most times that a message is written anew and taken back with it; nobody does that by hand. */
const MAX_EDITS = 200;

/** Where entries come into. */
export interface EntryPlace {
  readonly account: string;
  readonly conversation: ConversationRecord;
  readonly transcript: Transcript;
}

/** The part of a commit that keeps entries. @param common what all of them have: the consumer's name, and when they came */
export async function keepEntries(
  kit: Kit,
  { account, conversation, transcript }: EntryPlace,
  entries: readonly Entry[],
  common: { readonly name?: string; readonly at: number },
): Promise<Required<Pick<Commit, 'expect' | 'put' | 'append'>>> {
  const group = conversation.id;
  const expiresAt = retainUntil(kit, account);
  const ids = entries
    .filter(isSaying)
    .flatMap(({ message: { id, about } }) => (about === undefined ? [id] : [id, about]));
  const known = await sayingsOf(kit, account, group, ids);
  const next = new Map<string, SayingRecord>();
  const put: RecordInput[] = [];
  const append: NewEvent[] = [];
  for (const [part, entry] of entries.entries()) {
    const { message, refs } = entry;
    const { id, about } = message;
    const { content, ...event } = sealMessage(transcript, { ...message, ...common, from: 'consumer' });
    const isApart = isSaying(entry);
    const kept = isApart ? event : { ...event, content };
    append.push(messageEvent(kit, account, conversation, kept, part > 0 || about !== undefined));
    if (!isApart) continue;
    const target = known.get(about ?? id)?.value;
    if (target?.takenBackAt !== undefined) {
      next.set(id, { takenBackAt: target.takenBackAt });
      continue;
    }
    next.set(id, { ...known.get(id)?.value, content });
    if (about !== undefined) next.set(about, { ...target, edits: [...(target?.edits ?? []), id].slice(-MAX_EDITS) });
    if (refs.length === 0) continue;
    const places = transcript.seal(sealedFields.media(id), JSON.stringify(refs));
    const body = mediaCodec.encode({ refs: places, at: common.at });
    put.push({ ...mediaKey(account, group, id), body, expiresAt });
  }
  const sayings = [...next].map(([id, saying]) => ({
    ...{ ...sayingKey(account, group, id), body: sayingCodec.encode(saying) },
    expiresAt,
  }));
  const expect = [...new Set(ids)].map(
    (id): Expectation => ({ key: sayingKey(account, group, id), version: known.get(id)?.version ?? 'absent' }),
  );
  return { expect, put: [...put, ...sayings], append };
}

/** Whether an entry says something that can be taken back: a message, or one that was written anew. */
function isSaying({ message: { note } }: Entry): boolean {
  return note === undefined || note === 'unsupported' || note === 'edited';
}

async function sayingsOf(
  kit: Kit,
  account: string,
  group: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Versioned<SayingRecord>>> {
  if (ids.length === 0) return new Map();
  const stored = await kit.stores.records.get(ids.map((id) => sayingKey(account, group, id)));
  return new Map(
    ids.flatMap((id, at) => {
      const record = decodeRecord(sayingCodec, stored[at]);
      return record ? [[id, record] as const] : [];
    }),
  );
}
