// Whoever has copies of databases, however old, and the key material as it is today: what can they still open? Knows every byte that
// was ever stored, and looks which of them a copy holds. Who runs it is erasure.test.ts.
import { atRestContext, openAtRest } from '@tellsafe/core/crypto/at-rest';
import { fromBase64url } from '@tellsafe/core/encoding';
import { type Leak, LeakScanner, type Mark } from '../../../../scripts/leak-scan.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import type { Commit } from '../../src/stores/types.ts';

/** Something that was stored: a wrapped data key, or what it sealed. */
interface Stored {
  readonly mark: Mark;
  /** Whose: of a submission, or of a conversation's transcript. */
  readonly owner: string;
  /** Where it was, which sealing and wrapping are bound to. */
  readonly context: Uint8Array;
  readonly bytes: Uint8Array;
  /** Present for a wrapped data key. */
  readonly keyId?: string;
}

/** Bytes out of the middle, short enough to lie in one piece in every kind of file. */
const sample = (bytes: Uint8Array): Uint8Array => bytes.slice(30, 70);

const textOf = (body: Uint8Array): string => Buffer.from(body).toString('utf8');

/** The name under which what belongs to a conversation or a submission is counted. */
export const ownerOf = {
  conversation: (id: string) => `conversation ${id}`,
  submission: (id: string) => `submission ${id}`,
};

/** Everything of interest in what was committed. */
export function storedIn(batches: readonly Commit[]): readonly Stored[] {
  return batches.flatMap((batch) => [...recordsIn(batch), ...messagesIn(batch)]);
}

function recordsIn({ put = [] }: Commit): Stored[] {
  return put.flatMap(({ account, group, collection, id, body }): Stored[] => {
    const context = atRestContext(account, collection, group, id);
    if (collection === 'answers') {
      return [{ mark: sample(body), owner: ownerOf.submission(id), context, bytes: body }];
    }
    if (collection !== 'data-key' && collection !== 'conversation') return [];
    const record = JSON.parse(textOf(body));
    const { keyId, bytes } = collection === 'conversation' ? record.transcriptKey : record;
    const owner = collection === 'conversation' ? ownerOf.conversation(id) : ownerOf.submission(id);
    return [{ mark: bytes, owner, context, bytes: fromBase64url(bytes), keyId }];
  });
}

function messagesIn({ account, group, append = [] }: Commit): Stored[] {
  return append.flatMap(({ type, body }): Stored[] => {
    if (type !== 'message') return [];
    const { id, content } = JSON.parse(textOf(body)).message;
    const bytes = fromBase64url(content);
    const mark = content.slice(20, 60);
    const context = atRestContext(account, 'transcript', group, id);
    return [{ mark, owner: ownerOf.conversation(group), context, bytes }];
  });
}

/** Copies of databases: whatever a scanner finds in them. */
export type Copies = (scanner: LeakScanner) => readonly Leak[];

/** What copies hold. */
export interface Found {
  readonly present: readonly Stored[];
  /** Whose data keys or ciphertexts lie there, opened or not. */
  readonly owners: ReadonlySet<string>;
  /** Where something lies that should never have been stored in the clear. */
  readonly plain: readonly string[];
}

/** Looks through copies once. @param secrets texts that must be nowhere */
export function search(copies: Copies, stored: readonly Stored[], secrets: readonly string[]): Found {
  const leaks = copies(new LeakScanner([...stored.map(({ mark }) => mark), ...secrets]));
  const found = new Set(leaks.map(({ mark }) => mark));
  // What was stored twice is one mark to the scanner: the first.
  const first = new Map<string, number>();
  const present = stored.filter(({ mark }, at) => {
    const name = Buffer.from(mark).toString('latin1');
    if (!first.has(name)) first.set(name, at);
    return found.has(first.get(name) ?? at);
  });
  const plain = leaks.filter(({ mark }) => mark >= stored.length).map(({ place }) => place);
  return { present, owners: new Set(present.map(({ owner }) => owner)), plain };
}

/** Opens what can be opened with these keys. @returns whose texts or sealed answers were */
export async function steal({ present }: Found, keys: KeyProvider): Promise<ReadonlySet<string>> {
  const dataKeys = new Map<string, Uint8Array>();
  for (const { owner, keyId, bytes, context } of present) {
    const key = keyId && (await keys.unwrap({ keyId, bytes }, context).catch(() => undefined));
    if (key) dataKeys.set(owner, key);
  }
  const opened = present.filter(({ owner, keyId, bytes, context }) => {
    const dataKey = dataKeys.get(owner);
    return dataKey && !keyId && openAtRest(dataKey, bytes, context).length > 0;
  });
  return new Set(opened.map(({ owner }) => owner));
}
