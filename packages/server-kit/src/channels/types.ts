// The port that every channel implements: pure functions over bytes and settings, and one effect, sending. What must be durable
// (dedupe, order, retries, windows' state) is the gateway's and the outbox's; what a provider cannot do is data, not a method that throws.

/** Channels by the provider's interface that each speaks. */
export const channelNames = ['sms-twilio', 'messenger', 'whatsapp', 'apple', 'rcs'] as const;

/** Name of a channel; stands in addresses, records and reports. */
export type ChannelName = (typeof channelNames)[number];

/** A request as it came, whatever framework took it. */
export interface RawRequest {
  readonly method: string;
  /**
   * The public address that is configured at the provider, with the query that came. Never built from `Host` or `X-Forwarded-*`:
   * some providers sign it.
   */
  readonly publicUrl: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came on the wire: signatures are made over bytes. */
  readonly body: Uint8Array;
  /** Epoch ms. */
  readonly receivedAt: number;
}

/** Why a request is not believed. */
export type VerifyFailure = 'missing' | 'mismatch' | 'stale' | 'unknown_account' | 'malformed';

/** Whether a request comes from the provider, and by which of two secrets during a rotation. */
export type Verified =
  | { readonly ok: true; readonly credential: 'current' | 'previous' }
  | { readonly ok: false; readonly reason: VerifyFailure };

/** An answer to the provider. */
export interface ChannelReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What became of a request, for the answer that the provider wants to see. */
export type Acknowledged = 'stored' | 'duplicate' | 'rejected';

/** Kinds of names by which providers know a person. */
export type AliasScheme = 'e164' | 'wa_id' | 'bsuid' | 'psid' | 'mbid';

/** A person at a provider. One name is the one to write to; others are known for the same person. */
export interface Address {
  readonly primary: string;
  readonly aliases: readonly { readonly scheme: AliasScheme; readonly value: string }[];
}

/** Where a file can be fetched from the provider. */
export interface MediaRef {
  /** The provider's id or address of the file. */
  readonly id: string;
  readonly mediaType?: string;
  readonly fileName?: string;
  readonly bytes?: number;
  /** Lower-case hex, when the provider says it. */
  readonly sha256?: string;
  /** What else the channel needs to fetch and open it. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** A piece of a message. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly ref: MediaRef; readonly caption?: string }
  | { readonly kind: 'choice'; readonly id: string; readonly label: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: 'unsupported'; readonly name: string };

/** What an error of a provider means, whoever said it. */
export const errorClasses = [
  'invalid_recipient',
  'recipient_unreachable',
  'recipient_opted_out',
  'window_closed',
  'template_required',
  'content_rejected',
  'payload_invalid',
  'rate_limited',
  'auth_failed',
  'permission_denied',
  'account_blocked',
  'provider_unavailable',
  'unsupported_by_device',
  'unknown',
] as const;

/** Class of an error. */
export type ErrorClass = (typeof errorClasses)[number];

/** When something that failed may be tried again. */
export type RetryRule =
  | 'never'
  | 'backoff'
  | 'backoff-same-id'
  | 'backoff-per-recipient'
  | 'reconcile-then-backoff'
  | 'renew-credential-once'
  | 'minutes'
  | 'hours'
  | 'next-day'
  | 'manual';

/** An error without anything of the message, the link or the person in it. */
export interface ChannelError {
  readonly class: ErrorClass;
  readonly retry: RetryRule;
  /** The provider's code, `http:<status>`, or `network`. */
  readonly code: string;
  /** The provider's id of the request, to ask its support about. */
  readonly requestId?: string;
}

interface Envelope {
  /** Unique for this event within an entry point: a repeat has the same. At most 200 characters. */
  readonly dedupeKey: string;
  /** The provider's time, epoch ms; for display, never for order. */
  readonly providerTime?: number;
  readonly consumer: Address;
}

/** Which message a status is about: by the provider's id, by ours, or every one up to a time. */
export type StatusTarget =
  | { readonly providerId: string; readonly outboxId?: string }
  | { readonly outboxId: string }
  | { readonly upTo: number };

/** How a message that we sent stands. */
export type DeliveryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'expired';

/** What a provider tells. */
export type InboundEvent = Envelope &
  (
    | {
        readonly type: 'message';
        readonly providerId: string;
        readonly content: readonly Content[];
        readonly replyTo?: string;
        readonly locale?: string;
        /** What the consumer's device can show, where the provider says it. */
        readonly deviceFeatures?: readonly string[];
        /** The name that the person has at the provider. */
        readonly name?: string;
      }
    | {
        readonly type: 'edit' | 'delete';
        readonly providerId: string;
        readonly targetId: string;
        readonly content?: readonly Content[];
      }
    | { readonly type: 'reaction'; readonly targetId: string; readonly emoji: string | null }
    | {
        readonly type: 'status';
        readonly target: StatusTarget;
        readonly status: DeliveryStatus;
        readonly error?: ChannelError;
      }
    | {
        readonly type: 'echo';
        readonly providerId: string;
        readonly content: readonly Content[];
        readonly byThisApp: boolean;
        readonly outboxId?: string;
      }
    | {
        readonly type: 'consent';
        readonly state: 'opted_out' | 'opted_in' | 'help';
        readonly by: 'provider' | 'keyword';
        /** The text that asked for it, when it is a message of its own. */
        readonly providerId?: string;
      }
    | { readonly type: 'closed' }
    | { readonly type: 'typing'; readonly on: boolean }
    | { readonly type: 'identity_changed'; readonly from: Address; readonly to: Address }
    | { readonly type: 'unknown'; readonly name: string }
  );

/** Who wrote a message; some windows are open to people only. */
export type Author =
  | { readonly kind: 'human'; readonly agentId: string }
  | { readonly kind: 'automation'; readonly name: string };

/** A message on its way out. */
export interface OutboundMessage {
  /** UUID; the provider's own id of the message where it takes one, else carried along where it comes back. */
  readonly outboxId: string;
  readonly to: Address;
  readonly author: Author;
  readonly purpose: 'agent_reply' | 'form_invitation' | 'form_submitted' | 'system';
  readonly body: {
    /** The whole text as people read it, the link included. */
    readonly text: string;
    /** **Security:** the address is a credential: never logged, never fetched, never shortened. */
    readonly link?: { readonly url: string; readonly label: string; readonly title: string };
  };
  /** Epoch ms; a message that is not sent until then is not sent at all. */
  readonly expiresAt?: number;
}

/** What is known of a conversation when something is to be sent. */
export interface SendState {
  readonly now: number;
  /** Epoch ms of the consumer's last message. */
  readonly lastInboundAt?: number;
  readonly consent: 'in' | 'out' | 'unknown';
  /** The consumer ended the conversation at the provider. */
  readonly closed: boolean;
  readonly deviceFeatures?: readonly string[];
}

/** A request that is ready to be sent, but for its credential. */
export interface Plan {
  readonly outboxId: string;
  /** How the link goes out. */
  readonly form: 'text' | 'button' | 'rich_link' | 'template';
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly to: Address;
}

/** Why nothing is sent, decided before the network. */
export interface Refusal {
  readonly refused:
    | 'opted_out'
    | 'closed'
    | 'window_closed'
    | 'template_required'
    | 'too_long'
    | 'unsupported'
    | 'expired';
}

/** What came of sending. */
export type SendResult =
  | { readonly state: 'accepted'; readonly providerId: string; readonly learned?: Address }
  /** Final. */
  | { readonly state: 'rejected'; readonly error: ChannelError }
  /** Certainly not accepted; may be tried again at `notBefore`, epoch ms. */
  | { readonly state: 'retry'; readonly error: ChannelError; readonly notBefore?: number }
  /** Perhaps accepted: the answer was lost. */
  | { readonly state: 'ambiguous'; readonly error: ChannelError };

/** What sending may use of the world. */
export interface ChannelIo {
  /** **Security:** for `media` one that connects to public addresses alone: a name in a message may lead inside the network. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
}

/** Limits of a file. */
export interface MediaLimits {
  readonly maxBytes: number;
  /** Allowed media types, such as `image/png` or `image/*`. */
  readonly types: readonly string[];
}

/** A file, or why there is none. */
export type MediaResult =
  | { readonly ok: true; readonly mediaType: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'foreign_origin' | 'too_large' | 'type_refused' | 'digest_mismatch' }
  | { readonly ok: false; readonly reason: 'not_yet' | 'unavailable'; readonly error: ChannelError };

/** What a channel can do. */
export interface ChannelCapabilities {
  readonly receipts: { readonly delivered: boolean; readonly read: boolean };
  readonly typing: boolean;
  readonly media: boolean;
  readonly urlButton: 'none' | 'button' | 'rich_link';
  readonly previewControl: 'none' | 'off' | 'own_card';
  /** How long after the consumer's last message free text may be sent; `null` without such a rule. */
  readonly window: null | { readonly freeformHours: number; readonly humanAgentDays?: number };
  /** A message that is sent twice under one id arrives once. */
  readonly idempotentSend: boolean;
  /** How an answer that was lost is found again. */
  readonly correlation: 'client_id' | 'metadata' | 'none';
  readonly revoke: boolean;
  /** Characters of a text. */
  readonly maxText: number;
  readonly addressing: 'e164' | 'scoped_id' | 'both';
  readonly businessInitiated: boolean;
  /** Largest request that its provider sends, bytes. */
  readonly maxRequestBytes: number;
}

/** A channel. `Account` holds one entry point's settings: ids, secrets (two during a rotation), addresses. */
export interface Channel<Account = unknown> {
  readonly name: ChannelName;
  readonly capabilities: ChannelCapabilities;
  /** Keys of the settings that hold secrets, for people who are shown which are set; never a value. */
  readonly secretKeys?: readonly string[];
  /**
   * Checks an entry point's settings at start.
   *
   * @param path where they stand, for the message
   * @throws TellsafeError `setting_invalid` naming key and what is allowed, without the value of a secret
   */
  checkAccount(path: string, input: unknown): Account;
  /** The provider asks whether this is the right place; `null` for every other request. */
  handshake(request: RawRequest, account: Account): ChannelReply | null;
  /** Whether the provider sent this; tries the current secret, then the previous one. Constant time in the secret. */
  verify(request: RawRequest, account: Account): Promise<Verified>;
  /**
   * What a verified request tells. An item that cannot be understood is `unknown`, and does not touch its neighbours.
   *
   * @throws TellsafeError `request_invalid` when nothing of it can be read
   */
  parse(request: RawRequest, account: Account): Promise<readonly InboundEvent[]>;
  /** The answer that the provider expects. */
  ack(outcome: Acknowledged): ChannelReply;
  /** Decides what would be sent, and whether it may be: windows, consent, lengths, what the device shows. Pure. */
  plan(message: OutboundMessage, state: SendState, account: Account): Plan | Refusal;
  /** Sends a plan once. Never rejects. */
  send(plan: Plan, io: ChannelIo, account: Account): Promise<SendResult>;
  /** Looks at the provider whether a plan whose answer was lost was accepted. Where there is no way: missing. */
  reconcile?(
    plan: Plan,
    sentAt: number,
    io: ChannelIo,
    account: Account,
  ): Promise<{ readonly found: 'accepted'; readonly providerId: string } | { readonly found: 'absent' | 'unknown' }>;
  /** Fetches a file; the credential goes to the provider's own origin alone. */
  media(ref: MediaRef, io: ChannelIo, limits: MediaLimits, account: Account): Promise<MediaResult>;
}
