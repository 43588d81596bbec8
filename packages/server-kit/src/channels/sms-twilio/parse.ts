// What Twilio tells: a message of the consumer, or how one of ours stands. Only known parameters are read: the signature has no
// delimiters, so an unknown one could hold a part of another.
import { TellsafeError } from '@tellsafe/core';
import { classify } from '../shared/error-classes.ts';
import type { Address, Content, DeliveryStatus, InboundEvent, RawRequest } from '../types.ts';
import type { TwilioAccount } from './types.ts';
import { parametersOf } from './verify.ts';

const statuses: Readonly<Record<string, DeliveryStatus>> = {
  accepted: 'accepted',
  scheduled: 'accepted',
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

const consentTypes: Readonly<Record<string, 'opted_out' | 'opted_in' | 'help'>> = {
  STOP: 'opted_out',
  START: 'opted_in',
  HELP: 'help',
};

/** Twilio's default keywords; a message counts when it holds nothing else. */
const keywords: Readonly<Record<string, 'opted_out' | 'opted_in' | 'help'>> = {
  ...{
    STOP: 'opted_out',
    STOPALL: 'opted_out',
    UNSUBSCRIBE: 'opted_out',
    CANCEL: 'opted_out',
    END: 'opted_out',
    QUIT: 'opted_out',
  },
  ...{ OPTOUT: 'opted_out', REVOKE: 'opted_out' },
  ...{ START: 'opted_in', YES: 'opted_in', UNSTOP: 'opted_in', HELP: 'help', INFO: 'help' },
};

const MAX_MEDIA = 10;

/** What a verified request of Twilio tells. See {@link Channel.parse}. @throws TellsafeError `request_invalid` */
export async function parse(request: RawRequest, _account: TwilioAccount): Promise<readonly InboundEvent[]> {
  const sent = request.method === 'GET' ? new URL(request.publicUrl).searchParams : undefined;
  const parameters = parametersOf(request);
  const read = (name: string): string | undefined => (sent ? (sent.get(name) ?? undefined) : parameters.get(name)?.[0]);
  const id = read('MessageSid') ?? read('SmsSid') ?? '';
  if (!/^[A-Z]{2}[0-9A-Za-z]{32}$/.test(id)) throw new TellsafeError('request_invalid');
  // A message of the consumer says that it was received; an MMS may have no text.
  const status = read('MessageStatus') ?? read('SmsStatus') ?? 'received';
  return status === 'received' ? messageEvents(id, read) : [statusEvent(id, status, read)];
}

type Read = (name: string) => string | undefined;

function messageEvents(id: string, read: Read): InboundEvent[] {
  const text = read('Body') ?? '';
  const consumer = addressOf(read('From'));
  const content: Content[] = [...(text === '' ? [] : [{ kind: 'text', text } as const]), ...mediaOf(read)];
  const optOut = read('OptOutType');
  const state = optOut === undefined ? keywords[text.trim().toUpperCase()] : consentTypes[optOut];
  const by = optOut === undefined ? 'keyword' : 'provider';
  return [
    ...(state === undefined
      ? []
      : [{ type: 'consent', dedupeKey: `${id}:consent`, consumer, state, by, providerId: id } as const]),
    {
      ...{ type: 'message', dedupeKey: id, consumer, providerId: id },
      content: content.length > 0 ? content : [{ kind: 'unsupported', name: 'empty' }],
    },
  ];
}

function mediaOf(read: Read): Content[] {
  const count = Math.min(Number(read('NumMedia') ?? 0) || 0, MAX_MEDIA);
  return Array.from({ length: count }, (_, at) => at).flatMap((at) => {
    const id = read(`MediaUrl${at}`);
    const mediaType = read(`MediaContentType${at}`);
    return id === undefined ? [] : [{ kind: 'media', ref: { id, ...(mediaType && { mediaType }) } } as const];
  });
}

function statusEvent(id: string, name: string, read: Read): InboundEvent {
  const consumer = addressOf(read('To'));
  const status = Object.hasOwn(statuses, name) ? statuses[name] : undefined;
  if (status === undefined)
    return { type: 'unknown', dedupeKey: `${id}:${name.slice(0, 60)}`, consumer, name: name.slice(0, 60) };
  const code = read('ErrorCode');
  const error = status === 'failed' ? classify('sms-twilio', [code ?? name]) : undefined;
  return {
    ...{ type: 'status', dedupeKey: `${id}:${name}`, consumer, target: { providerId: id }, status },
    ...(error && { error }),
  };
}

function addressOf(number: string | undefined): Address {
  if (number === undefined) throw new TellsafeError('request_invalid');
  return { primary: number, aliases: /^\+\d{5,15}$/.test(number) ? [{ scheme: 'e164', value: number }] : [] };
}
