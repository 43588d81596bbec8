// What the phones' page is told and what it asks for. Types alone: the page and the demo's server share them.
import type { Channel } from '@tellsafe/server-kit';

/** Name of a channel. */
export type ChannelName = Channel<unknown>['name'];

/** Everything that the page shows. */
export interface PhonesView {
  /** By it the simulated providers do the same again: `npm run demo -- --channels --seed N`. */
  readonly seed: number;
  readonly lines: readonly LineView[];
}

/** One entry point: a number, page or business, with the phones that write to it. */
export interface LineView {
  readonly id: string;
  readonly channel: ChannelName;
  /** Name of the product, such as `WhatsApp`. */
  readonly product: string;
  /** By which agents tell its conversations. */
  readonly label: string;
  /** Number or name under which the business is shown on the phone. */
  readonly business: string;
  readonly people: readonly PersonView[];
  /** What the next sends of the business meet, in order. */
  readonly nextFaults: readonly FaultName[];
  /** Faults that this provider has. */
  readonly faults: readonly FaultName[];
  readonly chaos: Readonly<Record<ChaosName, boolean>>;
  /** Whether programs that make previews fetch links. */
  readonly previews: boolean;
  /** How many links they have fetched. */
  readonly previewed: number;
}

/** A consumer with a phone. */
export interface PersonView {
  /** Address at the provider. */
  readonly id: string;
  readonly name: string;
  /** Wants no messages, or ended the conversation at the provider. */
  readonly away: boolean;
  readonly entries: readonly EntryView[];
}

/** Something on the screen of a phone. */
export interface EntryView {
  readonly id: string;
  /** `mine` was written on the phone, `theirs` by the business; `event` is what the person did. */
  readonly from: 'mine' | 'theirs' | 'event';
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  /** How a link came: behind a button, as a card, or as a chip under a text that has it, too. Links in texts are in `text`. */
  readonly link?: { readonly url: string; readonly label: string; readonly as: 'button' | 'card' | 'chip' };
  /** A file that was sent. */
  readonly file?: FileName;
  /** What has become of it, for people; empty for nothing. */
  readonly state: string;
}

/** Troubles that last until they are switched off. */
export const chaosNames = ['duplicate', 'reorder', 'loseReceipt', 'sendFault'] as const;
/** One of them. */
export type ChaosName = (typeof chaosNames)[number];

/** Troubles of the next send. */
export const faultNames = [
  'time-out',
  'server-error-after-acceptance',
  'no-connection',
  'rate-limited',
  'pair-rate-limited',
  'window-closed',
  'opted-out',
  'invalid-recipient',
  'unauthorised',
  'unavailable',
] as const;
/** One of them. */
export type FaultName = (typeof faultNames)[number];

/** What a person at the phones can do. */
export type Command =
  | { readonly do: 'write'; readonly line: string; readonly person: string; readonly text: string }
  | { readonly do: 'send-file'; readonly line: string; readonly person: string; readonly file: FileName }
  | { readonly do: 'leave' | 'return'; readonly line: string; readonly person: string }
  | { readonly do: 'fail-next'; readonly line: string; readonly fault: FaultName }
  | { readonly do: 'chaos'; readonly line: string; readonly name: ChaosName; readonly on: boolean }
  | { readonly do: 'previews'; readonly line: string; readonly on: boolean };

/** Files that phones have, by name, with their types. */
export const fileTypes = { 'lamp.png': 'image/png', 'receipt.pdf': 'application/pdf' } as const;
/** One of them. */
export type FileName = keyof typeof fileTypes;
/** All of them. */
export const fileNames = Object.keys(fileTypes) as readonly FileName[];

/** Longest text that a phone sends, UTF-16 units. */
export const MAX_TEXT = 1000;

/** What leaving and coming back are called at a channel; `undefined` where nobody can. */
export const quickActions: Readonly<
  Partial<Record<ChannelName, { readonly leave: string; readonly return?: string }>>
> = {
  'sms-twilio': { leave: 'STOP', return: 'START' },
  rcs: { leave: 'Unsubscribe', return: 'Subscribe' },
  apple: { leave: 'Delete conversation' },
};
