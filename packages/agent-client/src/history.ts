// A manager's history (SF-ACC-04, SF-MGR-01): recorded answers of closed conversations, opened here with the brand's archive key, or
// with a key of this one reading that a vault seals them to again.
import { TellsafeError } from '@tellsafe/core';
import { openPart } from '@tellsafe/core/answers';
import { archiveCopyOf, openResealed } from '@tellsafe/core/answers/archive';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import type {
  HistoryEntry,
  HistoryListRequest,
  HistoryListResponse,
  HistoryReading,
  HistoryReadResponse,
} from '@tellsafe/core/wire';
import { type Answers, assertExpected, recordedAnswers } from './answers.ts';
import { createArchiveKeys, type ImportedArchiveKey } from './archive-keys.ts';
import type { Caller } from './commands.ts';
import type { Context } from './context.ts';
import type { LiveSession } from './session.ts';

export type { ImportedArchiveKey } from './archive-keys.ts';

/** What of the history is wanted; all filters that are given must fit. Instants are epoch milliseconds. */
export type HistoryQuery = HistoryListRequest;

/** An entry of the history by what is needed to read it. */
export type HistoryRef = Pick<HistoryEntry, 'invitationId' | 'conversationId'>;

/** A key file as a page gets it: chosen by the manager, or its text. */
export type ArchiveKeyFile = Blob | Uint8Array | string;

/** The history; needs a session with the permission `history.answers.read` in an account with the feature `history`. */
export interface History {
  /** Submitted forms of closed conversations, the latest first. @throws {TellsafeError} `permission_denied` */
  list(query?: HistoryQuery): Promise<HistoryListResponse>;
  /**
   * Reads recorded answers; answers that are off the record are never among them. The reading is kept and shown.
   *
   * @throws {TellsafeError} `permission_denied` for whatever the server has against it; `key_unknown` when the archive key that they
   * are sealed to is not imported (`params.keyId` names it); `answers_invalid` when they do not open or are of another form
   */
  read(entry: HistoryRef): Promise<Answers>;
  /** Who has read answers of a conversation, or of one of its forms, and when; the oldest first. */
  reads(of: Pick<HistoryEntry, 'conversationId'> & Partial<HistoryRef>): Promise<readonly HistoryReading[]>;
  /**
   * Imports an archive key for this session, from the file that `tellsafe keys archive` made. It stays in this page's memory until
   * the session ends; a file with a passphrase is never unlocked anywhere else.
   *
   * @throws {TellsafeError} `key_file_invalid`: `params.key` is `passphrase` when that is missing or wrong, else `file`;
   * `session_invalid`
   */
  importArchiveKey(file: ArchiveKeyFile, passphrase?: string): Promise<ImportedArchiveKey>;
  /** The keys that are imported. */
  archiveKeys(): readonly ImportedArchiveKey[];
  /** Forgets the imported keys before the session ends. */
  forgetArchiveKeys(): void;
}

/**
 * Creates the history part of a client.
 *
 * @param context - the parts
 * @param call - signed calls
 */
export function createHistory(context: Context, call: Caller): History {
  const keys = createArchiveKeys(context.random);
  context.events.on('session-ended', () => keys.destroyAll());

  async function read({ invitationId, conversationId }: HistoryRef): Promise<Answers> {
    const live = context.live();
    const { suite, accountId } = live.session;
    const pair = await generateRecipientKeyPair(suite);
    const reader = { suite, publicKey: toBase64url(pair.publicKey) };
    try {
      const options = { parameters: { id: invitationId }, body: { conversationId, reader } };
      const response = await call('historyRead', options);
      await assertExpected(response, { accountId, invitationId, conversationId });
      const keyId = await recipientKeyId(suite, pair.publicKey);
      const values = await open(response, live, { keyId, privateKey: pair.privateKey });
      // The session may have ended while the answers were on their way.
      if (!context.isLive(live)) throw new TellsafeError('session_invalid');
      return recordedAnswers(response, invitationId, values);
    } finally {
      if (pair.privateKey instanceof Uint8Array) pair.privateKey.fill(0);
    }
  }

  async function open(
    { answers, context: sealed }: HistoryReadResponse,
    { session }: LiveSession,
    own: Pick<Parameters<typeof openResealed>[2], 'keyId' | 'privateKey'>,
  ): Promise<Record<string, string>> {
    if (answers.sealedTo === 'reader') {
      return openResealed(answers.part, sealed, { sessionId: session.id, suite: session.suite, ...own });
    }
    const { part } = answers;
    return keys.use(archiveCopyOf(part).keyId, (key) => openPart(part, sealed, { role: 'archive', ...key }));
  }

  return {
    list: (query = {}) => call('historyList', { body: query, idempotent: true }),
    read,
    async reads({ conversationId, invitationId }) {
      const { reads } = await call('historyReads', { parameters: { id: conversationId }, idempotent: true });
      return invitationId === undefined ? reads : reads.filter((each) => each.invitationId === invitationId);
    },
    async importArchiveKey(file, passphrase) {
      const live = context.live();
      const bytes = await bytesOf(file);
      try {
        return await keys.add(bytes, passphrase, () => context.isLive(live));
      } finally {
        bytes.fill(0);
      }
    },
    archiveKeys: keys.all,
    forgetArchiveKeys: keys.destroyAll,
  };
}

/** A copy, to be wiped. */
async function bytesOf(file: ArchiveKeyFile): Promise<Uint8Array> {
  if (typeof file === 'string') return utf8(file);
  return file instanceof Uint8Array ? Uint8Array.from(file) : new Uint8Array(await file.arrayBuffer());
}
