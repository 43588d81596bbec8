// The sizes that every store refuses to exceed, in one place. Numbers only.

/** Longest name (account, group, collection, id, index name and value, event type) in UTF-16 units. */
export const MAX_NAME_LENGTH = 512;
/** Largest body of a record or event, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;
/** Most index entries of one record. */
export const MAX_INDEX_ENTRIES = 4;
/** Most keys of one `get`, most items of each kind in one commit, most items of one page. */
export const MAX_ITEMS = 1000;
/** Most records and events that one `purge` deletes, and `overdue` counts of each. */
export const MAX_PURGE = 10_000;
/** What `hold` adds to an expiry, in ms: more than any instant, and twice as much is still a safe integer. */
export const HOLD_SHIFT_MS = 2 ** 52;
