// The hostile strings are the ones that were chosen: a changed list must be noticed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test.each([
  ['blns.json.txt', 'c6a90b60659092675d0a47a60fbb3f677ea2073a9288c9eb1df47030a6b30a05', 515],
  ['xss-payloads-dompurify.json.txt', 'f21b07efe895be5c8cd2aa012274c21f04ba584f497aa40ae20149acbd2c02a5', 221],
])('T20 %s is unchanged', (name, digest, count) => {
  const bytes = readFileSync(new URL(`./data/${name}`, import.meta.url));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  expect(JSON.parse(bytes.toString('utf8'))).toHaveLength(count);
});
