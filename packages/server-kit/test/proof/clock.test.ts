// T12: every time limit to the millisecond on each store; clocks that jump, and kits whose clocks differ. What was
// spent or ended stays so whatever the clocks say. What only ends by time ends by the clock of the kit that is asked, so kits on one
// store differ by as much as their clocks do, and a client of one is told so by another beyond the 60 s of a proof.
import { readdirSync, readFileSync } from 'node:fs';
import { timeLimits } from '@tellsafe/core/retention';
import { describe, expect, test, vi } from 'vitest';
import { createTellsafe } from '../../src/index.ts';
import { Agent, Device, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, type Harness, storeKinds, withHarness } from '../harness.ts';
import {
  clockAccount,
  limits,
  livesAfterJump,
  livesAfterRestart,
  livesAt,
  livesBeside,
  MINUTES,
  noLimits,
  OFFSETS,
  writtenDown,
  YEAR,
} from './clock-limits.ts';

const given = { account: clockAccount };
const table = limits.map((limit) => [`${limit.limit}: ${limit.what}`, limit] as const);

// The first test of a store waits until its server has started.
vi.setConfig({ testTimeout: 60_000 });

describe.each(storeKinds)('T12 on the %s store', (kind) => {
  test.each(table)('T12 SF-TIME %s, at −1, 0 and +1 ms of its end', async (_name, limit) => {
    for (const offset of OFFSETS) {
      await withHarness(kind, given, async (harness) => {
        expect([offset, await livesBeside(limit, harness, offset)]).toEqual([offset, livesAt(limit, offset)]);
      });
    }
  });

  test.each(table)('T12 SF-TIME %s: a clock that jumps back revives nothing', async (_name, limit) => {
    for (const back of [MINUTES, YEAR]) {
      await withHarness(kind, given, async (harness) => {
        expect([back, await livesAfterJump(limit, harness, back)]).toEqual([back, false]);
      });
    }
  });

  test.each(table.filter(([, { limit }]) => writtenDown.includes(limit)))(
    'T12 SF-TIME %s: once maintained, a restart by a clock that was set back revives nothing',
    async (_name, limit) => {
      for (const back of [MINUTES, YEAR]) {
        await withHarness(kind, given, async (harness) => {
          expect([back, await livesAfterRestart(limit, harness, back)]).toEqual([back, false]);
        });
      }
    },
  );

  test('T12 a clock that jumps ahead by a year ends everything, and what begins then goes well', () =>
    withHarness(kind, given, async (harness) => {
      const before = await submittedForm(harness);
      harness.clock.advance(YEAR);
      await harness.tellsafe.maintain();
      expect((await before.agent.tryReadKey(before.submissionId)).status).toBe(401);
      const after = await submittedForm(harness);
      expect((await after.agent.read(after.submissionId)).values).toEqual(answers.card);
    }));

  test.each([-YEAR, -MINUTES, MINUTES, YEAR])(
    'T12 SF-OTK-02 what was spent or ended by one kit stays so in another one %d ms off',
    (skew) =>
      withHarness(kind, { account: { ...clockAccount, retentionMonths: 13 } }, async (harness) => {
        const other = kitBeside(harness, skew, 13);
        await spentOnce(harness, other);
        await endedOnce(harness, other);
        await other.tellsafe.close();
      }),
  );

  test.each([-30_000, -1, 1, 30_000])(
    'T12 a limit differs between two kits by as much as their clocks: %d ms',
    (skew) =>
      withHarness(kind, given, async (harness) => {
        for (const [offset, status] of [
          [-1, 200],
          [0, 403],
        ] as const) {
          const other = kitBeside(harness, skew);
          const { device } = await sentForm(harness);
          const { openKey } = ok(await device.tryBegin());
          harness.clock.now += clockAccount.getFormTimeoutSec * 1000 - skew + offset;
          expect([offset, (await through(other, device).tryOpen(openKey)).status]).toEqual([offset, status]);
        }
      }),
  );

  test('T12 a client that follows the clock of one kit is told so by another one, more than a minute off', () =>
    withHarness(kind, given, async (harness) => {
      for (const [skew, status] of [
        [60_000, 200],
        [60_001, 401],
        [-60_000, 200],
        [-60_001, 401],
      ] as const) {
        const agent = await Agent.signIn(harness, 'ada');
        const other = { ...kitBeside(harness, skew), kitClock: harness.kitClock };
        const moved = new Agent(other, agent.session, agent.key);
        expect([skew, (await moved.call('GET', '/v1/agent/forms')).status]).toEqual([skew, status]);
      }
    }));
});

/** Another kit on the same stores, with its own caches and a clock that differs. */
function kitBeside(harness: Harness, skew: number, retentionMonths = 1): Harness {
  const clock = () => harness.clock() + skew;
  const tellsafe = createTellsafe({
    stores: harness.stores,
    keys: harness.keys,
    accounts: [
      { id: ACCOUNT, formOrigin: 'https://forms.acme.example', allowedOrigins: [], ...clockAccount, retentionMonths },
      { id: 'globex', formOrigin: 'https://forms.globex.example', allowedOrigins: [] },
    ],
    authenticate: () => null,
    clock,
    log: () => {},
    maintenance: 'manual',
  });
  return { ...harness, tellsafe, kitClock: clock };
}

const through = (harness: Harness, { handle, claim, openKey, opened, key }: Device) =>
  Object.assign(new Device(harness, handle), { claim, openKey, opened, key });

async function spentOnce(one: Harness, other: Harness): Promise<void> {
  const { agent, device, conversationId, invitation } = await sentForm(one);
  await device.open();
  const thief = new Device(other, device.handle);
  expect((await thief.tryOpen(device.openKey)).status).toBe(403);
  ok(await device.trySubmit(answers.card));
  expect((await through(other, device).trySubmit(answers.card)).status).toBe(403);
  const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  ok(await agent.tryRead(submissionId, readKey));
  const bob = await Agent.signIn(one, 'bob');
  expect((await new Agent(other, bob.session, bob.key).tryRead(submissionId, readKey)).status).toBeGreaterThan(400);
}

async function endedOnce(one: Harness, other: Harness): Promise<void> {
  const declined = await sentForm(one);
  ok(await declined.device.decline());
  expect((await through(other, declined.device).tryBegin()).status).toBe(403);
  const { agent, submissionId } = await submittedForm(one);
  const there = new Agent(other, agent.session, agent.key);
  expect((await agent.call('DELETE', '/v1/agent/sessions/current')).status).toBe(204);
  expect((await there.tryReadKey(submissionId)).status).toBe(401);
}

describe('T12 the table', () => {
  const rows = new Set([...limits.map(({ limit }) => limit), ...Object.keys(noLimits)]);

  test('T12 SF-TIME every time setting of an account has its row', () => {
    expect(Object.keys(timeLimits).filter((name) => !rows.has(name))).toEqual([]);
  });

  test('T12 SF-TIME every time in the sources of rules has its row, or a reason to have none', () => {
    const folders = ['../../../core/src/', '../../src/services/', '../../src/audit/', '../../src/accounts/'];
    const named = folders.flatMap((folder) => timesIn(new URL(folder, import.meta.url)));
    expect(named.length).toBeGreaterThanOrEqual(5);
    expect(named.filter((name) => !rows.has(name))).toEqual([]);
    const gone = [...rows].filter((name) => !named.includes(name) && !Object.hasOwn(timeLimits, name));
    expect(gone).toEqual([]);
  });

  test('T12 SF-TIME-04 linkTtlSec ends nothing in pages and apps', () =>
    withHarness('memory', given, async (harness) => {
      const { device } = await sentForm(harness);
      harness.clock.advance(clockAccount.linkTtlSec * 1000 + 1);
      expect((await device.tryBegin()).status).toBe(200);
    }));
});

/** Names of constants that are a time. */
function timesIn(folder: URL): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return sources.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/const ([A-Z_]+_(?:MS|SEC|MONTHS)) =/g)].map(
      ([, constant = '']) => constant,
    ),
  );
}
