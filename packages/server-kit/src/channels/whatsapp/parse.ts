// What WhatsApp tells: messages, statuses, echoes of the business's own app, and that a person goes by another name now. One that cannot
// be understood leaves its neighbours alone.
import { classify } from '../shared/error-classes.ts';
import { code, type Json, list, number, object, text } from '../shared/json.ts';
import { entriesOf, outboxIdOf } from '../shared/meta.ts';
import type { Address, Content, DeliveryStatus, InboundEvent, MediaRef, RawRequest } from '../types.ts';
import type { WhatsAppAccount } from './types.ts';

const statuses: Readonly<Record<string, DeliveryStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/** What a verified request of WhatsApp tells. See {@link Channel.parse}. @throws TellsafeError `request_invalid` */
export async function parse(request: RawRequest, account: WhatsAppAccount): Promise<readonly InboundEvent[]> {
  const entries = entriesOf(request, 'whatsapp_business_account');
  return entries.flatMap((entry) =>
    list(entry.changes).flatMap((each, at) => {
      const { value, field } = object(each);
      const change = object(value);
      const phoneNumberId = text(object(change.metadata), 'phone_number_id');
      if (phoneNumberId !== undefined && phoneNumberId !== account.phoneNumberId) return [];
      return changeEvents(change, typeof field === 'string' ? field : 'unknown', `${text(entry, 'id') ?? ''}:${at}`);
    }),
  );
}

function changeEvents(change: Json, field: string, key: string): InboundEvent[] {
  const contacts = list(change.contacts).map(object);
  const events = [
    ...list(change.messages).map((each) => messageEvent(object(each), contacts)),
    ...list(change.statuses).map((each) => statusEvent(object(each), contacts)),
    ...list(change.message_echoes).map((each) => echoEvent(object(each))),
    ...list(change.user_id_update).map((each) => userIdEvent(object(each))),
  ].filter((event) => event !== undefined);
  if (events.length > 0 || field === 'messages') return events;
  const name = field.slice(0, 60);
  return [{ type: 'unknown', dedupeKey: `${key}:${name}`, consumer: { primary: '', aliases: [] }, name }];
}

function messageEvent(message: Json, contacts: readonly Json[]): InboundEvent | undefined {
  const providerId = text(message, 'id');
  const consumer = addressOf(text(message, 'from'), text(message, 'from_user_id'), contacts);
  if (providerId === undefined || !consumer) return undefined;
  const common = { dedupeKey: providerId, consumer, ...timeOf(message) };
  const type = text(message, 'type') ?? 'unknown';
  const change = changeOf(message, type, providerId);
  if (change) return { ...common, ...change };
  if (type === 'reaction') {
    const { message_id: target, emoji } = object(message.reaction);
    return {
      ...common,
      type,
      targetId: String(target ?? ''),
      emoji: typeof emoji === 'string' && emoji !== '' ? emoji : null,
    };
  }
  if (type === 'system') return systemEvent(object(message.system), common);
  const replyTo = text(object(message.context), 'id');
  const name = text(object(contacts[0]?.profile), 'name');
  return {
    ...{ ...common, type: 'message', providerId, content: contentOf(message, type) },
    ...(replyTo !== undefined && { replyTo }),
    ...(name !== undefined && { name }),
  };
}

/** A message that changes another one, or takes it back. */
function changeOf(message: Json, type: string, providerId: string) {
  if (type !== 'edit' && type !== 'revoke') return undefined;
  const body = object(message[type]);
  const targetId = text(body, 'original_message_id') ?? text(body, 'message_id') ?? '';
  if (type === 'revoke') return { type: 'delete', providerId, targetId } as const;
  const edited = object(body.message);
  return { type: 'edit', providerId, targetId, content: contentOf(edited, text(edited, 'type') ?? 'text') } as const;
}

type Common = Pick<InboundEvent, 'dedupeKey' | 'consumer'>;

function systemEvent(system: Json, common: Common): InboundEvent {
  const next = text(system, 'wa_id') ?? text(system, 'new_wa_id');
  if (text(system, 'type') !== 'user_changed_number' || next === undefined) {
    return { ...common, type: 'unknown', name: `system:${text(system, 'type') ?? ''}`.slice(0, 60) };
  }
  return { ...common, type: 'identity_changed', from: common.consumer, to: phoneAddress(next) };
}

function statusEvent(given: Json, contacts: readonly Json[]): InboundEvent | undefined {
  const providerId = text(given, 'id');
  const name = text(given, 'status') ?? '';
  const consumer = addressOf(text(given, 'recipient_id'), text(given, 'recipient_user_id'), contacts);
  if (providerId === undefined || !consumer) return undefined;
  const common = { dedupeKey: `${providerId}:${name}`.slice(0, 200), consumer, ...timeOf(given) };
  const status = Object.hasOwn(statuses, name) ? statuses[name] : undefined;
  // A group has many readers; what one of them did is no status of the message.
  if (status === undefined || given.recipient_type === 'group')
    return { ...common, type: 'unknown', name: `status:${name}`.slice(0, 60) };
  const outboxId = outboxIdOf(text(given, 'biz_opaque_callback_data'));
  const failure = status === 'failed' ? object(list(given.errors)[0]) : undefined;
  return {
    ...{ ...common, type: 'status', status, target: { providerId, ...(outboxId !== undefined && { outboxId }) } },
    ...(failure && { error: classify('whatsapp', [code(failure, 'code') ?? 'failed']) }),
  };
}

/** What somebody wrote in the business's own app. */
function echoEvent(message: Json): InboundEvent | undefined {
  const providerId = text(message, 'id');
  const consumer = addressOf(text(message, 'to'), text(message, 'to_user_id'), []);
  if (providerId === undefined || !consumer) return undefined;
  const common = { dedupeKey: `${providerId}:echo`, consumer, ...timeOf(message) };
  const type = text(message, 'type') ?? 'unknown';
  const change = changeOf(message, type, providerId);
  if (change) return { ...common, ...change };
  return { ...common, type: 'echo', providerId, content: contentOf(message, type), byThisApp: false };
}

function userIdEvent(update: Json): InboundEvent | undefined {
  const { previous, current } = object(update.user_id);
  if (typeof previous !== 'string' || typeof current !== 'string') return undefined;
  const phone = text(update, 'wa_id');
  const from = addressOf(phone, previous, []);
  const to = addressOf(phone, current, []);
  if (!from || !to) return undefined;
  return {
    type: 'identity_changed',
    dedupeKey: `user-id:${previous}:${current}`.slice(0, 200),
    consumer: from,
    from,
    to,
    ...timeOf(update),
  };
}

/** By number where there is one, else by the id that the business has for the person; either may be missing. */
function addressOf(
  phone: string | undefined,
  userId: string | undefined,
  contacts: readonly Json[],
): Address | undefined {
  const contact = contacts.find((each) => text(each, 'wa_id') === phone || text(each, 'user_id') === userId) ?? {};
  const number = phone ?? text(contact, 'wa_id');
  const id = userId ?? text(contact, 'user_id');
  const bsuid = id === undefined ? [] : [{ scheme: 'bsuid', value: id } as const];
  if (number === undefined) return id === undefined ? undefined : { primary: id, aliases: bsuid };
  return { primary: number, aliases: [...phoneAddress(number).aliases, ...bsuid] };
}

function phoneAddress(number: string): Address {
  const isPhone = /^[1-9]\d{4,14}$/.test(number);
  const phone = isPhone ? [{ scheme: 'e164', value: `+${number}` } as const] : [];
  return { primary: number, aliases: [{ scheme: 'wa_id', value: number }, ...phone] };
}

function timeOf(of: Json): { providerTime?: number } {
  const seconds = number(of, 'timestamp');
  return seconds === undefined ? {} : { providerTime: seconds * 1000 };
}

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker'];

/** What a message holds; of a type that is new: what it is called. */
function contentOf(message: Json, type: string): Content[] {
  const body = object(message[type]);
  if (mediaTypes.includes(type)) return mediaOf(body);
  const read = contentReaders[type];
  return [(Object.hasOwn(contentReaders, type) && read?.(body)) || { kind: 'unsupported', name: type.slice(0, 60) }];
}

const contentReaders: Readonly<Record<string, (body: Json) => Content | undefined>> = {
  text: (body) => textOf(text(body, 'body')),
  button: (body) => choiceOf(text(body, 'payload'), text(body, 'text')),
  interactive(body) {
    const reply = object(body[text(body, 'type') ?? '']);
    return choiceOf(text(reply, 'id'), text(reply, 'title'));
  },
  location(body) {
    const [latitude, longitude] = [number(body, 'latitude'), number(body, 'longitude')];
    const label = text(body, 'name');
    if (latitude === undefined || longitude === undefined) return undefined;
    return { kind: 'location', latitude, longitude, ...(label !== undefined && { label }) };
  },
};

function textOf(said: string | undefined): Content | undefined {
  return said === undefined ? undefined : { kind: 'text', text: said };
}

function choiceOf(id: string | undefined, label: string | undefined): Content | undefined {
  return id === undefined && label === undefined
    ? undefined
    : { kind: 'choice', id: id ?? '', label: label ?? id ?? '' };
}

function mediaOf(body: Json): Content[] {
  const id = text(body, 'id');
  if (id === undefined) return [{ kind: 'unsupported', name: 'media' }];
  const [mediaType, fileName, caption] = [text(body, 'mime_type'), text(body, 'filename'), text(body, 'caption')];
  const ref: MediaRef = {
    id,
    ...(mediaType !== undefined && { mediaType: mediaType.split(';')[0] ?? mediaType }),
    ...(fileName !== undefined && { fileName }),
  };
  return [{ kind: 'media', ref, ...(caption !== undefined && { caption }) }];
}
