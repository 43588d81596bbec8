// Are key file and stores fit, as a kit would find them at its start: there, reachable, migrated, set up so that nothing is lost that
// must be kept and nothing kept that must be lost.
import type { Clock } from '@tellsafe/core';
import { isTellsafeError } from '@tellsafe/core';
import { readKeySet } from '../../keys/file-set.ts';
import { hasStaged, wipe } from '../../keys/key-set.ts';
import type { PostgresWarning } from '../../stores/postgres-check.ts';
import { redisStore } from '../../stores/redis.ts';
import type { SqliteWarning } from '../../stores/sqlite-file.ts';
import { openRecords, type RecordsPlace, Unusable } from '../open-records.ts';
import { openRedis, REDIS_MISSING } from '../redis-client.ts';
import { type Finding, fine, note, wrong } from './look.ts';

/** The key file: there, whole, for its owner alone. */
export function lookAtKeys(path: string): Finding {
  try {
    const { set } = readKeySet(path);
    const waits = hasStaged(set);
    wipe(set);
    if (!waits) return fine('keys', 'The key file is whole, and its owner alone can read it.');
    return note('keys', 'Keys are staged.', `When every host has them: tellsafe keys rotate --activate ${path}`);
  } catch (error) {
    if (!isTellsafeError(error, 'key_file_invalid')) throw error;
    const { hint } = error.params ?? {};
    return wrong('keys', 'The key file cannot be used.', typeof hint === 'string' ? hint : 'tellsafe keys init');
  }
}

const fixes: Readonly<Record<SqliteWarning | PostgresWarning, string>> = {
  file_readable_by_others: 'Allow only its owner: chmod 600, for the file and those beside it',
  journal_mode_not_wal: 'Put the file on a local disk: over a network SQLite has no write-ahead log',
  fsync_off: 'Set fsync = on in postgresql.conf',
  full_page_writes_off: 'Set full_page_writes = on in postgresql.conf',
};

/** A store of records or of sealed answers. */
export async function lookAtStore(
  of: 'records' | 'sealed',
  place: RecordsPlace,
  clock: Clock,
): Promise<readonly Finding[]> {
  const warnings = new Set<SqliteWarning | PostgresWarning>();
  try {
    const { store, close } = await openRecords(place, clock, (warning) => warnings.add(warning));
    try {
      await store.incarnation();
      const { oldestAt } = await store.overdue(clock());
      const late = oldestAt !== null && clock() - oldestAt > 3_600_000;
      return [
        fine(of, 'The store answers, and its tables are those of this version.'),
        ...[...warnings].map((warning) => note(of, `It works, with ${warning}.`, fixes[warning])),
        ...(late
          ? [note(of, 'What is over waits to be deleted for more than an hour.', 'Start the kit, or: tellsafe purge')]
          : []),
      ];
    } finally {
      await close();
    }
  } catch (error) {
    return [wrong(of, 'The store cannot be used.', fixOf(error, place))];
  }
}

/** The Redis of a volatile store: reachable, keeps nothing on disk, throws nothing away. */
export async function lookAtRedis(url: string): Promise<Finding> {
  const redis = await openRedis(url);
  if (redis === 'missing') return wrong('redis', 'There is no client for Redis here.', REDIS_MISSING);
  if ('failed' in redis)
    return wrong('redis', `Redis refused: ${redis.failed}`, 'Is it running, and are address and password right?');
  try {
    await redisStore({ client: redis.client, use: 'volatile' }).incarnation();
    return fine('redis', 'It keeps nothing on disk and throws nothing away.');
  } catch (error) {
    const { key, hint } = (isTellsafeError(error) && error.params) || {};
    const fix =
      typeof hint === 'string' ? `${typeof key === 'string' ? key : ''} ${hint}` : 'Is it a Redis 7 or Valkey?';
    return wrong('redis', 'It may not hold answers that are off the record.', fix);
  } finally {
    redis.close();
  }
}

/** What to do about a store; the hints of the stores say it, and name no address. */
function fixOf(error: unknown, place: RecordsPlace): string {
  if (error instanceof Unusable) {
    return place.kind === 'sqlite' ? 'Start the kit once, or give the right path' : error.message;
  }
  const hint = isTellsafeError(error) ? error.params?.hint : undefined;
  if (typeof hint === 'string') return hint;
  return place.kind === 'sqlite'
    ? 'Is it a database of this version?'
    : 'Is the database up, and may this role use the schema?';
}
