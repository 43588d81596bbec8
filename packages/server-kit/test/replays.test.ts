// Requests that come again, or come from somewhere else, and failures inside the kit.
import { describe, expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { Agent, call, ok, readAnswer, requestOf, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness } from './harness.ts';
import { storeWith } from './support/broken-stores.ts';
import { dumpOf } from './support/dump.ts';

const someUuid = '6f1d1c1e-0000-4000-8000-000000000000';

describe('replays', () => {
  test('a captured request of an agent, sent again, changes nothing more', async () => {
    const harness = await createHarness('memory');
    const { agent, conversationId } = await submittedForm(harness);
    const bob = await Agent.signIn(harness, 'bob');
    const captured: [string, unknown][] = [
      [`/v1/conversations/${conversationId}/messages`, { requestId: someUuid, text: 'once' }],
      [`/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }],
    ];
    for (const [path, body] of captured) {
      const headers = await agent.headers('POST', path, body);
      ok(await call(harness, 'POST', path, { body, headers }));
      const before = await dumpOf(harness.stores);
      ok(await call(harness, 'POST', path, { body, headers }));
      expect(await dumpOf(harness.stores)).toBe(before);
      harness.clock.advance(60_001);
      expect((await call(harness, 'POST', path, { body, headers })).body).toMatchObject({ code: 'proof_stale' });
    }
    expect((await bob.conversation(conversationId)).messages.map(({ text }) => text)).toEqual(['once']);
    await harness.close();
  });

  test('a submit that is sealed anew under a spent key is refused', async () => {
    const harness = await createHarness('memory');
    const { device } = await submittedForm(harness);
    const body = { submitKey: device.opened?.submitKey, sealed: await device.seal(answers.card) };
    expect((await device.proven('/v1/forms/submit', body)).status).toBe(403);
    await harness.close();
  });

  test('failures inside the kit are logged by code and place, answered without detail, and the kit lives on', async () => {
    let broken = false;
    const harness = await createHarness('memory', {
      wrap: (stores) => ({
        ...stores,
        records: storeWith(stores.records, {
          get: (keys) => {
            if (broken) throw new Error('card 4111111111111111');
            return stores.records.get(keys);
          },
        }),
      }),
    });
    const agent = await Agent.signIn(harness, 'ada');
    broken = true;
    const answer = await agent.call('GET', '/v1/agent/forms');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(tracesOf(answer.text + JSON.stringify(harness.log), ['4111111111111111'])).toEqual([]);
    expect(harness.log.at(-1)).toMatchObject({ level: 'error', code: 'Error', where: 'agentForms' });
    broken = false;
    expect((await agent.call('GET', '/v1/agent/forms')).status).toBe(200);
    await harness.close();
  });

  test('a request that lies about its origin is not helped by the account of its key', async () => {
    const harness = await createHarness('memory');
    const { device } = await submittedForm(harness);
    const headers = { Origin: 'https://globex.example' };
    const body = { handle: device.handle };
    const answer = await call(harness, 'POST', '/v1/invitations/received', { body, headers });
    expect(answer.body).toMatchObject({ code: 'invitation_unavailable' });
    const agent = await Agent.signIn(harness, 'ada');
    const proof = await agent.headers('GET', '/v1/agent/forms');
    const forms = await call(harness, 'GET', '/v1/agent/forms', { headers: { ...proof, ...headers } });
    expect(forms.body).toMatchObject({ code: 'origin_refused' });
    const start = requestOf('POST', '/v1/conversations', { body: { account: ACCOUNT }, headers });
    expect((await readAnswer(await harness.tellsafe.fetch(start))).body).toMatchObject({ code: 'origin_refused' });
    await harness.close();
  });
});
