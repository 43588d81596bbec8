// T8: no text but the genuine one opens anything, and all others are refused alike (SF-OTK-01, SF-OTK-04, SF-OTK-06).

import { parseOneTimeKey } from '@tellsafe/core/otk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyProvider } from '../../src/keys/types.ts';
import type { HarnessOptions } from '../harness.ts';
import { FUZZ_TIMEOUT_MS, fuzz } from './fuzz-run.ts';
import {
  everyForgery,
  type Forgery,
  forged,
  judgeForgery,
  type SecretName,
  secretNames,
  secrets,
} from './fuzz-secrets.ts';
import { createFuzzWorld, type FuzzWorld } from './fuzz-world.ts';

/** A few forgeries on top of each other. */
function target(world: FuzzWorld) {
  const one = (name: SecretName) => fc.constantFrom(...everyForgery(name, world.texts[name]));
  const inputs = fc.oneof(
    ...secretNames.map((name) =>
      fc.record({ name: fc.constant(name), forgeries: fc.array(one(name), { minLength: 1, maxLength: 3 }) }),
    ),
  );
  const check = async ({ name, forgeries }: { name: SecretName; forgeries: readonly Forgery[] }) => {
    const text = forgeries.reduce((before, forgery) => forged(name, before, forgery, world), world.texts[name]);
    await judgeForgery(world, name, text);
  };
  return { name: 'keys and handles', inputs, check };
}

/** The first forgery, of all that are a single step away, that is not refused as it must be. */
async function firstFlaw(world: FuzzWorld, names: readonly SecretName[]): Promise<string | undefined> {
  for (const name of names) {
    for (const forgery of everyForgery(name, world.texts[name])) {
      const flaw = await judgeForgery(world, name, forged(name, world.texts[name], forgery, world)).catch(String);
      if (flaw !== undefined) return `${JSON.stringify(forgery)}: ${flaw}`;
    }
  }
  return undefined;
}

describe('T8 SF-OTK-06 keys and handles', () => {
  let world: FuzzWorld;
  beforeAll(async () => {
    world = await createFuzzWorld();
  });
  afterAll(() => world.harness.close());

  const genuineWorks = async () => {
    for (const name of secretNames) {
      const answer = await secrets[name].present(world, world.texts[name]);
      expect([name, answer.status]).toEqual([name, 200]);
    }
  };

  test.each(secretNames)(
    '%s: every single-bit flip, cut, other letter, foreign part and account',
    { timeout: FUZZ_TIMEOUT_MS },
    async (name) => {
      expect(everyForgery(name, world.texts[name]).length).toBeGreaterThan(700);
      expect(await firstFlaw(world, [name])).toBeUndefined();
      await genuineWorks();
    },
  );

  test('several of them together', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    expect((await fuzz(target(world))).failure).toBeUndefined();
    await genuineWorks();
  });
});

/** Changes what comes in before the kit sees it. */
const rewriting = (change: (body: string) => string): HarnessOptions => ({
  fetch: (tellsafe) => async (request) => {
    if (request.method === 'GET' || !request.url.endsWith('/begin')) return tellsafe.fetch(request);
    return tellsafe.fetch(new Request(request, { body: change(await request.text()) }));
  },
});

const planted: readonly (readonly [mistake: string, said: RegExp, given: HarnessOptions])[] = [
  [
    'the last byte of a key is not compared',
    /Key was answered by 200/,
    {
      keys: (keys: KeyProvider) => ({
        mac: (data, keyId) => keys.mac(data.slice(0, -1), keyId),
        wrap: (dataKey, context) => keys.wrap(dataKey, context),
        unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
        rotate: () => keys.rotate(),
        destroy: (keyId) => keys.destroy(keyId),
      }),
    },
  ],
  [
    'padding is forgiven',
    /sentHandle was answered by 200/,
    rewriting((body) => body.replace(/("[\w-]{48})={1,2}"/, '$1"')),
  ],
  [
    'an unknown account is told apart',
    /was answered by 404/,
    {
      fetch: (tellsafe) => async (request) => {
        const { openKey } = JSON.parse((await request.clone().text()) || '{}') as { openKey?: string };
        const account = parseOneTimeKey(openKey)?.accountId;
        const known = account === undefined || ['acme', 'globex'].includes(account);
        return known ? tellsafe.fetch(request) : new Response('', { status: 404 });
      },
    },
  ],
];

test.each(planted)('T8 control: %s', { timeout: FUZZ_TIMEOUT_MS }, async (_mistake, said, given) => {
  const world = await createFuzzWorld(given);
  const flaw = await firstFlaw(world, secretNames);
  await world.harness.close();
  expect(flaw).toMatch(said);
});
