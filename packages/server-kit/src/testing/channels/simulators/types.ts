// What the simulators of the providers have in common: what a consumer may do, what a provider tells of it, and what may go wrong.
import type { ChannelName } from '../../../channels/types.ts';

/** A request of a provider, signed as it signs. */
export interface Webhook {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The part of the body that its signature covers, from and until; missing when it covers none. */
  readonly covered?: readonly [from: number, until: number];
}

/** How one of our messages stands, as a provider tells. */
export type Receipt = 'sent' | 'delivered' | 'read' | 'failed' | 'expired';

/** What a consumer, or a message of ours on the way to one, does. */
export type Act =
  | {
      readonly act: 'text';
      readonly from: string;
      readonly text: string;
      /** What the person is called at a provider that tells it, as WhatsApp does. */
      readonly name?: string;
    }
  | {
      readonly act: 'file';
      readonly from: string;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
      readonly text?: string;
    }
  | { readonly act: 'opt-out' | 'opt-in' | 'close'; readonly from: string }
  /** A message of ours is told back, or one that somebody wrote to the consumer by another app of the business. */
  | { readonly act: 'echo'; readonly of: TakenMessage }
  | { readonly act: 'foreign-echo'; readonly to: string; readonly text: string }
  | { readonly act: 'receipt'; readonly of: TakenMessage; readonly status: Receipt; readonly code?: string }
  /** Something that is newer than the channel. */
  | { readonly act: 'novelty'; readonly from: string };

/** A message that a provider took from us, as the consumer's phone shows it. */
export interface TakenMessage {
  /** The provider's id. */
  readonly id: string;
  readonly to: string;
  /** What stands on the phone; with a button or a card: its title. */
  readonly text: string;
  readonly link?: { readonly url: string; readonly label?: string };
  /** Whether somebody who shows the message fetches the addresses in it. */
  readonly preview: boolean;
  /** Epoch ms. */
  readonly at: number;
  /** Epoch ms after which it is not delivered any more. */
  readonly validUntil?: number;
  /** Our mark on it, where it carries one. */
  readonly mark?: string;
  /** The provider took it and will tell that it failed, by this code. */
  readonly fate?: string;
}

/** How a provider refuses; not every one can in every way. */
export type RefusalKind =
  | 'rate-limited'
  | 'pair-rate-limited'
  | 'window-closed'
  | 'opted-out'
  | 'invalid-recipient'
  | 'unauthorised'
  | 'forbidden'
  | 'unavailable'
  | 'unheard-of';

/** An answer of a provider. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What goes wrong with the next send: no connection; the message is taken, and then the answer is lost, late, cut or a 502 of something
 * before it; the provider refuses; or an answer that is given here.
 */
export type SendFault =
  | 'no-connection'
  | 'cut-before-answer'
  | 'time-out'
  | 'cut-in-answer'
  | 'server-error-after-acceptance'
  | RefusalKind
  | Answer;

/** What goes wrong with the next file: not there yet; other bytes; another type; no end; a redirect to another origin. */
export type FileFault = 'not-yet' | 'changed' | 'wrong-type' | 'endless' | 'redirected-abroad';

/** How often things go wrong by themselves, each from 0 to 1; by the injected randomness, so the same again with the same seed. */
export interface Chaos {
  /** A webhook comes twice. */
  readonly duplicate?: number;
  /** A webhook is overtaken by the next one. */
  readonly reorder?: number;
  /** A receipt never comes. */
  readonly loseReceipt?: number;
  /** A send meets a fault. */
  readonly sendFault?: number;
}

/** What a simulator is made of. It has no clock and no randomness of its own. */
export interface SimulatorInit<Settings> {
  /** The entry point's settings, as the channel takes them. */
  readonly settings: Settings;
  /** Where the provider sends its webhooks. */
  readonly webhookUrl: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** From 0 up to but without 1. */
  readonly random: () => number;
  readonly chaos?: Chaos;
}

/** A provider. */
export interface ProviderSimulator {
  readonly channel: ChannelName;
  /**
   * The provider's interface: every address that the channel asks. It rejects where a connection breaks; a server that stands before it
   * closes the socket then.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** What was taken from us, in order. */
  readonly taken: readonly TakenMessage[];
  /** What the provider let pass, but a careful sender does not do: unknown fields, credentials in addresses, and the like. */
  readonly complaints: readonly string[];
  /** How this provider can refuse. */
  readonly refusals: readonly RefusalKind[];
  /** Whether a message that is late is dropped when it was sent with an end. */
  readonly canExpire: boolean;
  /** Whether signatures cover the address. */
  readonly signsUrl: boolean;
  /**
   * The webhook of an act; `undefined` where this provider has none.
   *
   * @param signWith index of the secret in the settings, 0 by default
   */
  tell(act: Act, signWith?: 0 | 1): Promise<Webhook | undefined>;
  /** One webhook of several acts; `undefined` where this provider sends one each. */
  batch(acts: readonly Act[]): Promise<Webhook | undefined>;
  /** The question whether this is the right place, and the answer that is wanted; `undefined` where it is not asked. */
  handshake(): { readonly webhook: Webhook; readonly wanted: string } | undefined;
  /** Faults of the next sends, in order. */
  failNext(...faults: readonly SendFault[]): void;
  /** Faults of the next files, in order. */
  failNextFile(...faults: readonly FileFault[]): void;
  /** A consumer does something; its webhook is among the next deliveries. */
  perform(act: Act): void;
  /** The webhooks that are due: of what consumers did, and receipts of what was taken; doubled, lost and out of order by `chaos`. */
  deliveries(): Promise<readonly Webhook[]>;
  /**
   * How the host answered a delivery. One that was not taken is among the next deliveries again, byte for byte, as often as this provider
   * repeats itself: Twilio once, the others until it is taken.
   *
   * @param status of the answer; 0 when there was none
   */
  answered(webhook: Webhook, status: number): void;
  /** What programs that make previews ask for, once for each message. */
  visits(): readonly Request[];
}
