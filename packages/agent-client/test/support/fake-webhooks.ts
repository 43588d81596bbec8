// Webhooks without a server: an endpoint that works, one that fails, one that is gone.
import { type WebhookDeliveryView, type WebhookEndpointView, webhookEventTypes } from '@tellsafe/core/wire';
import type { Webhooks } from '../../src/webhooks.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const MINUTE = 60_000;

/** An endpoint. */
export function endpointOf(given: Partial<WebhookEndpointView> = {}): WebhookEndpointView {
  return {
    ...{ id: 'crm', origin: 'https://crm.acme.example', events: webhookEventTypes, allEvents: true, secrets: 1 },
    ...{ disabledAt: null, lastSuccessAt: NOW, failingSince: null, waiting: 0, nextAttemptAt: null },
    ...given,
  };
}

/** An endpoint of each kind. */
export const endpoints: readonly WebhookEndpointView[] = [
  endpointOf(),
  endpointOf({
    ...{ id: 'warehouse', origin: 'https://hooks.warehouse.example:8443', secrets: 2, waiting: 200 },
    ...{ failingSince: NOW - 90 * MINUTE, lastSuccessAt: NOW - 95 * MINUTE, nextAttemptAt: NOW + 20 * MINUTE },
    ...{ allEvents: false, events: ['invitation.submitted', 'conversation.closed'] },
  }),
  endpointOf({
    id: 'old-flow',
    origin: 'https://flow.example',
    disabledAt: NOW - MINUTE,
    waiting: 12,
    lastSuccessAt: null,
  }),
];

/** A delivery. */
export function deliveryOf(number: number, given: Partial<WebhookDeliveryView> = {}): WebhookDeliveryView {
  const at = NOW - number * MINUTE;
  return {
    id: `msg_7f8c9670-b6e5-4973-8571-${String(number).padStart(12, '0')}`,
    ...{ type: webhookEventTypes[number % webhookEventTypes.length] ?? 'webhook.test', status: 'delivered', at },
    attempts: [{ at: at + 300, durationMs: 84, status: 204, code: 'http_204' }],
    ...given,
  };
}

const failedAttempts = [
  { at: NOW - 80 * MINUTE, durationMs: 15_000, code: 'timeout' },
  { at: NOW - 75 * MINUTE, durationMs: 12, code: 'ECONNREFUSED' },
  { at: NOW - 40 * MINUTE, durationMs: 1_240, status: 503, code: 'http_503' },
];

/** Deliveries of each status. */
export const deliveries: readonly WebhookDeliveryView[] = [
  deliveryOf(1),
  deliveryOf(2, { status: 'pending', attempts: failedAttempts, nextAttemptAt: NOW + 20 * MINUTE }),
  deliveryOf(3, { status: 'failed', attempts: failedAttempts }),
  deliveryOf(4, { status: 'pending', attempts: [], nextAttemptAt: NOW }),
  ...Array.from({ length: 9 }, (_, at) => deliveryOf(at + 5)),
];

/** What a test tells the fake. */
export interface FakeWebhooksOptions {
  readonly endpoints?: readonly WebhookEndpointView[];
  readonly deliveries?: readonly WebhookDeliveryView[];
  readonly refuse?: () => never;
}

/** The fake with what it was told to do. */
export interface FakeWebhooks extends Webhooks {
  readonly done: unknown[];
}

/** Creates fake webhooks. */
export function fakeWebhooks(options: FakeWebhooksOptions = {}): FakeWebhooks {
  const all = options.deliveries ?? deliveries;
  const done: unknown[] = [];
  return {
    done,
    endpoints: async () => {
      options.refuse?.();
      return options.endpoints ?? endpoints;
    },
    deliveries: async (_endpoint, { status, limit = 50, cursor = '0' } = {}) => {
      const found = all.filter((each) => status === undefined || each.status === status);
      const end = Number(cursor) + limit;
      return { deliveries: found.slice(Number(cursor), end), ...(end < found.length && { cursor: String(end) }) };
    },
    resend: async (...given) => {
      done.push(['resend', ...given]);
      return true;
    },
    replay: async (...given) => {
      done.push(['replay', ...given]);
      return 37;
    },
    test: async (endpoint) => {
      done.push(['test', endpoint]);
      return deliveryOf(0, {
        type: 'webhook.test',
        ...(endpoint !== 'crm' && { status: 'failed', attempts: failedAttempts }),
      });
    },
    enable: async (endpoint) => {
      done.push(['enable', endpoint]);
    },
  };
}
