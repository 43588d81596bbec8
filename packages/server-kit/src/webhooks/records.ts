// Records of webhooks: how far an endpoint has been told, and each message to it with its attempts. Both in the endpoint's group, so that
// one commit moves the place and puts the messages.
import type { WebhookDeliveryStatus } from '@tellsafe/core/wire';
import { jsonCodec } from '../services/records/codec.ts';
import { webhookDeliveryKey } from '../services/records/keys.ts';
import type { Position, RecordInput } from '../stores/types.ts';
import type { MessageText } from './said.ts';

export type { WebhookDeliveryStatus } from '@tellsafe/core/wire';

/** How long a delivery, and the place of an endpoint that nobody serves, are kept: longer than all attempts take. */
export const KEPT_MS = 30 * 86_400_000;

/** Attempts that are remembered of a delivery. */
const MAX_ATTEMPTS_KEPT = 24;

/** Where an endpoint is in the account's feed. */
export interface EndpointRecord {
  readonly position: Position;
  /** It said 410: nothing is sent any more, until it has another address or is enabled. */
  readonly gone?: {
    readonly at: number;
    /** Hash of the address that said so; addresses may be secret. */
    readonly urlHash: string;
  };
}

export const endpointCodec = jsonCodec<EndpointRecord>();

/** One attempt. */
export interface WebhookAttempt {
  /** Epoch ms. */
  readonly at: number;
  readonly durationMs: number;
  /** HTTP status of the answer, if there was one. */
  readonly status?: number;
  /** `http_` and the status, `timeout`, `address_refused`, or the kind of failure, such as `ECONNREFUSED`. */
  readonly code: string;
}

/** One message to one endpoint. */
export interface DeliveryRecord {
  readonly id: string;
  readonly endpoint: string;
  readonly type: string;
  /** When it happened. */
  readonly at: number;
  readonly body: string;
  /** What the message says, where the endpoint is told so; it joins the body when that is sent. */
  readonly said?: MessageText;
  readonly status: WebhookDeliveryStatus;
  /** Attempts that began since it was made, or sent again. */
  readonly begun: number;
  readonly attempts: readonly WebhookAttempt[];
  readonly keptUntil: number;
  /** When it is tried next, or taken over from a process that died; absent when it is over. */
  readonly dueAt?: number;
  /** A process is at it until then. */
  readonly claimed?: true;
}

export const deliveryCodec = jsonCodec<DeliveryRecord>();

/** Names and values of the lists that deliveries are in. */
export const deliveryLists = {
  due: (endpoint: string) => ({ index: 'due', value: `webhook:${endpoint}` }) as const,
  all: (endpoint: string) => ({ index: 'webhook', value: endpoint }) as const,
  of: (endpoint: string, status: WebhookDeliveryStatus) =>
    ({ index: 'webhook', value: `${endpoint}:${status}` }) as const,
  /** Those whose last attempt was taken, and those whose last attempt was not: by the time of that attempt. */
  taken: (endpoint: string) => ({ index: 'webhook', value: `${endpoint}:taken` }) as const,
  refused: (endpoint: string) => ({ index: 'webhook', value: `${endpoint}:refused` }) as const,
};

/** The record of a delivery as the store takes it. */
export function deliveryInput(account: string, delivery: DeliveryRecord): RecordInput {
  const { endpoint, id, at, status, dueAt, keptUntil } = delivery;
  const attempt = delivery.attempts.at(-1);
  const entry = ({ index: name, value }: { readonly index: string; readonly value: string }, order: number) => ({
    name,
    value,
    order,
  });
  return {
    ...webhookDeliveryKey(account, endpoint, id),
    body: deliveryCodec.encode(delivery),
    expiresAt: keptUntil,
    index: [
      entry(deliveryLists.all(endpoint), at),
      entry(deliveryLists.of(endpoint, status), at),
      ...(dueAt === undefined ? [] : [entry(deliveryLists.due(endpoint), dueAt)]),
      ...(attempt
        ? [entry(wasTaken(attempt) ? deliveryLists.taken(endpoint) : deliveryLists.refused(endpoint), attempt.at)]
        : []),
    ],
  };
}

/** Whether an attempt was answered by 2xx. */
function wasTaken({ status = 0 }: WebhookAttempt): boolean {
  return status >= 200 && status < 300;
}

/** A delivery after an attempt: nobody is at it any more. */
export function withAttempt(
  { claimed: _claimed, dueAt: _dueAt, ...delivery }: DeliveryRecord,
  attempt: WebhookAttempt,
  next: Pick<DeliveryRecord, 'status' | 'dueAt'>,
): DeliveryRecord {
  return { ...delivery, ...next, attempts: [...delivery.attempts, attempt].slice(-MAX_ATTEMPTS_KEPT) };
}
