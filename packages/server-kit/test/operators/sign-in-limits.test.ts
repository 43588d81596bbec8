// How often somebody may try to prove who they are (SF-OPS-04, SF-POL-02): per address and per name, over all processes, told to the audit.
import { describe, expect, test } from 'vitest';
import type { SignInLimitOptions } from '../../src/operators/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { fingerprint, ok } from '../clients.ts';
import { ACCOUNT } from '../harness.ts';
import { Browser, createOperator, createStage, PASSWORD, type Stage, signedIn, toldOf } from './stage.ts';

const clientAddress: SignInLimitOptions['clientAddress'] = ({ headers }) => headers.get('x-test-address') ?? undefined;

const attempt = (browser: Browser, name: string, address: string, password = 'wrong horse 1') =>
  browser.post('/sign-in', { account: ACCOUNT, name, password }, { 'x-test-address': address });

const refusals = async (stage: Stage) => (await toldOf(stage)).filter((entry) => entry === 'operator-sign-in rate');

/** One password at many names, from one address. @returns statuses by how often they came */
async function spraying(limits: SignInLimitOptions | undefined): Promise<Record<number, number>> {
  const stage = createStage(limits && { limits });
  const counts: Record<number, number> = {};
  for (let at = 0; at < 30; at += 1) {
    const { status } = await attempt(new Browser(stage), `name${at}`, '203.0.113.7');
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

describe('SF-OPS-04 an address', () => {
  test('that tries one password at many names is stopped, others are not, and a minute later it may again', async () => {
    const stage = createStage({ limits: { clientAddress, perAddressPerMin: 10 } });
    await createOperator(stage, 'ada');
    const browser = new Browser(stage);
    for (let at = 0; at < 10; at += 1) expect((await attempt(browser, `name${at}`, '203.0.113.7')).status).toBe(401);
    const refused = [
      await attempt(browser, 'name0', '203.0.113.7'),
      await attempt(browser, 'ada', '203.0.113.7'),
      await attempt(browser, 'ada', '203.0.113.7', PASSWORD),
    ];
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 429, body: { code: 'overloaded', status: 429 } });
    ok(await attempt(browser, 'ada', '203.0.113.8', PASSWORD));
    stage.clock.advance(Number(refused[0]?.headers.get('retry-after')) * 1000);
    ok(await attempt(browser, 'ada', '203.0.113.7', PASSWORD));
  });

  test('is counted for codes and passwords of those who are signed in as well, and for nothing else', async () => {
    const { browser } = await signedIn('ada', { limits: { clientAddress, perAddressPerMin: 10 } });
    const from = { 'x-test-address': '203.0.113.7' };
    const change = () => browser.post('/password', { current: PASSWORD, next: 'short' }, from);
    for (let at = 0; at < 10; at += 1) expect((await change()).status).toBe(400);
    expect((await change()).status).toBe(429);
    expect((await browser.post('/second-factor/enrol', { password: PASSWORD }, from)).status).toBe(429);
    ok(await browser.post('/activity', {}, from));
    ok(await browser.post('/sign-out', {}, from));
  });

  test('is what it is held to: ten of thirty pass', async () => {
    expect(await spraying({ clientAddress, perAddressPerMin: 10 })).toEqual({ 401: 10, 429: 20 });
  });

  test('control: without an address nothing stops it', async () => {
    expect(await spraying(undefined)).toEqual({ 401: 30 });
  });
});

describe('SF-OPS-04 a name', () => {
  const limits = { perNamePerMin: 10 };

  test('that is tried too often waits, whether or not somebody has it, and no other', async () => {
    const stage = createStage({ limits });
    await createOperator(stage, 'ada');
    await createOperator(stage, 'bob');
    stage.clock.advance(60_000);
    const browser = new Browser(stage);
    const last = async (name: string) => {
      for (let at = 0; at < 10; at += 1) expect((await browser.signIn(name, 'wrong horse 1')).status).toBe(401);
      return browser.signIn(name);
    };
    const refused = [await last('ada'), await last('nobody'), await browser.signIn(' NOBODY ')];
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]?.status).toBe(429);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    ok(await browser.signIn('bob'));
  });

  /** How many of a hundred attempts in turn are judged. */
  const judged = async (stages: readonly Stage[]) => {
    const attempts = Array.from({ length: 100 }, (_, at) =>
      new Browser(stages[at % stages.length] as Stage).signIn('nobody'),
    );
    return (await Promise.all(attempts)).filter(({ status }) => status === 401).length;
  };

  test('is counted by processes on one store together, and is not in it', async () => {
    const { store, keys, clock } = createStage();
    const stages = Array.from({ length: 4 }, () => createStage({ store, keys, limits }, clock));
    // Each lets two pass by itself before it asks the others.
    expect(await judged(stages)).toBeLessThanOrEqual(10 + 4 * 2);
  });

  test('control: processes that count apart let more pass', async () => {
    const { keys, clock } = createStage();
    const stages = Array.from({ length: 4 }, () => createStage({ store: memoryStore({ clock }), keys, limits }, clock));
    expect(await judged(stages)).toBe(40);
  });

  test('SF-AUD-01 the audit is told once a minute, without the name', async () => {
    const stage = createStage({ limits });
    for (let at = 0; at < 30; at += 1) await new Browser(stage).signIn('nobody');
    expect(await refusals(stage)).toHaveLength(1);
    stage.clock.advance(60_000);
    for (let at = 0; at < 30; at += 1) await new Browser(stage).signIn('nobody');
    expect(await refusals(stage)).toHaveLength(2);
    expect(stage.log).toEqual([]);
  });
});

test.each([
  [{ perNamePerMin: 9 }, 'setting_invalid', 'limits.perNamePerMin'],
  [{ perAddressPerMin: 100_001 }, 'setting_invalid', 'limits.perAddressPerMin'],
  [{ perNamePerMin: '60' }, 'setting_invalid', 'limits.perNamePerMin'],
  [{ clientAddress: 'x' }, 'option_invalid', 'limits.clientAddress'],
  [{ perHour: 1 }, 'option_invalid', 'limits.perHour'],
])('SF-OPS-04 %j is refused at start', (limits, code, key) => {
  expect(() => createStage({ limits: limits as never })).toThrow(
    expect.objectContaining({ code, params: expect.objectContaining({ key }) }),
  );
});
