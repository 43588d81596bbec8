// Names of what a store keeps in Redis. What changes together carries one hash tag, `{account/group}`, and so lives on one
// server of a cluster. Each part is percent-encoded: no name can end the tag, hold a separator or meet another name.
//
// @see https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
import type { Key } from './types.ts';

/** Where the records of one group are. */
export interface GroupNames {
  /** The counter of its versions. */
  readonly version: string;
  /** The ids of a collection, sorted. */
  ids(collection: string): string;
  /** A record. */
  record(collection: string, id: string): string;
}

/** A place in the list of what is due: a record, and the expiry that it had when the place was made. */
export interface DuePlace {
  /** As it stands in the list. */
  readonly member: string;
  readonly expiresAt: string;
  /** Tells groups apart. */
  readonly group: string;
  readonly ids: string;
  readonly record: string;
  readonly id: string;
}

/** Names under one prefix. */
export class RedisNames {
  /** The list of what is due, of all groups. */
  readonly due: string;
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    this.due = `${prefix}:due`;
  }

  group({ account, group }: Pick<Key, 'account' | 'group'>): GroupNames {
    return this.#groupNames(encodeURIComponent(account), encodeURIComponent(group));
  }

  /** The text under which an expiry of a record is due. */
  dueMember(key: Key, expiresAt: number): string {
    const parts = [key.account, key.group, key.collection, key.id].map(encodeURIComponent);
    return [expiresAt, ...parts].join('/');
  }

  /** Reads what {@link dueMember} wrote. */
  duePlace(member: string): DuePlace {
    const [expiresAt = '', account = '', group = '', ...local] = member.split('/');
    const [collection = '', id = ''] = local.map(decodeURIComponent);
    const names = this.#groupNames(account, group);
    const { version } = names;
    return { member, expiresAt, group: version, ids: names.ids(collection), record: names.record(collection, id), id };
  }

  #groupNames(account: string, group: string): GroupNames {
    const start = `${this.#prefix}:{${account}/${group}}`;
    return {
      version: `${start}:version`,
      ids: (collection) => `${start}:ids:${encodeURIComponent(collection)}`,
      record: (collection, id) => `${start}:record:${encodeURIComponent(collection)}/${encodeURIComponent(id)}`,
    };
  }
}

/** Values of the same name together, in the order in which the names come first. */
export function grouped<Value>(values: readonly Value[], nameOf: (value: Value) => string): readonly Value[][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return [...groups.values()];
}
