// The Lua scripts of the Redis store: one per verb, each atomic, each naming every key that it touches. They run on Redis 7
// and on Valkey, alone or in a cluster.
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** A script and the name under which Redis remembers it. */
export interface RedisScript {
  readonly source: string;
  /** SHA-1 of the source in hex, as EVALSHA wants it. */
  readonly sha: string;
}

/** What {@link commitScript} answers; `unchecked` is the answer of the others as well. */
export const commitReplies = { done: 1, refused: 0, unchecked: -1 } as const;

/** SHA-1 in hex, the hash that Redis has in its scripts. Names things; keeps no secret. */
export function sha1Hex(text: string): string {
  return bytesToHex(sha1(new TextEncoder().encode(text)));
}

function script(source: string): RedisScript {
  return { source, sha: sha1Hex(source) };
}

/** Lets a key live at least this long; nothing stays in Redis that no end was set for. */
const extend = `
local function extend(key, ttl)
  if redis.call('PTTL', key) < tonumber(ttl) then redis.call('PEXPIRE', key, ttl) end
end`;

/**
 * Knows this very process by its `run_id` and its reign by its `master_replid` (security.md section 2), read inside the atomic
 * step. A process that was demoted, has taken over another one's data and reigns again is the same process in another reign.
 */
const identity = `
local info = redis.call('INFO', 'server', 'replication')
local reign = string.match(info, 'run_id:(%w+)') .. string.match(info, 'master_replid:(%w+)')
local is_checked = false
for id in string.gmatch(ARGV[1], '[^.]+') do is_checked = is_checked or id == redis.sha1hex(reign) end
if not is_checked then return ${commitReplies.unchecked} end`;

/**
 * KEYS: records. ARGV: checked servers. Gives version, expiry and body of each, or nothing.
 */
export const getScript = script(`${identity}
local found = {}
for at, record in ipairs(KEYS) do
  local fields = redis.call('HMGET', record, 'v', 'e', 'b')
  found[at] = fields[1] and fields
end
return found`);

/**
 * KEYS: counter of versions, then one record per expectation, then record and ids per put, then record and ids per remove.
 * ARGV: checked servers, which are the fence, now, numbers of expectations, puts and removes, how long to keep the counter;
 * then a version per expectation, then id, expiry, time to live and body per put, then an id per remove.
 *
 * Puts come before removes, because the first command of a put is refused when memory is full, and then nothing has changed.
 * Versions count up from the server's clock in microseconds, so that none comes again when the counter has expired.
 */
export const commitScript = script(`${extend}${identity}
local now, expects, puts, removes = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local key, argument = 2, 7
for at = 1, expects do
  local fields = redis.call('HMGET', KEYS[key], 'v', 'e')
  local version = 'absent'
  if fields[1] and now < tonumber(fields[2]) then version = fields[1] end
  if version ~= ARGV[argument] then return ${commitReplies.refused} end
  key, argument = key + 1, argument + 1
end
if puts > 0 then
  local time = redis.call('TIME')
  local version = tonumber(time[1]) * 1000000 + tonumber(time[2])
  local last = tonumber(redis.call('GET', KEYS[1]) or '0')
  if version <= last then version = last + 1 end
  redis.call('SET', KEYS[1], string.format('%.0f', version + puts - 1), 'KEEPTTL')
  extend(KEYS[1], ARGV[6])
  for at = 1, puts do
    local id, expiry, ttl, body = ARGV[argument], ARGV[argument + 1], ARGV[argument + 2], ARGV[argument + 3]
    redis.call('HSET', KEYS[key], 'v', string.format('%.0f', version), 'e', expiry, 'b', body)
    redis.call('PEXPIRE', KEYS[key], ttl)
    redis.call('ZADD', KEYS[key + 1], 0, id)
    extend(KEYS[key + 1], ttl)
    key, argument, version = key + 2, argument + 4, version + 1
  end
end
for at = 1, removes do
  redis.call('DEL', KEYS[key])
  redis.call('ZREM', KEYS[key + 1], ARGV[argument])
  key, argument = key + 2, argument + 1
end
return ${commitReplies.done}`);

/**
 * KEYS: the list of what is due. ARGV: checked servers, how long to keep the list, then expiry and member of each place.
 */
export const rememberScript = script(`${extend}${identity}
for at = 3, #ARGV, 2 do redis.call('ZADD', KEYS[1], ARGV[at], ARGV[at + 1]) end
extend(KEYS[1], ARGV[2])
return ${commitReplies.done}`);

/**
 * KEYS: record and ids of each place, of one group. ARGV: expiry and id of each. A record that was put again has another
 * expiry, and so another place. Gives how many records were deleted.
 */
export const purgeScript = script(`
local deleted = 0
for at = 1, #KEYS, 2 do
  local expiry = redis.call('HGET', KEYS[at], 'e')
  if not expiry or expiry == ARGV[at] then
    if expiry then deleted = deleted + redis.call('DEL', KEYS[at]) end
    redis.call('ZREM', KEYS[at + 1], ARGV[at + 1])
  end
end
return deleted`);
