// An account's webhooks for an admin (SF-OPS-01): endpoints as they stand, the log, sending again, trying.
import type {
  WebhookDeliveriesRequest,
  WebhookDeliveriesResponse,
  WebhookDeliveryView,
  WebhookEndpointView,
  WebhookReplayRequest,
} from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';

/** What happened in a time, and is sent again. Instants in epoch ms. */
export type WebhookReplayTime = Omit<WebhookReplayRequest, 'cursor'>;

/** Webhooks; they need a session with the permission `accounts.manage`. An endpoint that the account lacks is `request_invalid`. */
export interface Webhooks {
  /** Every endpoint as it stands. @throws {TellsafeError} `permission_denied` */
  endpoints(): Promise<readonly WebhookEndpointView[]>;
  /** A page of what was sent to an endpoint in the last 30 days, what happened last first. @throws {TellsafeError} `permission_denied` */
  deliveries(endpoint: string, query?: WebhookDeliveriesRequest): Promise<WebhookDeliveriesResponse>;
  /**
   * Sends one message again.
   *
   * @returns false when it is being sent at this moment
   * @throws {TellsafeError} `permission_denied`, `request_invalid`
   */
  resend(endpoint: string, deliveryId: string): Promise<boolean>;
  /** Sends everything of a time again; gives the number of messages. @throws {TellsafeError} `permission_denied` */
  replay(endpoint: string, time: WebhookReplayTime): Promise<number>;
  /** Sends a `webhook.test` at once, without further attempts; may take 15 seconds. @throws {TellsafeError} `permission_denied` */
  test(endpoint: string): Promise<WebhookDeliveryView>;
  /** Goes on with an endpoint that answered 410, from where it stopped. @throws {TellsafeError} `permission_denied` */
  enable(endpoint: string): Promise<void>;
}

/**
 * Creates the webhooks part of a client.
 *
 * @param call - signed calls
 */
export function createWebhooks(call: Caller): Webhooks {
  return {
    endpoints: async () => (await call('webhookEndpoints', { idempotent: true })).endpoints,
    deliveries: (id, query = {}) => call('webhookDeliveries', { parameters: { id }, body: query, idempotent: true }),
    resend: async (id, deliveryId) =>
      (await call('webhookResend', { parameters: { id }, body: { deliveryId } })).count > 0,
    async replay(id, time) {
      let count = 0;
      let cursor: string | undefined;
      do {
        const body = { ...time, ...(cursor !== undefined && { cursor }) };
        const part = await call('webhookReplay', { parameters: { id }, body });
        count += part.count;
        cursor = part.cursor;
      } while (cursor !== undefined);
      return count;
    },
    test: async (id) => (await call('webhookTest', { parameters: { id }, body: {} })).delivery,
    enable: async (id) => {
      await call('webhookEnable', { parameters: { id }, body: {}, idempotent: true });
    },
  };
}
