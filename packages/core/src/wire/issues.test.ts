import { expect, test } from 'vitest';
import { isTellsafeError } from '../errors.ts';
import { parseRequest, routes } from './schemas.ts';

/** A list in a list in a list, as JSON can say it. */
const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

test.each([
  ['where a text is expected', (list: unknown) => list],
  ['as the length of what is no text', (list: unknown) => ({ length: list })],
  ['as the size of what is no text', (list: unknown) => ({ size: list })],
])('lists without end %s are a wrong request, not a failure of the server', (_, hostile) => {
  for (const depth of [1, 1_000, 3_000, 12_000, 30_000]) {
    for (const schema of [routes.decline.request, routes.conversationMessage.request]) {
      const names = Object.keys(schema.shape);
      const body = Object.fromEntries(names.map((name) => [name, hostile(deep(depth))]));
      let thrown: unknown;
      try {
        parseRequest(schema, body);
      } catch (error) {
        thrown = error;
      }
      expect(isTellsafeError(thrown, 'request_invalid')).toBe(true);
    }
  }
});
