// Google RCS Business Messaging: settings of an agent, and what the channel can do.
import type { ChannelCapabilities } from '../types.ts';

/** What a host writes for one agent. */
export interface RcsOptions {
  /** Id of the agent. */
  readonly agentId: string;
  /** Signs what Google sends; two during a rotation, the current one first. */
  readonly clientToken: string | readonly [current: string, previous: string];
  /** The service account that sends: its address and its private key, PEM (PKCS #8). */
  readonly serviceAccount: { readonly email: string; readonly privateKey: string };
  /** What the carriers are told that the messages are. Default `SERVICEREQUEST`. */
  readonly traffic?: 'SERVICEREQUEST' | 'TRANSACTION' | 'AUTHENTICATION';
  /** Default `https://rcsbusinessmessaging.googleapis.com`; regions have their own. */
  readonly apiUrl?: string;
  /** Default `https://oauth2.googleapis.com/token`. */
  readonly tokenUrl?: string;
}

/** Checked settings. */
export interface RcsAccount {
  readonly agentId: string;
  readonly clientTokens: readonly [current: string, previous?: string];
  readonly email: string;
  readonly privateKey: string;
  readonly traffic: 'SERVICEREQUEST' | 'TRANSACTION' | 'AUTHENTICATION';
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

export const capabilities: ChannelCapabilities = {
  receipts: { delivered: true, read: true },
  typing: true,
  media: true,
  urlButton: 'button',
  previewControl: 'own_card',
  window: null,
  idempotentSend: true,
  correlation: 'client_id',
  revoke: true,
  maxText: 3072,
  addressing: 'e164',
  businessInitiated: true,
  maxRequestBytes: 1_000_000,
};
