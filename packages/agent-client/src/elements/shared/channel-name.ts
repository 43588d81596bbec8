// By which channel the consumer of a conversation writes, in words; names of products are the same in every language.
import type { ConversationSummary } from '@tellsafe/core/wire';
import type { Words } from './words.ts';

const products: Readonly<Record<string, string>> = {
  'sms-twilio': 'SMS',
  messenger: 'Messenger',
  whatsapp: 'WhatsApp',
  apple: 'Apple Messages',
  rcs: 'RCS',
};

/** The channels that there are, besides the web. */
export const channelNames: readonly string[] = Object.keys(products);

/** A channel in words. */
export function channelName(channel: string): string {
  return (Object.hasOwn(products, channel) ? products[channel] : undefined) ?? channel;
}

/**
 * By which channel, and what agents call its entry point.
 *
 * @returns undefined for the web
 */
export function channelText(words: Words, { via }: Pick<ConversationSummary, 'via'>): string | undefined {
  if (!via) return undefined;
  return words.say('byChannel', { channel: [channelName(via.channel), via.label ?? via.entryPoint].join(' · ') });
}
