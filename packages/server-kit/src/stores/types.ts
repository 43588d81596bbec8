// The store port: what every backend promises, and nothing about how it keeps it. The promises are cases of
// `@tellsafe/server-kit/testing` (store-contract), which every backend passes. Source: design.md section 6.

/** Epoch milliseconds. A record or event is alive while `now < expiresAt`. There is no "forever" value. */
type EpochMs = number;

/**
 * The full name of a record. Each part is well-formed Unicode of 1 to 512 UTF-16 units without U+0000, compared byte by
 * byte (case and normalisation form matter). A group is what changes together: a conversation, a form definition.
 */
export interface Key {
  readonly account: string;
  readonly group: string;
  readonly collection: string;
  readonly id: string;
}

/** One entry of an account-wide list: `list({ account, index: name, value })` finds the record, sorted by `order`. */
export interface IndexEntry {
  /** Which list, for example `agent`. A name as in {@link Key}. */
  readonly name: string;
  /** Which member of it, for example the agent's id. A name as in {@link Key}. */
  readonly value: string;
  /** Sort key, a safe integer (epoch ms, a rank). */
  readonly order: number;
}

/** A record as the caller writes it. The body is opaque to the store; the store copies it. */
export interface RecordInput extends Key {
  readonly body: Uint8Array;
  /** Required, a safe integer ≥ 0. At this instant and later the record reads as `null`. */
  readonly expiresAt: EpochMs;
  /** Up to four entries, no two with the same name and value. */
  readonly index?: readonly IndexEntry[];
}

/** A record as the store gives it back. Its bytes belong to the caller. */
export interface StoredRecord extends RecordInput {
  /**
   * A positive safe integer, assigned by the store and changed by each put; never used twice for one key within an
   * incarnation, also not after a remove.
   */
  readonly version: number;
}

/** An event as the caller appends it. */
export interface NewEvent {
  /** A name as in {@link Key}. */
  readonly type: string;
  readonly body: Uint8Array;
  /** Required, a safe integer ≥ 0. Expired events are not read any more. */
  readonly expiresAt: EpochMs;
}

/** An event as it is read. */
export interface StoredEvent extends NewEvent {
  readonly account: string;
  readonly group: string;
  readonly position: Position;
}

/** What must hold for a commit to happen: this very version, or no living record under this key. */
export interface Expectation {
  readonly key: Key;
  readonly version: number | 'absent';
}

/** One change of one group. Every key must be of this account and group; a key is put or removed at most once. */
export interface Commit {
  readonly account: string;
  readonly group: string;
  /** All must hold, checked in the same atomic step as the change. */
  readonly expect?: readonly Expectation[];
  readonly put?: readonly RecordInput[];
  /** Removing what is not there is no failure. */
  readonly remove?: readonly Key[];
  readonly append?: readonly NewEvent[];
  /** Fence: the commit is refused (`false`) when the store's incarnation is another one. */
  readonly incarnation?: string;
}

/** The events of one group, or of a whole account. */
export interface Feed {
  readonly account: string;
  readonly group?: string;
}

/**
 * A place in the feeds of an account. `''` is the beginning; any other one is text that sorts (`<`) in feed order and is
 * valid in the account's feed and in each group's feed. Positions from outside are checked with `isPosition`.
 */
export type Position = string;

interface ListBounds {
  readonly account: string;
  /** 1 to 1000. */
  readonly limit: number;
  /** `cursor` of the page before, with otherwise the same query. */
  readonly cursor?: string;
}

/** The records of one collection of a group, by id (UTF-8 byte order). */
export interface GroupQuery extends ListBounds {
  readonly group: string;
  readonly collection: string;
}

/** The records of an account that carry an index entry, by its order; ties in a fixed order that the store chooses. */
export interface IndexQuery extends ListBounds {
  readonly index: string;
  readonly value: string;
  /** Lowest order, inclusive. */
  readonly from?: number;
  /** Highest order, inclusive. */
  readonly to?: number;
  readonly descending?: boolean;
}

export type StoreListQuery = GroupQuery | IndexQuery;

/** A part of a list. A record that moves between two pages may be seen twice or not at all, the others exactly once. */
export interface Page {
  readonly records: readonly StoredRecord[];
  /** Absent on the last page. A page may be shorter than the limit, even empty, and still have a cursor. */
  readonly cursor?: string;
}

/** Names a group. */
export type Group = Pick<Key, 'account' | 'group'>;

/** What waits for a purge. */
export interface Overdue {
  /** Records and events together; 10000 of each are counted at most. */
  readonly count: number;
  /** When the first of them expired; `null` when nothing waits. */
  readonly oldestAt: EpochMs | null;
}

/** What a backend can do; the kit reads this, it never tries and fails. */
export interface StoreCapabilities {
  /** `list` by index entry. */
  readonly index: boolean;
  /** `append`, `read`, `latest`. */
  readonly feeds: boolean;
  /** An acknowledged commit survives the end of the process and of the machine. */
  readonly durable: boolean;
  /** Other processes see what this one commits. */
  readonly shared: boolean;
  /** `hold`, `forget`, `overdue`. */
  readonly retention: boolean;
}

/**
 * A store. Every method rejects with `RangeError` or `TypeError` for a wrong call, with `store_closed` after
 * {@link Store.close}, and with `store_unavailable` when the backend failed; none answers a failure with a value.
 */
export interface Store {
  readonly capabilities: StoreCapabilities;
  /**
   * Reads up to 1000 keys, of any groups, at one instant; linearizable.
   *
   * @returns one entry per key, in the same order; `null` for absent or expired.
   */
  get(keys: readonly Key[]): Promise<readonly (StoredRecord | null)[]>;
  /**
   * Applies a change all or nothing, in one group.
   *
   * @returns `false` when an expectation or the fence did not hold; then nothing changed. A rejection with
   * `store_unavailable` leaves open whether the change happened.
   */
  commit(batch: Commit): Promise<boolean>;
  /** Reads a part of a list; living records only. */
  list(query: StoreListQuery): Promise<Page>;
  /**
   * Reads the living events after a position in commit order, at most `limit` (1 to 1000). An event is never skipped
   * because another one was committed before it.
   */
  read(feed: Feed, after: Position, limit: number): Promise<readonly StoredEvent[]>;
  /** The position after which `read` gives exactly the events that are committed from now on; `''` when there was none. */
  latest(feed: Feed): Promise<Position>;
  /**
   * Deletes records and events whose `expiresAt <= now`, the longest due first, at most `limit` (1 to 10000) of both
   * together.
   *
   * @returns how many were deleted; less than `limit` means that nothing due is left.
   */
  purge(now: EpochMs, limit: number): Promise<number>;
  /**
   * Keeps what a group holds from expiring, or lets it expire again when it would have. Concerns every record and event of the
   * group that lives at this instant, not those that are written later; doing it again changes only these. Meanwhile `expiresAt`
   * reads 2^52 ms later, which is after every instant that a caller may set.
   *
   * @param held `false` gives everything its own expiry back; what should have expired meanwhile is due at once
   * @returns how many records and events changed
   */
  hold(group: Group, held: boolean): Promise<number>;
  /**
   * Deletes the events of a group that have one of these types, at most 1000; nothing else may tell that they were there.
   *
   * @returns how many were deleted
   */
  forget(group: Group, types: readonly string[]): Promise<number>;
  /** What {@link Store.purge} would delete, and since when it is due: the purge's lag. */
  overdue(now: EpochMs): Promise<Overdue>;
  /**
   * For a store whose room is bounded: how full it is, from 0 to 1 (or more, when the bound was lowered). A commit that finds no
   * room rejects with `overloaded` and changes nothing; one that only removes goes on. Nothing is ever thrown away to make room.
   */
  load?(): Promise<number>;
  /** Changes whenever acknowledged changes may have been lost: fail-over, restore, restart of a store that is not durable. */
  incarnation(): Promise<string>;
  /** Finishes the commits that wait, then releases the backend. May be called twice. */
  close(): Promise<void>;
}
