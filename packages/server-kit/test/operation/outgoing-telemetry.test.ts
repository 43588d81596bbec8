// What the kit tells of its own requests and of what waits to be sent (SF-OPS-02): messages of channels, webhooks, push messages.
import { expect, test } from 'vitest';
import { withStage } from '../channels/outbox/stage.ts';
import { createPushStage, PushChat } from '../push/stage.ts';
import { type Recorded, recorded } from '../support/recorded.ts';
import { WebhookStage } from '../webhooks/stage.ts';

const REQUESTS = 'http.client.request.duration';

/** Every request took some time, and less than the test. */
function expectTimes(told: Recorded): void {
  const times = told.of(REQUESTS).map(({ value }) => value);
  expect(times.every((seconds) => seconds > 0 && seconds < 120)).toBe(true);
}

const post = (purpose: string, status: number) => ({
  ...{ 'http.request.method': 'POST', 'tellsafe.purpose': purpose, 'http.response.status_code': status },
});

test('SF-OPS-02 messages of channels are told by state, and each request to a provider with its status or failure', () => {
  const told = recorded();
  return withStage('memory', { options: { telemetry: told.telemetry } }, async (stage) => {
    const chat = await stage.chat('rcs');
    chat.provider.failNext({ status: 503, body: {} });
    await chat.write('Hello');
    // Control: before it is sent nothing is told.
    expect([told.of(REQUESTS), told.of('tellsafe.outbox.changes')]).toEqual([[], []]);
    await stage.maintain();
    await stage.pass(300_000);
    const states = told.attributesOf('tellsafe.outbox.changes').map((point) => point['tellsafe.state']);
    expect(states).toEqual(['sending', 'queued', 'sending', 'accepted']);
    const sends = told.attributesOf(REQUESTS).filter((point) => point['http.response.status_code'] !== 200);
    expect(sends).toEqual([post('provider', 503)]);
    expect(told.attributesOf(REQUESTS)).toContainEqual(post('provider', 200));
    expect(told.of('tellsafe.outbox.changes').every(({ value }) => value === 1)).toBe(true);
    expectTimes(told);
    stage.before.run = () => Promise.reject(new Error('the line broke'));
    await chat.write('Again');
    await stage.maintain();
    const failed = told.attributesOf(REQUESTS).at(-1);
    expect(failed).toEqual({
      ...{ 'http.request.method': 'POST', 'tellsafe.purpose': 'provider', 'error.type': expect.any(String) },
    });
    expect(JSON.stringify(failed)).not.toContain('line broke');
  });
});

test('SF-OPS-02 a webhook tells its lag when it is taken, however often it was tried before', async () => {
  const told = recorded();
  const events = { crm: { events: ['conversation.started'] } } as const;
  const stage = await WebhookStage.create('memory', events, { options: { telemetry: told.telemetry } });
  try {
    stage.receiver.plan('/crm', { status: 500 });
    await stage.startConversation();
    await stage.maintain();
    expect([told.attributesOf(REQUESTS), told.of('tellsafe.webhooks.lag')]).toEqual([[post('webhook', 500)], []]);
    stage.harness.clock.advance(60_000);
    await stage.maintain();
    expect(told.attributesOf(REQUESTS).slice(1)).toEqual([post('webhook', 204)]);
    const lags = told.of('tellsafe.webhooks.lag');
    expect(lags).toEqual([{ value: expect.any(Number), attributes: {} }]);
    expect(lags[0]?.value).toBeGreaterThanOrEqual(60);
    expect(lags[0]?.value).toBeLessThan(70);
    expectTimes(told);
  } finally {
    await stage.close();
  }
});

test('SF-OPS-02 requests to a push service are told, without its address', async () => {
  const told = recorded();
  const stage = await createPushStage('memory', { options: { telemetry: told.telemetry } });
  try {
    const chat = await PushChat.start(stage, 'en');
    const browser = await chat.browser();
    await chat.send();
    expect(told.attributesOf(REQUESTS)).toEqual([post('provider', 201)]);
    expect(JSON.stringify(told.of(REQUESTS))).not.toContain(new URL(browser.endpoint).pathname);
    expectTimes(told);
  } finally {
    await stage.close();
  }
});
