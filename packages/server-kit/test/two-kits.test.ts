// Two kits on the same SQLite files, each with its own caches: what one ends, the other one must not go on with.
import { expect, test } from 'vitest';
import { wins } from './checks/one-time-keys.ts';
import { agentThrough, deviceThrough, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness } from './harness.ts';

async function twoKits(run: (one: Harness, other: Harness) => Promise<void>): Promise<void> {
  const one = await createHarness('sqlite');
  const first = one.tellsafe;
  await one.restart();
  const other = { ...one, tellsafe: first };
  try {
    await run(one, other);
  } finally {
    await other.tellsafe.close();
    await one.close();
  }
}

test('SF-OTK-02 one key raced through both: one winner', () =>
  twoKits(async (one, other) => {
    const { device, conversationId } = await sentForm(one, 'address');
    await device.open();
    const there = deviceThrough(other, device);
    const race = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? device : there).trySubmit(answers.address));
    expect(wins(await Promise.all(race))).toBe(1);
    const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
    expect((await one.stores.sealed.list(query)).records).toHaveLength(1);
  }));

test('SF-ACC-02 what ends through one is over through the other, however warm its caches are', () =>
  twoKits(async (one, other) => {
    for (const end of ['close', 'transfer', 'logout'] as const) {
      const { agent, conversationId, submissionId } = await submittedForm(one, 'address');
      const there = agentThrough(other, agent);
      const { readKey } = ok(await there.tryReadKey(submissionId));
      expect((await there.tryRead(submissionId, readKey)).status).toBe(200);
      if (end === 'logout') await agent.call('DELETE', '/v1/agent/sessions/current');
      else
        ok(
          await agent.call(
            'POST',
            `/v1/conversations/${conversationId}/${end}`,
            end === 'close' ? {} : { agentId: null },
          ),
        );
      expect([end, (await there.tryReadKey(submissionId)).status]).toEqual([end, end === 'logout' ? 401 : 410]);
      expect([end, (await there.tryRead(submissionId, readKey)).status]).toEqual([end, end === 'logout' ? 401 : 410]);
    }
  }));
