// A file that a consumer sent, fetched from the provider when an agent asks for it. It is not kept: it goes to the agent, and that it did is
// an entry of the audit. What the provider no longer has is gone.
import { TellsafeError } from '@tellsafe/core';
import { FILE_LIMIT_BYTES } from '@tellsafe/core/wire';
import { auditEntry, type Caller } from '../../services/caller.ts';
import type { Kit } from '../../services/kit.ts';
import { mediaCodec, sayingCodec } from '../../services/records/channel.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../../services/records/conversation.ts';
import { conversationKey, mediaKey, sayingKey } from '../../services/records/keys.ts';
import { transcriptOf } from '../../services/transcript.ts';
import { sealedFields } from '../../services/views.ts';
import type { ChannelIo, MediaRef, MediaResult } from '../types.ts';
import { cleanLine } from './entries.ts';
import { fileTypes, seenType } from './file-kinds.ts';
import type { FileFetching } from './file-settings.ts';
import { entryPointOf } from './state.ts';

/** How long a file may take, every hop together. */
export const FILE_TIMEOUT_MS = 30_000;

/** Most files that a process fetches at once: each is whole in memory. */
const MAX_AT_ONCE = 8;

/** A provider may announce a file before it is there; later than this it is gone. */
const ANNOUNCED_MS = 5 * 60_000;

/** Names a file of a message. */
export interface FilePlace {
  readonly accountId: string;
  readonly conversationId: string;
  readonly messageId: string;
  /** From 0. */
  readonly file: number;
}

/** A file. */
export interface FetchedFile {
  /** One of the allowed types, and the bytes are of it. */
  readonly mediaType: string;
  readonly fileName?: string;
  readonly bytes: Uint8Array;
}

/**
 * Fetches a file.
 *
 * @param mayRead whether the caller may read this conversation
 * @throws TellsafeError `conversation_unknown`; `file_gone`, `file_refused`, `file_too_large`; `overloaded` when it may come later
 */
export async function openFile(
  kit: Kit,
  caller: Caller,
  place: FilePlace,
  mayRead: (conversation: ConversationRecord) => boolean,
): Promise<FetchedFile> {
  const { accountId: account, conversationId, messageId, file } = place;
  const [stored, storedMedia, storedSaying] = await kit.stores.records.get([
    conversationKey(account, conversationId),
    mediaKey(account, conversationId, messageId),
    sayingKey(account, conversationId, messageId),
  ]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (!conversation || !mayRead(conversation)) throw new TellsafeError('conversation_unknown');
  const media = decodeRecord(mediaCodec, storedMedia)?.value;
  // What was taken back is kept under a legal hold at most, and shown to nobody.
  const isTakenBack = decodeRecord(sayingCodec, storedSaying)?.value.takenBackAt !== undefined;
  const entryPoint = entryPointOf(kit, account, conversation);
  if (!media || isTakenBack || !entryPoint) throw new TellsafeError('file_gone');
  const transcript = await transcriptOf(kit, account, conversation);
  const refs = JSON.parse(transcript.open(sealedFields.media(messageId), media.refs)) as readonly MediaRef[];
  const ref = refs[file];
  if (!ref) throw new TellsafeError('file_gone');
  if (!kit.files) throw new TellsafeError('file_refused');
  const { channel, settings } = entryPoint;
  const found = await fetchOnce(kit, kit.files, (io) =>
    channel.media(ref, io, { maxBytes: FILE_LIMIT_BYTES, types: fileTypes }, settings),
  );
  if (!found.ok) throw new TellsafeError(codeOf(found, kit.clock() - (media.at ?? 0)));
  const mediaType = seenType(found.mediaType, found.bytes);
  if (mediaType === undefined) throw new TellsafeError('file_refused');
  const object = { kind: 'conversation', id: conversationId } as const;
  await kit.audit.record(account, auditEntry(kit, caller, 'file-open', object, 'done'));
  const fileName = cleanLine(ref.fileName, 200);
  return { mediaType, bytes: found.bytes, ...(fileName !== undefined && { fileName }) };
}

/** @throws TellsafeError `overloaded`, `file_refused` */
async function fetchOnce(
  kit: Kit,
  { fetch, load }: FileFetching,
  run: (io: ChannelIo) => Promise<MediaResult>,
): Promise<MediaResult> {
  if (load.under >= MAX_AT_ONCE) throw new TellsafeError('overloaded');
  const time = AbortSignal.timeout(FILE_TIMEOUT_MS);
  let isRefused = false;
  load.under += 1;
  try {
    const found = await run({
      now: kit.clock,
      fetch: async (url, init) => {
        try {
          return await fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, time]) : time });
        } catch (error) {
          isRefused ||= (error as { readonly code?: unknown } | undefined)?.code === 'address_refused';
          throw error;
        }
      },
    });
    if (!found.ok && isRefused) throw new TellsafeError('file_refused');
    return found;
  } finally {
    load.under -= 1;
  }
}

function codeOf(found: Extract<MediaResult, { ok: false }>, ageMs: number) {
  switch (found.reason) {
    case 'too_large':
      return 'file_too_large';
    case 'not_yet':
      return ageMs < ANNOUNCED_MS ? 'overloaded' : 'file_gone';
    case 'unavailable':
      return /^http:(?:400|401|403|404|410)$/.test(found.error.code) ? 'file_gone' : 'overloaded';
    default:
      return 'file_refused';
  }
}
