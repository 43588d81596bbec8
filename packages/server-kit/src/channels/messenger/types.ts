// Facebook Messenger: settings of a page, and what the channel can do.
import { MAX_REQUEST_BYTES } from '../shared/meta.ts';
import type { Secrets } from '../shared/secrets.ts';
import type { ChannelCapabilities } from '../types.ts';

/** What a host writes for one page. */
export interface MessengerOptions {
  readonly pageId: string;
  /** The app that sends; by it our own echoes are told from those of people in the page's inbox. */
  readonly appId: string;
  /** Signs what Meta sends; two during a rotation, the current one first. */
  readonly appSecret: string | readonly [current: string, previous: string];
  /** Chosen by the host, told to Meta when the webhook is set up. */
  readonly verifyToken: string;
  readonly pageAccessToken: string;
  /** The app may answer for 7 days with what a person wrote (`HUMAN_AGENT`). Default false. */
  readonly humanAgent?: boolean;
  /** How a form's link goes out. A button opens in Messenger's own browser, which keeps cookies of its own. Default `text`. */
  readonly linkAs?: 'text' | 'button';
  /** Default `https://graph.facebook.com`. */
  readonly graphUrl?: string;
}

/** Checked settings. */
export interface MessengerAccount {
  readonly pageId: string;
  readonly appId: string;
  readonly appSecrets: Secrets;
  readonly verifyToken: string;
  readonly pageAccessToken: string;
  readonly humanAgent: boolean;
  readonly linkAs: 'text' | 'button';
  readonly graphUrl: string;
}

export const capabilities: ChannelCapabilities = {
  receipts: { delivered: true, read: true },
  typing: true,
  media: true,
  urlButton: 'button',
  previewControl: 'own_card',
  window: { freeformHours: 24, humanAgentDays: 7 },
  idempotentSend: false,
  correlation: 'metadata',
  revoke: false,
  maxText: 2000,
  addressing: 'scoped_id',
  businessInitiated: false,
  maxRequestBytes: MAX_REQUEST_BYTES,
};
