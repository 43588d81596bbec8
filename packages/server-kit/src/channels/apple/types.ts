// Apple Messages for Business, spoken as a messaging service provider: settings of a business, and what the channel can do.
import type { ChannelCapabilities } from '../types.ts';

/** What a host writes for one business. */
export interface AppleOptions {
  /** Id of the messaging service provider, a UUID. */
  readonly mspId: string;
  /** Base64, as Apple gives it; signs both ways. Two during a rotation, the current one first. */
  readonly apiSecret: string | readonly [current: string, previous: string];
  /** Id of the business, a UUID. */
  readonly businessId: string;
  /** Default `https://mspgw.push.apple.com`. */
  readonly gatewayUrl?: string;
}

/** Checked settings. */
export interface AppleAccount {
  readonly mspId: string;
  /** Base64; the current one first. */
  readonly apiSecrets: readonly [current: string, previous?: string];
  readonly businessId: string;
  readonly gatewayUrl: string;
}

export const capabilities: ChannelCapabilities = {
  receipts: { delivered: false, read: false },
  typing: true,
  media: true,
  urlButton: 'rich_link',
  previewControl: 'own_card',
  window: null,
  idempotentSend: true,
  correlation: 'client_id',
  revoke: false,
  maxText: 10_000,
  addressing: 'scoped_id',
  businessInitiated: false,
  maxRequestBytes: 1_000_000,
};
