// What a host does with webhooks: look at what was sent, send it again, try an endpoint, enable one that said it was gone.
import { hostCaller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';
import {
  listDeliveries,
  type WebhookDelivery,
  type WebhookDeliveryPage,
  type WebhookDeliveryQuery,
} from './deliveries.ts';
import { enableEndpoint, endpointAt, listEndpoints, type WebhookEndpoint, type WebhookPlace } from './endpoints.ts';
import { replayOne, replayPart, type WebhookReplay } from './replay.ts';
import { sendTest } from './try.ts';

export type { WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryQuery } from './deliveries.ts';
export type { WebhookEndpoint, WebhookPlace } from './endpoints.ts';
export type { WebhookReplay } from './replay.ts';

/** Webhooks of an account (SF-OPS-01). A wrong account is refused with `account_unknown`, a wrong endpoint with a RangeError. */
export interface WebhookMethods {
  endpoints(input: { readonly accountId: string }): Promise<readonly WebhookEndpoint[]>;
  /** What was sent in the last 30 days, and how that went. */
  deliveries(query: WebhookDeliveryQuery): Promise<WebhookDeliveryPage>;
  /** Sends again, under the same `webhook-id`, with all attempts anew. Gives the number of messages. */
  replay(input: WebhookReplay): Promise<number>;
  /** Sends a `webhook.test` at once, without further attempts. */
  test(place: WebhookPlace): Promise<WebhookDelivery>;
  /** Goes on with an endpoint that answered 410, from where it stopped. */
  enable(place: WebhookPlace): Promise<void>;
}

type WhenReady = <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>;

/** Makes the methods. @param whenReady waits for the start work */
export function webhookMethods(kit: Kit, whenReady: WhenReady): WebhookMethods {
  return {
    endpoints: whenReady(({ accountId }) => listEndpoints(kit, accountId)),
    deliveries: whenReady((query) => listDeliveries(kit, endpointAt(kit, query), query)),
    replay: whenReady(async (input) => {
      const endpoint = endpointAt(kit, input);
      if ('deliveryId' in input) return replayOne(kit, hostCaller, endpoint, input.deliveryId);
      let count = 0;
      let cursor: string | undefined;
      do {
        const part = await replayPart(kit, hostCaller, endpoint, { ...input, ...(cursor !== undefined && { cursor }) });
        count += part.count;
        cursor = part.cursor;
      } while (cursor !== undefined);
      return count;
    }),
    test: whenReady(async (place) => sendTest(kit, hostCaller, endpointAt(kit, place))),
    enable: whenReady(async (place) => enableEndpoint(kit, hostCaller, endpointAt(kit, place))),
  };
}
