// Tries an endpoint with a message that tells nothing.
import { auditEntry, type Caller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';
import { webhookDeliveryKey } from '../services/records/keys.ts';
import { deliveryView, type WebhookDelivery } from './deliveries.ts';
import { deliveryOf, type Endpoint } from './follow.ts';
import { deliveryInput, withAttempt } from './records.ts';
import { attemptDelivery } from './work.ts';

/** Sends a `webhook.test` at once, without further attempts. The audit knows before it is sent. */
export async function sendTest(kit: Kit, caller: Caller, endpoint: Endpoint): Promise<WebhookDelivery> {
  const { account, settings } = endpoint;
  const object = { kind: 'webhook', id: settings.id } as const;
  await kit.audit.record(account, auditEntry(kit, caller, 'webhook-test', object, 'done'));
  const data = { accountId: account, endpoint: settings.id };
  const message = deliveryOf(kit, settings, { type: 'webhook.test', at: kit.clock(), data });
  const { attempt, posted } = await attemptDelivery(kit, endpoint, message);
  const sent = withAttempt(message, attempt, { status: posted.ok ? 'delivered' : 'failed' });
  const { group } = webhookDeliveryKey(account, settings.id, sent.id);
  await kit.stores.records.commit({ account, group, put: [deliveryInput(account, sent)] });
  return deliveryView(sent);
}
