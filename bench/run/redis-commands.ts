// How many commands a Redis has been given.
import { Redis } from 'ioredis';

/** Commands of clients since its start, without those that ask for this. */
export async function redisCommands(url: string): Promise<number> {
  const client = new Redis(url);
  const stats = await client.info('commandstats');
  client.disconnect();
  const calls = [...stats.matchAll(/^cmdstat_(\S+?):calls=(\d+)/gm)];
  const ours = calls.filter(([, name = '']) => !/^(?:info|client|hello|config)/.test(name));
  return ours.reduce((sum, [, , count]) => sum + Number(count), 0);
}
