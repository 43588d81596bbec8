// What Messenger tells, item by item: one that cannot be understood leaves its neighbours alone.
import { type Json, list, number, object, text } from '../shared/json.ts';
import { entriesOf, outboxIdOf } from '../shared/meta.ts';
import type { Address, Content, InboundEvent, RawRequest } from '../types.ts';
import type { MessengerAccount } from './types.ts';

/** What an item says besides who and when. */
interface Item {
  readonly value: Json;
  readonly common: { readonly consumer: Address; readonly providerTime?: number };
  readonly at: number;
  /** Names the item where nothing in it does. */
  readonly key: string;
  readonly account: MessengerAccount;
}

type Reader = (item: Item) => readonly InboundEvent[];

/** By the member that an item has; the first one counts. */
const readers: Readonly<Record<string, Reader>> = {
  message: readMessage,
  postback: readPostback,
  delivery: readDelivery,
  read: readRead,
  reaction: readReaction,
};

/** What a verified request of Messenger tells. See {@link Channel.parse}. @throws TellsafeError `request_invalid` */
export async function parse(request: RawRequest, account: MessengerAccount): Promise<readonly InboundEvent[]> {
  const entries = entriesOf(request, 'page').filter((entry) => text(entry, 'id') === account.pageId);
  // In `standby` stands what is for another app, which owns the thread: not ours to answer, but a part of the conversation.
  const items = entries.flatMap((entry) => [...list(entry.messaging), ...list(entry.standby)].map(object));
  return items.flatMap((item) => eventsOf(item, account));
}

function eventsOf(item: Json, account: MessengerAccount): readonly InboundEvent[] {
  const [sender, recipient] = [text(object(item.sender), 'id'), text(object(item.recipient), 'id')];
  const person = sender === account.pageId ? recipient : sender;
  if (person === undefined) return [];
  const at = number(item, 'timestamp') ?? 0;
  const consumer: Address = { primary: person, aliases: [{ scheme: 'psid', value: person }] };
  const common = { consumer, ...(at > 0 && { providerTime: at }) };
  const key = `${person}:${at}`;
  for (const [name, read] of Object.entries(readers)) {
    if (Object.hasOwn(item, name)) return read({ value: object(item[name]), common, at, key, account });
  }
  const name = Object.keys(item).find((each) => !['sender', 'recipient', 'timestamp'].includes(each)) ?? 'empty';
  return [unknown({ common, key }, name)];
}

function unknown({ common, key }: Pick<Item, 'common' | 'key'>, name: string): InboundEvent {
  return { ...common, type: 'unknown', dedupeKey: `${key}:${name.slice(0, 60)}`, name: name.slice(0, 60) };
}

function readMessage({ value, common, key, account }: Item): readonly InboundEvent[] {
  const providerId = text(value, 'mid');
  if (providerId === undefined) return [unknown({ common, key }, 'message')];
  const content = contentOf(value);
  if (value.is_echo === true) {
    const outboxId = outboxIdOf(text(value, 'metadata'));
    const byThisApp = String(value.app_id ?? '') === account.appId;
    const echo = { ...common, type: 'echo', dedupeKey: `${providerId}:echo`, providerId, content, byThisApp } as const;
    return [{ ...echo, ...(outboxId !== undefined && { outboxId }) }];
  }
  const replyTo = text(object(value.reply_to), 'mid');
  return [
    {
      ...common,
      type: 'message',
      dedupeKey: providerId,
      providerId,
      content,
      ...(replyTo !== undefined && { replyTo }),
    },
  ];
}

function contentOf(message: Json): Content[] {
  const said = text(message, 'text');
  const choice = text(object(message.quick_reply), 'payload');
  const first: Content[] =
    said === undefined
      ? []
      : [choice === undefined ? { kind: 'text', text: said } : { kind: 'choice', id: choice, label: said }];
  const content = [...first, ...list(message.attachments).map((each) => attachmentOf(object(each)))];
  return content.length > 0 ? content : [{ kind: 'unsupported', name: 'empty' }];
}

function attachmentOf(attachment: Json): Content {
  const type = text(attachment, 'type') ?? 'attachment';
  const payload = object(attachment.payload);
  const coordinates = object(payload.coordinates);
  const [latitude, longitude] = [number(coordinates, 'lat'), number(coordinates, 'long')];
  if (latitude !== undefined && longitude !== undefined) return { kind: 'location', latitude, longitude };
  const id = text(payload, 'url');
  // A shared page or template has an address, too, but no file behind it.
  const isFile = ['image', 'video', 'audio', 'file'].includes(type);
  return isFile && id !== undefined ? { kind: 'media', ref: { id } } : { kind: 'unsupported', name: type.slice(0, 60) };
}

function readPostback({ value, common, key }: Item): readonly InboundEvent[] {
  const payload = text(value, 'payload') ?? '';
  const providerId = text(value, 'mid') ?? `${key}:${payload}`.slice(0, 180);
  const content: Content[] = [{ kind: 'choice', id: payload, label: text(value, 'title') ?? payload }];
  return [{ ...common, type: 'message', dedupeKey: `postback:${providerId}`, providerId, content }];
}

/** Names of messages, or a time up to which all were delivered. */
function readDelivery({ value, common, key }: Item): readonly InboundEvent[] {
  const ids = list(value.mids).filter((id): id is string => typeof id === 'string');
  const upTo = number(value, 'watermark');
  const status = { ...common, type: 'status', status: 'delivered' } as const;
  if (ids.length > 0) {
    return ids.map((providerId) => ({ ...status, dedupeKey: `${providerId}:delivered`, target: { providerId } }));
  }
  if (upTo === undefined) return [unknown({ common, key }, 'delivery')];
  return [{ ...status, dedupeKey: `${common.consumer.primary}:delivered:${upTo}`, target: { upTo } }];
}

function readRead({ value, common, key }: Item): readonly InboundEvent[] {
  const upTo = number(value, 'watermark');
  if (upTo === undefined) return [unknown({ common, key }, 'read')];
  const dedupeKey = `${common.consumer.primary}:read:${upTo}`;
  return [{ ...common, type: 'status', status: 'read', dedupeKey, target: { upTo } }];
}

function readReaction({ value, common, key }: Item): readonly InboundEvent[] {
  const targetId = text(value, 'mid');
  if (targetId === undefined) return [unknown({ common, key }, 'reaction')];
  const emoji = value.action === 'unreact' ? null : (text(value, 'emoji') ?? text(value, 'reaction') ?? null);
  return [{ ...common, type: 'reaction', dedupeKey: `${key}:reaction:${targetId}`.slice(0, 200), targetId, emoji }];
}
