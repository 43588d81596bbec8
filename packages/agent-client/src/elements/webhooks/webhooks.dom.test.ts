// The webhooks' page without a browser: what it says, asks before it does, and never shows.
import { webhookEventTypes } from '@tellsafe/core/wire';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  all,
  attributesOf,
  button,
  loadEnglish,
  mount,
  one,
  rendered,
  settled,
  textOf,
} from '../../../test/support/elements.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import { deliveries, deliveryOf, endpointOf, fakeWebhooks } from '../../../test/support/fake-webhooks.ts';
import { defineWebhooks } from './define.ts';
import { replayOf } from './replay-dialog.ts';
import { webhookTexts } from './texts.ts';
import type { TellsafeWebhooks } from './webhooks.ts';

beforeAll(async () => {
  defineWebhooks();
  await loadEnglish();
});
afterEach(() => document.body.replaceChildren());

async function page(options: Parameters<typeof fakeWebhooks>[0] = {}) {
  const webhooks = fakeWebhooks({ deliveries: deliveries.slice(0, 3), ...options });
  const element = await mount<TellsafeWebhooks>('tellsafe-webhooks', { client: fakeClient({ webhooks }) });
  await settled(element);
  return { webhooks, element };
}

async function choose(element: HTMLElement, name: string, value: string) {
  const field = one<HTMLSelectElement>(element, `[name=${name}]`);
  field.value = value;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type));
  await settled(element);
}

describe('SF-OPS-01 the page', () => {
  test.each(['en', 'de', 'ar'] as const)('names every event in %s', (language) => {
    const texts: Readonly<Record<string, unknown>> = webhookTexts[language];
    expect(webhookEventTypes.filter((type) => typeof texts[`event.${type}`] !== 'string')).toEqual([]);
  });

  test('says how each endpoint stands', async () => {
    const { element } = await page();
    const [crm, warehouse, old] = all(element, 'li.card').map(textOf);
    expect(crm).toContain('Working');
    expect(warehouse).toContain('Failing');
    expect(warehouse).toContain('200 or more');
    expect(warehouse).toContain('2 secrets: a change is under way');
    expect(old).toContain('It answered “410 Gone”');
  });

  test('tries an endpoint and says how that went', async () => {
    const { element, webhooks } = await page();
    for (const card of all(element, 'li.card').slice(0, 2)) card.querySelector<HTMLElement>('.test')?.click();
    await settled(element);
    const [good, bad] = all(element, 'li.card').map(textOf);
    expect(good).toContain('The test was taken: HTTP 204 after 84 ms.');
    expect(bad).toContain('The test was not taken: HTTP 503.');
    expect(webhooks.done).toEqual([
      ['test', 'crm'],
      ['test', 'warehouse'],
    ]);
  });

  test('shows the log with attempts, by status, and sends a message again', async () => {
    const { element, webhooks } = await page();
    await choose(element, 'status', 'failed');
    expect(all(element, 'tbody tr')).toHaveLength(1);
    one(element, 'button.disclose').click();
    await rendered(element);
    expect(textOf(one(element, '.details'))).toContain('no answer within 15 seconds');
    one(element, 'button.resend').click();
    await settled(element);
    expect(webhooks.done).toEqual([['resend', 'crm', deliveryOf(3).id]]);
    expect(textOf(one(element, '[role=status]'))).toBe('The message is sent again.');
  });

  test('asks which time is sent again, and says what is missing', async () => {
    const { element, webhooks } = await page();
    HTMLDialogElement.prototype.showModal ??= function open(this: HTMLDialogElement) {
      this.open = true;
    };
    one(element, '.open-replay').click();
    await rendered(element);
    const submit = () => one(element, 'dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
    submit();
    await rendered(element);
    expect(textOf(one(element, 'dialog'))).toContain('Choose when to begin.');
    await choose(element, 'since', '2026-11-22T09:00');
    submit();
    await settled(element);
    const since = new Date('2026-11-22T09:00').getTime();
    expect(webhooks.done).toEqual([['replay', 'crm', { since, status: 'failed' }]]);
    expect(textOf(one(element, '[role=status]'))).toBe('37 messages are sent again.');
  });

  test('T20 hostile origins and codes are text alone', async () => {
    const code = '<img src=x onerror=alert(1)>';
    const { element } = await page({
      endpoints: [endpointOf({ origin: `https://${code}\u202e` })],
      deliveries: [deliveryOf(1, { attempts: [{ at: 0, durationMs: 1, code }] })],
    });
    expect(all(element, 'img')).toEqual([]);
    expect(element.shadowRoot?.textContent).not.toContain('\u202e');
    expect(attributesOf(element)).not.toContain('onerror');
    expect(textOf(element)).toContain(`no connection (${code})`);
  });

  test('says where endpoints come from when there is none', async () => {
    const { element } = await page({ endpoints: [] });
    expect(textOf(element)).toContain('configuration of the server');
    expect(button(element, 'Refresh')).toBeDefined();
  });
});

test('a time that is sent again has a beginning, and ends after it', () => {
  const fields = { since: '2026-11-22T09:00', until: '', status: '' } as const;
  expect(replayOf({ ...fields, since: '' })).toBe('sinceMissing');
  expect(replayOf({ ...fields, until: '2026-11-22T09:00' })).toBe('untilOrder');
  expect(replayOf({ ...fields, until: '2026-11-22T10:00' })).toEqual({
    since: new Date('2026-11-22T09:00').getTime(),
    until: new Date('2026-11-22T10:00').getTime(),
  });
});
