// A program that commits to a SQLite store until it is killed, and prints each number that was acknowledged.
// Each commit puts two records and appends an event; eight are in flight at a time. With the word `early` it lies: it
// prints a number before the commit, which the test must notice.
import { writeSync } from 'node:fs';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';

const [path = '', first = '0', manner = 'honest'] = process.argv.slice(2);
const store = sqliteStore(path);
const expiresAt = Number.MAX_SAFE_INTEGER;
let next = Number(first);

/** Written at once, not when the stream finds the time: the process may be killed at any moment. */
function acknowledge(number: number): void {
  writeSync(1, `${number}\n`);
}

async function commitForEver(): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    const place = { account: 'a', group: `g${number}` };
    const body = new TextEncoder().encode(`${number}`.repeat(200));
    if (manner === 'early') acknowledge(number);
    await store.commit({
      ...place,
      put: ['left', 'right'].map((id) => ({ ...place, collection: 'c', id, body, expiresAt })),
      append: [{ type: `${number}`, body, expiresAt }],
    });
    if (manner === 'honest') acknowledge(number);
  }
}

for (let at = 0; at < 8; at += 1) void commitForEver();
