// What Apple tells: one event per request.
import { TellsafeError } from '@tellsafe/core';
import { code, type Json, list, number, object, parseBody, text } from '../shared/json.ts';
import type { Content, InboundEvent, MediaRef, RawRequest } from '../types.ts';
import { type AppleAccount, capabilities } from './types.ts';

/** Stands in a text where a file is. */
const OBJECT_REPLACEMENT = /\ufffc/g;

/** What a verified request of Apple tells. See {@link Channel.parse}. @throws TellsafeError `request_invalid` */
export async function parse(request: RawRequest, account: AppleAccount): Promise<readonly InboundEvent[]> {
  const isPacked = request.headers.get('content-encoding')?.trim().toLowerCase() === 'gzip';
  const message = object(parseBody(isPacked ? await unpack(request.body) : request.body));
  const [id, person, type] = [text(message, 'id'), text(message, 'sourceId'), text(message, 'type')];
  if (id === undefined || id.length > 100 || person === undefined || type === undefined) {
    throw new TellsafeError('request_invalid');
  }
  if (text(message, 'destinationId') !== account.businessId) return [];
  const consumer = { primary: person, aliases: [{ scheme: 'mbid', value: person } as const] };
  return [eventOf(message, type, { dedupeKey: id, consumer }, request)];
}

function eventOf(
  message: Json,
  type: string,
  common: Pick<InboundEvent, 'dedupeKey' | 'consumer'>,
  request: RawRequest,
): InboundEvent {
  switch (type) {
    case 'text':
    case 'interactive': {
      const locale = text(message, 'locale')?.replace('_', '-');
      const features = request.headers
        .get('capability-list')
        ?.split(',')
        .map((each) => each.trim())
        .filter(Boolean);
      return {
        ...{ ...common, type: 'message', providerId: common.dedupeKey, content: contentOf(message, type) },
        ...(locale !== undefined && { locale }),
        ...(features && { deviceFeatures: features }),
      };
    }
    case 'typing_start':
    case 'typing_end':
      return { ...common, type: 'typing', on: type === 'typing_start' };
    case 'close':
      return { ...common, type: 'closed' };
    default:
      return { ...common, type: 'unknown', name: type.slice(0, 60) };
  }
}

function contentOf(message: Json, type: string): Content[] {
  if (type === 'interactive') return [choiceOf(message)];
  const said = (text(message, 'body') ?? '').replace(OBJECT_REPLACEMENT, '').trim();
  const files = list(message.attachments).map((each) => attachmentOf(object(each)));
  const content: Content[] = [...(said === '' ? [] : [{ kind: 'text', text: said } as const]), ...files];
  return content.length > 0 ? content : [{ kind: 'unsupported', name: 'empty' }];
}

/** The answer to a list or to quick replies; larger ones come as a reference, which is not followed. */
function choiceOf(message: Json): Content {
  const data = object(object(message.interactiveData).data);
  const reply = object(object(data.replyMessage));
  const selected = object(
    list(object(data['quick-reply']).items)[number(object(data['quick-reply']), 'selectedIndex') ?? -1],
  );
  const label = text(selected, 'title') ?? text(reply, 'title') ?? text(object(message.interactiveDataRef), 'title');
  const id = code(selected, 'identifier') ?? '';
  return label === undefined ? { kind: 'unsupported', name: 'interactive' } : { kind: 'choice', id, label };
}

function attachmentOf(file: Json): Content {
  const [id, owner, key] = [text(file, 'url'), text(file, 'owner'), text(file, 'key')];
  const signature = text(file, 'signature-base64') ?? '';
  if (id === undefined || owner === undefined || key === undefined) return { kind: 'unsupported', name: 'attachment' };
  const [mediaType, fileName, bytes] = [text(file, 'mimeType'), text(file, 'name'), number(file, 'size')];
  const ref: MediaRef = {
    ...{ id, extra: { owner, key, signature } },
    ...(mediaType !== undefined && { mediaType }),
    ...(fileName !== undefined && { fileName }),
    ...(bytes !== undefined && { bytes }),
  };
  return { kind: 'media', ref };
}

/** @throws TellsafeError `request_invalid` when it is no gzip, or larger than a request may be */
async function unpack(body: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([body as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > capabilities.maxRequestBytes) throw new TellsafeError('request_invalid');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new TellsafeError('request_invalid', undefined, { cause });
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
