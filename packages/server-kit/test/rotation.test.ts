// Keys are rotated between any two steps of everything there is: what began before goes on untouched, whatever was derived from
// the pepper then verifies with the pepper that made it (SF-OPS-03, SF-OTK-03).
import { describe, expect, test } from 'vitest';
import type { KeyProvider } from '../src/keys/types.ts';
import { type HarnessOptions, storeKinds, withHarness } from './harness.ts';
import { sized } from './proof/size.ts';
import { forgetsOlderKeys } from './support/faults.ts';
import { flowSteps, walkThrough } from './support/whole-flow.ts';

const account = { extensions: 2 };

/** Goes through everything, with so many rotations after some of the steps. */
const rotating =
  (isAfter: (step: string) => boolean, times: number, given: HarnessOptions = {}) =>
  ({ kind }: { kind: (typeof storeKinds)[number] }) =>
    withHarness(kind, { account, ...given }, (harness) =>
      walkThrough(harness, 'card', async (step) => {
        for (let count = 0; isAfter(step) && count < times; count += 1) await harness.keys.rotate();
      }),
    );

describe.each(storeKinds)('on the %s store', (kind) => {
  // Rotating after every step covers each gap on each store; the gaps one by one say which it is.
  const gaps = kind === 'memory' ? flowSteps : sized(['sign in', 'send', 'open', 'submit', 'read key'], flowSteps);

  test.each(gaps)('SF-OPS-03 a rotation after "%s" changes nothing', async (name) => {
    await rotating((step) => step === name, 1)({ kind });
  });

  test('SF-OPS-03 nor do three rotations after every step', async () => {
    await rotating(() => true, 3)({ kind });
  });
});

/** The steps after which a session goes on. */
const inSession = flowSteps.slice(0, -1);

test.each(inSession)('control: a provider that drops older peppers is caught after "%s"', async (name) => {
  const keys = (held: KeyProvider) => forgetsOlderKeys(held, 'mac');
  const walked = rotating((step) => step === name, 1, { keys })({ kind: 'memory' });
  await expect(walked).rejects.toThrow(/^step ".*" failed/);
});

test.each(['submit', 'submit again', 'look', 'read key', 'read'])(
  'control: a provider that drops older wrapping keys is caught after "%s"',
  async (name) => {
    const keys = (held: KeyProvider) => forgetsOlderKeys(held, 'unwrap');
    const walked = rotating((step) => step === name, 1, { keys })({ kind: 'memory' });
    await expect(walked).rejects.toThrow(/^step "read( again)?" failed/);
  },
);
