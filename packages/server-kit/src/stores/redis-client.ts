// The two client libraries behind one small link: `redis` (node-redis) and `ioredis`, a single server or a cluster. Typed by
// the few methods that are called, so that neither library is a dependency.
import { TellsafeError } from '@tellsafe/core';

/** What a command is made of. */
export type RedisArgument = string | Uint8Array;

/** A client, pool or cluster node of `redis` (node-redis 5 or later). */
export interface NodeRedisClient {
  sendCommand(command: readonly RedisArgument[], options?: object): Promise<unknown>;
}

/** A cluster client of `redis` (node-redis 5 or later). */
export interface NodeRedisCluster {
  readonly masters: readonly object[];
  readonly replicas: readonly object[];
  nodeClient(node: never): NodeRedisClient | Promise<NodeRedisClient>;
  sendCommand(
    firstKey: string | undefined,
    isReadonly: boolean | undefined,
    command: readonly RedisArgument[],
    options?: object,
  ): Promise<unknown>;
}

/** A client of `ioredis` (5 or later). */
export interface IoRedisClient {
  callBuffer(command: string, parameters: (RedisArgument | number)[]): Promise<unknown>;
}

/** A cluster client of `ioredis` (5 or later). */
export interface IoRedisCluster extends IoRedisClient {
  nodes(role: 'all'): readonly IoRedisClient[];
}

/** Any of the clients that are understood. It stays the caller's: connecting and closing it is not the store's business. */
export type RedisClient = NodeRedisClient | NodeRedisCluster | IoRedisClient | IoRedisCluster;

/** One server. */
export interface RedisNode {
  /** Runs a command on this server. Texts of the reply are bytes. */
  send(command: readonly RedisArgument[]): Promise<unknown>;
}

/** The way to the servers, whichever library goes it. */
export interface RedisLink {
  readonly isCluster: boolean;
  /** Runs a command on the server that has this key. Texts of the reply are bytes. */
  send(key: string, command: readonly RedisArgument[]): Promise<unknown>;
  /** Every server that can be reached, replicas of a cluster included. */
  nodes(): Promise<readonly RedisNode[]>;
}

/**
 * Finds out which library a client is of.
 *
 * @throws TellsafeError `option_invalid` when it is of neither
 */
export function linkTo(client: RedisClient): RedisLink {
  if (isOfIoRedis(client)) return ioRedisLink(client);
  if (isNodeRedisCluster(client)) return nodeRedisClusterLink(client);
  if (hasMethod(client, 'sendCommand')) return nodeRedisLink(client);
  throw new TellsafeError('option_invalid', { key: 'client', hint: 'must be a client of redis or ioredis' });
}

function ioRedisLink(client: IoRedisClient | IoRedisCluster): RedisLink {
  const nodeOf = (one: IoRedisClient): RedisNode => ({
    send: ([name = '', ...parameters]) => one.callBuffer(String(name), parameters.map(toBuffer)),
  });
  const whole = nodeOf(client);
  // A cluster client finds the server by the key that the command names.
  const send = (_key: string, command: readonly RedisArgument[]) => whole.send(command);
  if (!('nodes' in client)) return { isCluster: false, send, nodes: async () => [whole] };
  return { isCluster: true, send, nodes: async () => client.nodes('all').map(nodeOf) };
}

/**
 * Replies as this file promises them: texts as bytes, maps as flat arrays, verbatim texts as strings.
 *
 * @see https://github.com/redis/redis-specifications/blob/master/protocol/RESP3.md 36 is `$`, 37 `%`, 61 `=`
 */
function nodeRedisOptions(): object {
  return { typeMapping: { 36: Buffer, 37: Array, 61: String } };
}

function nodeRedisLink(client: NodeRedisClient): RedisLink {
  const options = nodeRedisOptions();
  const node: RedisNode = { send: (command) => client.sendCommand(command.map(toBuffer), options) };
  return { isCluster: false, send: (_key, command) => node.send(command), nodes: async () => [node] };
}

function nodeRedisClusterLink(client: NodeRedisCluster): RedisLink {
  const options = nodeRedisOptions();
  return {
    isCluster: true,
    send: (key, command) => client.sendCommand(key, false, command.map(toBuffer), options),
    nodes: async () => {
      const clients = await Promise.all(
        [...client.masters, ...client.replicas].map((node) => client.nodeClient(node as never)),
      );
      return clients.map((one) => ({ send: (command) => one.sendCommand(command.map(toBuffer), options) }));
    },
  };
}

/** Both libraries take bytes as `Buffer` only. */
function toBuffer(argument: RedisArgument): RedisArgument {
  if (typeof argument === 'string') return argument;
  return Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength);
}

function isOfIoRedis(client: RedisClient): client is IoRedisClient | IoRedisCluster {
  return hasMethod(client, 'callBuffer');
}

function isNodeRedisCluster(client: RedisClient): client is NodeRedisCluster {
  return hasMethod(client, 'sendCommand') && hasMethod(client, 'nodeClient');
}

function hasMethod(client: unknown, name: string): boolean {
  const holder = client as Record<string, unknown> | null | undefined;
  return typeof holder === 'object' && holder !== null && typeof holder[name] === 'function';
}
