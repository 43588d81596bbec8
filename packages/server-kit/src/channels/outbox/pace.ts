// How fast an entry point sends. A process that is alone counts by itself, several share what they count (shared-pace.ts); what is asked
// for by a provider comes on top.
import type { Clock } from '@tellsafe/core';
import type { ChannelName } from '../types.ts';

/**
 * Messages per second of one entry point, below what each provider allows: Meta's 300 for pages and 20 for the slowest
 * WhatsApp numbers, Twilio's queue of a number, Google's and Apple's unpublished ones.
 */
export const perSecond: Readonly<Record<ChannelName, number>> = {
  'sms-twilio': 10,
  messenger: 100,
  whatsapp: 20,
  apple: 20,
  rcs: 20,
};

/** A provider that asks for a longer rest is asked again after this one. */
export const LONGEST_REST_MS = 300_000;

/** Shortest time between two messages to one consumer, ms. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/ */
const pairMs: Readonly<Partial<Record<ChannelName, number>>> = { whatsapp: 6_000 };

/** When a consumer may be written to again. A clock that was put back delays by no more than the pause itself. */
export function nextToConsumer(channel: ChannelName, lastSentAt: number | undefined, now: number): number {
  const pause = pairMs[channel];
  if (pause === undefined || lastSentAt === undefined) return now;
  return now + Math.min(pause, Math.max(0, lastSentAt + pause - now));
}

/** Tokens of an entry point, full at the start, filled up evenly. */
export class Pace {
  readonly #clock: Clock;
  readonly #perSecond: number;
  #tokens: number;
  #at: number;
  #restUntil = 0;
  #longestRest = 0;

  constructor(channel: ChannelName, clock: Clock) {
    this.#clock = clock;
    this.#perSecond = perSecond[channel];
    this.#tokens = this.#perSecond;
    this.#at = clock();
  }

  /** Whether one message may go out now. */
  take(): boolean {
    if (this.isResting()) return false;
    const now = this.#clock();
    // A clock that was put back fills nothing up, and takes nothing away.
    this.#tokens = Math.min(this.#perSecond, this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Nothing goes out for so long. @param ms from 0 */
  rest(ms: number): void {
    this.#longestRest = ms;
    this.#restUntil = this.#clock() + ms;
  }

  /** What it rested for is over. */
  wake(): void {
    this.#restUntil = 0;
  }

  /** Whether it rests. A clock that was put back makes no rest longer. */
  isResting(): boolean {
    const left = this.#restUntil - this.#clock();
    if (left > this.#longestRest) this.#restUntil = 0;
    return left > 0 && left <= this.#longestRest;
  }
}
