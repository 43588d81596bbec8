// Looks whether a Redis server may hold what must never be durable (SF-OTR-01), and who it is. A server that writes to disk,
// or that throws records away, is refused with the setting's name, its value and what it must be.
import { TellsafeError } from '@tellsafe/core';
import type { RedisLink, RedisNode } from './redis-client.ts';
import { redisErrorCode, replyList, replyText } from './redis-replies.ts';
import { sha1Hex } from './redis-scripts.ts';

/** The servers behind a link. */
export interface RedisServers {
  /** Each primary's process and reign, hashed, sorted, joined by dots: restart and change of role make it another one. */
  readonly incarnation: string;
  /** Whether keys of different groups may be on different servers. */
  readonly isCluster: boolean;
}

/** A server's own words about itself. */
type ServerInfo = ReadonlyMap<string, string>;

interface SettingRule {
  readonly setting: string;
  readonly accepts: (value: string) => boolean;
  /** What the value must be, for messages. */
  readonly wanted: string;
  /** Matters on replicas only. */
  readonly onReplica?: boolean;
}

/** Source: security.md section 2, last fact; redis.conf on `repl-diskless-load` (a replica may load from a file of its own). */
const settingRules: readonly SettingRule[] = [
  oneOf('save', ''),
  oneOf('appendonly', 'no'),
  oneOf('repl-diskless-sync', 'yes'),
  oneOf('maxmemory-policy', 'noeviction'),
  {
    setting: 'maxmemory',
    accepts: (value) => value !== '0',
    wanted: 'more than 0: memory without a bound ends in a crash',
  },
  { ...oneOf('repl-diskless-load', 'swapdb', 'flush-before-load'), onReplica: true },
];

function oneOf(setting: string, ...values: readonly string[]): SettingRule {
  const wanted = values.map((value) => JSON.stringify(value)).join(' or ');
  return { setting, accepts: (value) => values.includes(value), wanted };
}

const OLDEST_VERSION = 7;

/**
 * Asks every server behind a link who it is, and refuses the ones that may not serve.
 *
 * @param trustServer - leaves out what only the provider's settings tell
 * @throws TellsafeError `option_invalid` naming setting, value and what it must be
 */
export async function checkServers(link: RedisLink, trustServer: boolean): Promise<RedisServers> {
  const nodes = await link.nodes();
  const infos = await Promise.all(nodes.map((node) => checkNode(node, link.isCluster, trustServer)));
  const primaries = infos.filter((info) => info.get('role') === 'master');
  if (primaries.length === 0) throw refused('role', infos[0]?.get('role') ?? '', 'must be master');
  return {
    incarnation: primaries
      .map((info) => sha1Hex(`${info.get('run_id')}${info.get('master_replid')}`))
      .sort()
      .join('.'),
    isCluster: link.isCluster || primaries.some((info) => info.get('cluster_enabled') === '1'),
  };
}

async function checkNode(node: RedisNode, isCluster: boolean, trustServer: boolean): Promise<ServerInfo> {
  const info = parseInfo(replyText(await node.send(['INFO'])));
  const version = info.get('redis_version') ?? '';
  if (!(Number.parseInt(version, 10) >= OLDEST_VERSION)) {
    throw refused('redis_version', version, `must be ${OLDEST_VERSION} or later, or that of Valkey`);
  }
  if (trustServer) return info;
  await checkSettings(node, info.get('role') !== 'master');
  const replicas = info.get('connected_slaves') ?? '0';
  // The replicas of a cluster are asked themselves; those of a single server cannot be reached from here.
  if (!isCluster && replicas !== '0') throw refused('connected_slaves', replicas, 'must be 0: a replica keeps a copy');
  return info;
}

async function checkSettings(node: RedisNode, isReplica: boolean): Promise<void> {
  const rules = settingRules.filter(({ onReplica = false }) => isReplica || !onReplica);
  const settings = await readSettings(
    node,
    rules.map(({ setting }) => setting),
  );
  for (const { setting, accepts, wanted } of rules) {
    const value = settings.get(setting);
    if (value === undefined) throw unreadable();
    if (!accepts(value)) throw refused(setting, value, `must be ${wanted}`);
  }
}

/**
 * How full the fullest primary is: bytes in use to `maxmemory`, 0 where that says nothing.
 *
 * @see https://redis.io/docs/latest/commands/info/ section memory
 */
export async function loadOf(link: RedisLink): Promise<number> {
  const nodes = await link.nodes();
  const infos = await Promise.all(
    nodes.map(async (node) => parseInfo(replyText(await node.send(['INFO', 'memory', 'replication'])))),
  );
  const shares = infos
    .filter((info) => info.get('role') === 'master')
    .map((info) => Number(info.get('used_memory')) / Number(info.get('maxmemory')));
  return Math.max(0, ...shares.filter(Number.isFinite));
}

async function readSettings(node: RedisNode, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  let reply: unknown;
  try {
    reply = await node.send(['CONFIG', 'GET', ...names]);
  } catch (error) {
    // The server answered, and the answer is no: the account may not, or the provider has taken the command away.
    if (['NOPERM', 'ERR'].includes(redisErrorCode(error))) throw unreadable();
    throw error;
  }
  const texts = replyList(reply).map(replyText);
  return new Map(texts.flatMap((name, at) => (at % 2 === 0 ? [[name, texts[at + 1] ?? ''] as const] : [])));
}

function parseInfo(text: string): ServerInfo {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}

function refused(key: string, value: string, hint: string): TellsafeError {
  return new TellsafeError('option_invalid', {
    key,
    value,
    hint: `${hint} on the Redis of a volatile store (SF-OTR-01)`,
  });
}

function unreadable(): TellsafeError {
  const names = settingRules.filter(({ onReplica }) => !onReplica).map(({ setting }) => setting);
  const hint = `the Redis server does not show its settings; see to ${names.join(', ')} and set trustServer: true`;
  return new TellsafeError('option_invalid', { key: 'trustServer', value: false, hint });
}
