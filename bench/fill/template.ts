// Commits of one lifecycle as a pattern: the same records under other ids.
import { randomUUID } from 'node:crypto';
import type { Store } from '@tellsafe/server-kit';

/** A commit as the store port takes it. */
export type Commit = Parameters<Store['commit']>[0];
type RecordInput = NonNullable<Commit['put']>[number];
type NewEvent = NonNullable<Commit['append']>[number];

const uuidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Writes a text anew with other ids. */
type Rename = (text: string) => string;

/** The records that a lifecycle leaves behind, and its events. */
export class Template {
  readonly #conversationId: string;
  readonly #puts: readonly RecordInput[];
  readonly #events: readonly NewEvent[];

  /** @param commits all commits of one conversation with one form, in order */
  constructor(commits: readonly Commit[]) {
    this.#conversationId = commits[0]?.group ?? '';
    const last = new Map(commits.flatMap(({ put = [] }) => put).map((put) => [`${put.collection}/${put.id}`, put]));
    this.#puts = [...last.values()];
    this.#events = commits.flatMap(({ append = [] }) => append);
  }

  /** One commit with everything of a conversation with so many forms. */
  commit(account: string, forms: number, group: string = randomUUID()): Commit {
    const copies = Array.from({ length: forms }, () => this.#renamer(group));
    const put = this.#puts.flatMap((record) => {
      // What belongs to the conversation is there once.
      const shared = record.collection === 'conversation' || record.collection === 'last-message';
      return (shared ? copies.slice(0, 1) : copies).map((rename) => renamedRecord(record, rename));
    });
    const append = copies.flatMap((rename) =>
      this.#events.map((event) => ({ ...event, body: renamedBody(event, rename) })),
    );
    return { account, group, put, append };
  }

  #renamer(group: string): Rename {
    const names = new Map([[this.#conversationId, group]]);
    return (text) =>
      text.replace(uuidPattern, (id) => {
        const name = names.get(id) ?? randomUUID();
        names.set(id, name);
        return name;
      });
  }
}

function renamedRecord(record: RecordInput, rename: Rename): RecordInput {
  return {
    ...record,
    group: rename(record.group),
    id: rename(record.id),
    body: renamedBody(record, rename),
    index: (record.index ?? []).map((entry) => ({ ...entry, value: rename(entry.value) })),
  };
}

function renamedBody({ body }: { readonly body: Uint8Array }, rename: Rename): Uint8Array {
  return Buffer.from(rename(Buffer.from(body).toString('latin1')), 'latin1');
}
