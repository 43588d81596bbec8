// The hostile strings that all tests of T20 share: the list of naughty strings, and the markup of a sanitiser's own tests.
import { readFileSync } from 'node:fs';

/** Every string that is not empty. */
export const hostileStrings: readonly string[] = ['blns', 'xss-payloads-dompurify']
  .map((name) => new URL(`../../../packages/agent-client/test/data/${name}.json.txt`, import.meta.url))
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as string[])
  .filter((text) => text !== '');
