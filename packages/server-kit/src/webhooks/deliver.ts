// One message to one endpoint, sent once: signed as Standard Webhooks says, never redirected, its answer not read.
// @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
import { type Posted, postOnce } from '../http/outgoing.ts';
import type { Kit } from '../services/kit.ts';
import type { DeliveryRecord } from './records.ts';
import { withText } from './said.ts';
import type { WebhookSettings } from './settings.ts';

/** An endpoint that says nothing for this long has not taken the message. */
export const WEBHOOK_TIMEOUT_MS = 15_000;

/** Sends a message. Never rejects: what goes wrong is an answer, too. */
export async function deliverWebhook(
  kit: Kit,
  account: string,
  { url, secrets }: WebhookSettings,
  { id, body: bare, said }: Pick<DeliveryRecord, 'id' | 'body' | 'said'>,
): Promise<Posted> {
  const sending = kit.webhooks;
  // The check at start has seen to it that there is a way where there are endpoints.
  if (!sending) return { ok: false, code: 'unavailable' };
  let body = bare;
  const prepare = async () => {
    if (said) body = await withText(kit, account, bare, said);
    // The time of the attempt, by which receivers refuse old ones (spec, «Webhook metadata»).
    const at = new Date(kit.clock());
    const { Webhook } = await import('standardwebhooks');
    return {
      headers: {
        'content-type': 'application/json',
        'user-agent': 'tellsafe-webhooks',
        'webhook-id': id,
        'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      },
    };
  };
  const send = (init: RequestInit) => sending.fetch(url, { ...init, body }, sending.targets.mayConnect);
  return postOnce(send, prepare, { timeoutMs: WEBHOOK_TIMEOUT_MS, clock: kit.clock });
}
