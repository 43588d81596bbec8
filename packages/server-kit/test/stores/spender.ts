// A program that tries to spend every key of a SQLite store, and prints the ones that it got. It says `ready` first and
// starts when a file appears beside the store, so that all of them start together.
import { existsSync } from 'node:fs';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';

const [path = '', count = '0', name = ''] = process.argv.slice(2);
const store = sqliteStore(path);
const place = { account: 'a', group: 'g', collection: 'key' };

async function spend(at: number): Promise<void> {
  const key = { ...place, id: `${at}` };
  const [record] = await store.get([key]);
  if (!record) throw new Error(`key ${at} is missing`);
  if (new TextDecoder().decode(record.body) !== 'unspent') return;
  const put = [{ ...key, body: new TextEncoder().encode(name), expiresAt: Number.MAX_SAFE_INTEGER }];
  const done = await store.commit({ account: 'a', group: 'g', expect: [{ key, version: record.version }], put });
  if (done) console.log(at);
}

console.log('ready');
while (!existsSync(`${path}.go`)) await new Promise((resolve) => setTimeout(resolve, 1));

// Eight at a time, so that reads and commits of the processes interleave.
const numbers = Array.from({ length: Number(count) }, (_, at) => at);
for (let from = 0; from < numbers.length; from += 8) await Promise.all(numbers.slice(from, from + 8).map(spend));
await store.close();
