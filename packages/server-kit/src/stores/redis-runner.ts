// Runs commands and scripts on a link, each within its time. Knows nothing of records.
import type { RedisArgument, RedisLink } from './redis-client.ts';
import { inTime, redisErrorCode } from './redis-replies.ts';
import type { RedisScript } from './redis-scripts.ts';

/** The way in which the store speaks to Redis. */
export class RedisRunner {
  /** The link, with the same patience. */
  readonly link: RedisLink;

  constructor(link: RedisLink, timeoutMs: number) {
    this.link = {
      isCluster: link.isCluster,
      send: (key, command) => inTime(link.send(key, command), timeoutMs),
      nodes: async () => {
        const nodes = await inTime(link.nodes(), timeoutMs);
        return nodes.map((node) => ({ send: (command) => inTime(node.send(command), timeoutMs) }));
      },
    };
  }

  /** Runs a command on the server of a key. */
  send(key: string, command: readonly RedisArgument[]): Promise<unknown> {
    return this.link.send(key, command);
  }

  /** Runs a script by its name, and with its source where the server does not remember it. */
  async run({ sha, source }: RedisScript, keys: readonly string[], values: readonly RedisArgument[]): Promise<unknown> {
    const [first = ''] = keys;
    const rest = [String(keys.length), ...keys, ...values];
    try {
      return await this.send(first, ['EVALSHA', sha, ...rest]);
    } catch (error) {
      if (redisErrorCode(error) !== 'NOSCRIPT') throw error;
      return this.send(first, ['EVAL', source, ...rest]);
    }
  }
}
