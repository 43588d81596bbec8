// What Google tells: a message of the consumer, an event of theirs, or one of the server's, which names the phone differently.
import { TellsafeError } from '@tellsafe/core';
import { classify } from '../shared/error-classes.ts';
import { type Json, number, object, parseBody, text } from '../shared/json.ts';
import type { Content, InboundEvent, MediaRef, RawRequest } from '../types.ts';
import type { RcsAccount } from './types.ts';
import { signedData } from './verify.ts';

/** What a verified request of Google tells. See {@link Channel.parse}. @throws TellsafeError `request_invalid` */
export async function parse(request: RawRequest, account: RcsAccount): Promise<readonly InboundEvent[]> {
  const data = signedData(request);
  const value = object(data && parseBody(data));
  const phone = text(value, 'senderPhoneNumber') ?? text(value, 'phoneNumber');
  if (phone === undefined) throw new TellsafeError('request_invalid');
  if (text(value, 'agentId') !== account.agentId) return [];
  const sentAt = Date.parse(text(value, 'sendTime') ?? '');
  const consumer = { primary: phone, aliases: [{ scheme: 'e164', value: phone } as const] };
  const common = { consumer, ...(Number.isFinite(sentAt) && { providerTime: sentAt }) };
  const event = text(value, 'eventType');
  return event === undefined ? [messageEvent(value, common)] : [userEvent(value, event, common)];
}

type Common = Pick<InboundEvent, 'consumer' | 'providerTime'>;

function messageEvent(value: Json, common: Common): InboundEvent {
  const providerId = text(value, 'messageId');
  if (providerId === undefined || providerId.length > 200) throw new TellsafeError('request_invalid');
  return { ...common, type: 'message', dedupeKey: providerId, providerId, content: [contentOf(value)] };
}

function contentOf(value: Json): Content {
  const said = text(value, 'text');
  if (said !== undefined) return { kind: 'text', text: said };
  const choice = object(value.suggestionResponse);
  const label = text(choice, 'text');
  if (label !== undefined) return { kind: 'choice', id: text(choice, 'postbackData') ?? '', label };
  const { latitude, longitude } = {
    latitude: number(object(value.location), 'latitude'),
    longitude: number(object(value.location), 'longitude'),
  };
  if (latitude !== undefined && longitude !== undefined) return { kind: 'location', latitude, longitude };
  const file = object(object(value.userFile).payload);
  const id = text(file, 'fileUri');
  if (id === undefined) return { kind: 'unsupported', name: 'message' };
  const [mediaType, fileName, bytes] = [text(file, 'mimeType'), text(file, 'fileName'), number(file, 'fileSizeBytes')];
  const ref: MediaRef = {
    id,
    ...(mediaType !== undefined && { mediaType }),
    ...(fileName !== undefined && { fileName }),
    ...(bytes !== undefined && { bytes }),
  };
  return { kind: 'media', ref };
}

function userEvent(value: Json, event: string, common: Common): InboundEvent {
  const outboxId = text(value, 'messageId') ?? '';
  const dedupeKey = `${text(value, 'eventId') ?? outboxId}:${event}`.slice(0, 200);
  const status = { ...common, type: 'status', dedupeKey, target: { outboxId } } as const;
  switch (event) {
    case 'DELIVERED':
      return { ...status, status: 'delivered' };
    case 'READ':
      return { ...status, status: 'read' };
    case 'TTL_EXPIRATION_REVOKED':
      return { ...status, status: 'expired', error: classify('rcs', [event]) };
    case 'IS_TYPING':
      return { ...common, type: 'typing', dedupeKey, on: true };
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE':
      return {
        ...common,
        type: 'consent',
        dedupeKey,
        state: event === 'SUBSCRIBE' ? 'opted_in' : 'opted_out',
        by: 'provider',
      };
    default:
      // Also TTL_EXPIRATION_REVOKE_FAILED: the message may still arrive, so nothing is known.
      return { ...common, type: 'unknown', dedupeKey, name: event.slice(0, 60) };
  }
}
