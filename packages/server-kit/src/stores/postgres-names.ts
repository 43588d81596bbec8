// Names as keys of PostgreSQL tables. An index row holds at most 2704 bytes, so a long name is replaced in keys by its digest;
// record ids, which are listed in their order, always stay as they are.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';

/**
 * Longest name that is its own key, in UTF-8 bytes. Five of them and the longest id (1536 bytes) fit into an index row.
 *
 * @see https://www.postgresql.org/docs/current/btree.html an entry is at most about a third of a page
 */
const MAX_KEY_BYTES = 200;

/** What begins a digest; names that begin with it are replaced too, so that no name is taken for a digest. */
const DIGEST_MARK = '\u0001';

/** The key of a name: different for different names. */
export function keyText(name: string): string {
  // A UTF-16 unit takes at most three bytes.
  if (name.length * 3 <= MAX_KEY_BYTES && !name.startsWith(DIGEST_MARK)) return name;
  const bytes = utf8(name);
  if (bytes.length <= MAX_KEY_BYTES && !name.startsWith(DIGEST_MARK)) return name;
  return `${DIGEST_MARK}${toBase64url(hashSync(bytes))}`;
}

/** The name, where its key does not say it; else `null`. */
export function longText(name: string, key = keyText(name)): string | null {
  return key === name ? null : name;
}
