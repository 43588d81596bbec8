// WhatsApp Business by Meta's Cloud API: settings of a number, and what the channel can do.
import { MAX_REQUEST_BYTES } from '../shared/meta.ts';
import type { Secrets } from '../shared/secrets.ts';
import type { ChannelCapabilities } from '../types.ts';

/** A message that Meta has approved, for when the consumer's last one is older than 24 hours. */
export interface TemplateOptions {
  readonly name: string;
  /** Language code as Meta has it, such as `en` or `pt_BR`. */
  readonly language: string;
}

/** What a host writes for one number. */
export interface WhatsAppOptions {
  readonly phoneNumberId: string;
  /** Signs what Meta sends; two during a rotation, the current one first. */
  readonly appSecret: string | readonly [current: string, previous: string];
  /** Chosen by the host, told to Meta when the webhook is set up. */
  readonly verifyToken: string;
  readonly accessToken: string;
  /** How a form's link goes out: in the text, or behind a button, whose address no preview is made of. Default `text`. */
  readonly linkAs?: 'text' | 'button';
  /** For invitations outside the window; its body has two parameters, the form's name and the link. */
  readonly invitationTemplate?: TemplateOptions;
  /** Default `https://graph.facebook.com`. */
  readonly graphUrl?: string;
  /** Where Meta keeps files; default `https://lookaside.fbsbx.com`. */
  readonly mediaUrl?: string;
}

/** Checked settings. */
export interface WhatsAppAccount {
  readonly phoneNumberId: string;
  readonly appSecrets: Secrets;
  readonly verifyToken: string;
  readonly accessToken: string;
  readonly linkAs: 'text' | 'button';
  readonly invitationTemplate?: TemplateOptions;
  readonly graphUrl: string;
  readonly mediaUrl: string;
}

export const capabilities: ChannelCapabilities = {
  receipts: { delivered: true, read: true },
  typing: false,
  media: true,
  urlButton: 'button',
  previewControl: 'off',
  window: { freeformHours: 24 },
  idempotentSend: false,
  correlation: 'metadata',
  revoke: false,
  maxText: 4096,
  addressing: 'both',
  businessInitiated: true,
  maxRequestBytes: MAX_REQUEST_BYTES,
};
