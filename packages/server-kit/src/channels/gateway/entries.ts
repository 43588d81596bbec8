// What a consumer's event says, as entries of the conversation: text without card numbers and control characters, files by what they are,
// and where they can be fetched apart from that (SF-POL-04, T18).
import { maskCardNumbers } from '@tellsafe/core/masking';
import { MESSAGE_LIMIT, type MediaView, type Message } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { Kit } from '../../services/kit.ts';
import type { Content, InboundEvent, MediaRef } from '../types.ts';
import { messageIdOf } from './names.ts';

/** Most files of one message; more than any provider sends. */
const MAX_MEDIA = 20;
const MAX_NAME = 80;
const MAX_FILE_NAME = 200;
const MAX_MEDIA_TYPE = 100;

/** An entry but for who wrote it and when it came. */
export interface Entry {
  readonly message: Omit<Message, 'from' | 'name' | 'at'>;
  readonly refs: readonly MediaRef[];
}

/** An event that says something. */
export type SayingEvent = Extract<InboundEvent, { readonly type: 'message' | 'edit' | 'delete' | 'reaction' }>;

/** The entries of an event: one, or several when its text is longer than a message may be. */
export async function entriesOf(
  kit: Kit,
  entryPoint: EntryPointSettings,
  contactId: string,
  event: SayingEvent,
): Promise<readonly Entry[]> {
  const { providerTime } = event;
  const time =
    Number.isSafeInteger(providerTime) && (providerTime ?? -1) >= 0 ? { writtenAt: providerTime as number } : {};
  if (event.type === 'message') {
    const { parts, masked, media, refs, isWhole } = readContent(event.content);
    return Promise.all(
      parts.map(async (text, part) => ({
        message: {
          id: await messageIdOf(kit, entryPoint, contactId, event.providerId, part),
          text,
          ...(part === 0 && masked > 0 && { masked }),
          ...time,
          ...(part === 0 && media.length > 0 && { media }),
          ...(part === 0 && !isWhole && { note: 'unsupported' as const }),
        },
        refs: part === 0 ? refs : [],
      })),
    );
  }
  const id = await messageIdOf(kit, entryPoint, contactId, `note:${event.dedupeKey}`);
  const about = await messageIdOf(kit, entryPoint, contactId, event.targetId);
  return [{ message: { id, ...noteOf(event), ...time, about }, refs: [] }];
}

function noteOf(event: Exclude<SayingEvent, { readonly type: 'message' }>): Pick<Message, 'text' | 'note' | 'masked'> {
  if (event.type === 'delete') return { text: '', note: 'deleted' };
  if (event.type === 'reaction') return { text: cleanLine(event.emoji ?? '', MAX_NAME) ?? '', note: 'reaction' };
  const { parts, masked } = readContent(event.content ?? []);
  return { text: parts[0] ?? '', note: 'edited', ...(masked > 0 && { masked }) };
}

/** A name or another line of text, without card numbers; `undefined` when nothing is left of it. @param longest UTF-16 units */
export function cleanLine(given: string | undefined, longest: number = MAX_NAME): string | undefined {
  if (given === undefined) return undefined;
  const { text } = maskCardNumbers(
    wellFormed(given)
      .replace(/\p{Cc}+/gu, ' ')
      .trim(),
  );
  const [line = ''] = splitText(text, longest);
  return line.trim() === '' ? undefined : line.trim();
}

function readContent(content: readonly Content[]) {
  const said = content.map(textOf).filter((text) => text !== '');
  const { text, count: masked } = maskCardNumbers(wellFormed(said.join('\n')).replace(/[^\P{Cc}\t\n\r]/gu, ''));
  const refs = content.flatMap((each) => (each.kind === 'media' ? [each.ref] : [])).slice(0, MAX_MEDIA);
  return {
    parts: splitText(text, MESSAGE_LIMIT),
    masked,
    media: refs.map(mediaView),
    refs,
    isWhole: content.length > 0 && content.every(({ kind }) => kind !== 'unsupported'),
  };
}

function textOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'media':
      return content.caption ?? '';
    case 'choice':
      return content.label;
    case 'location': {
      const place = `${content.latitude}, ${content.longitude}`;
      return content.label === undefined ? place : `${content.label} (${place})`;
    }
    default:
      return '';
  }
}

function mediaView({ mediaType, fileName, bytes }: MediaRef): MediaView {
  const [type, name] = [cleanLine(mediaType, MAX_MEDIA_TYPE), cleanLine(fileName, MAX_FILE_NAME)];
  return {
    ...(type !== undefined && { mediaType: type }),
    ...(name !== undefined && { fileName: name }),
    ...(Number.isSafeInteger(bytes) && (bytes ?? -1) >= 0 && { bytes: bytes as number }),
  };
}

/** In pieces of at most so many UTF-16 units, never through a character; one empty piece for no text. */
function splitText(text: string, longest: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const isInside = /[\udc00-\udfff]/.test(rest.charAt(longest));
    const end = isInside ? longest - 1 : longest;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
