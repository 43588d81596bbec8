// A program that tries to spend every key of a PostgreSQL store, and prints the ones that it got. It says `ready` first and
// starts when a file appears, so that all of them start together. With the word `careless` it is the classic bug: it looks
// first and writes then, which the test must notice.
import { existsSync } from 'node:fs';
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';

const [url = '', schema = '', start = '', count = '0', name = '', manner = 'careful'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 4 });
const store = postgresStore({ client: pool, schema });

async function spend(at: number): Promise<void> {
  const place = { account: 'a', group: `g${at % 10}` };
  const key = { ...place, collection: 'key', id: `${at}` };
  const [record] = await store.get([key]);
  if (!record) throw new Error(`key ${at} is missing`);
  if (new TextDecoder().decode(record.body) !== 'unspent') return;
  const put = [{ ...key, body: new TextEncoder().encode(name), expiresAt: Number.MAX_SAFE_INTEGER }];
  const expect = manner === 'careless' ? [] : [{ key, version: record.version }];
  if (await store.commit({ ...place, expect, put })) console.log(at);
}

await store.get([{ account: 'a', group: 'g', collection: 'key', id: 'none' }]);
console.log('ready');
while (!existsSync(start)) await new Promise((resolve) => setTimeout(resolve, 1));

// Eight at a time, so that reads and commits of the processes interleave.
const numbers = Array.from({ length: Number(count) }, (_, at) => at);
for (let from = 0; from < numbers.length; from += 8) await Promise.all(numbers.slice(from, from + 8).map(spend));
await store.close();
await pool.end();
