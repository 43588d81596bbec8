// SMS by Twilio: settings of an entry point, and what the channel can do.

import type { Secrets } from '../shared/secrets.ts';
import type { ChannelCapabilities } from '../types.ts';

/** What a host writes for one number or messaging service. */
export interface TwilioOptions {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  /** Signs what Twilio sends; two during a rotation, the current one first. */
  readonly authToken: string | readonly [current: string, previous: string];
  /** What we send with, instead of the auth token: Twilio's own advice for production. */
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  /** A number in E.164, a short code or an alphanumeric sender; or a messaging service, `MG` and 32 hexadecimal digits. */
  readonly sender: string;
  /** The address of this entry point as it is configured at Twilio; statuses come there, too. */
  readonly webhookUrl: string;
  /** Twilio keeps no texts: the link is in none of its logs, but an answer that was lost can hardly be found again. Default false. */
  readonly discardContent?: boolean;
  /** Default `https://api.twilio.com`. */
  readonly apiUrl?: string;
}

/** Checked settings. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authTokens: Secrets;
  /** Of HTTP Basic: the API key, else the account with its current token. */
  readonly login: { readonly name: string; readonly secret: string };
  readonly sender: string;
  readonly webhookUrl: string;
  readonly discardContent: boolean;
  readonly apiUrl: string;
}

export const capabilities: ChannelCapabilities = {
  receipts: { delivered: true, read: false },
  typing: false,
  media: true,
  urlButton: 'none',
  previewControl: 'none',
  window: null,
  idempotentSend: false,
  correlation: 'none',
  revoke: false,
  maxText: 1600,
  addressing: 'e164',
  businessInitiated: true,
  maxRequestBytes: 1_000_000,
};
