// A program that tries to spend every key of a Redis store, and prints the ones that it got. It says `ready` first and starts
// when the server has a key `go`, so that all of them start together. With the word `careless` it reads, then removes.
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { createClient } from 'redis';

const [url = '', count = '0', manner = 'careful'] = process.argv.slice(2);
const client = createClient({ url });
await client.connect();
const store = redisStore({ client, use: 'volatile' });
const place = { account: 'a', group: 'g', collection: 'key' };
const incarnation = await store.incarnation();

async function spend(at: number): Promise<void> {
  const key = { ...place, id: `${at}` };
  const [record] = await store.get([key]);
  if (!record) return;
  const expect = manner === 'careless' ? [] : [{ key, version: record.version }];
  if (await store.commit({ account: 'a', group: 'g', expect, remove: [key], incarnation })) console.log(at);
}

console.log('ready');
while (!(await client.exists('go'))) await new Promise((resolve) => setTimeout(resolve, 1));

// Eight at a time, so that reads and commits of the processes interleave.
const numbers = Array.from({ length: Number(count) }, (_, at) => at);
for (let from = 0; from < numbers.length; from += 8) await Promise.all(numbers.slice(from, from + 8).map(spend));
await store.close();
client.destroy();
