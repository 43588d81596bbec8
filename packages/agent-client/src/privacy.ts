// What an admin does for privacy (SF-RET-03): what is held, export, erasure, legal holds.
import type {
  PrivacyEraseRequest,
  PrivacyEraseResponse,
  PrivacyExportRequest,
  PrivacyExportResponse,
  PrivacyFindRequest,
  PrivacyFindResponse,
  PrivacyHoldRequest,
  PrivacyHoldsRequest,
  PrivacyHoldsResponse,
  PrivacyReleaseRequest,
  PrivacyStatusResponse,
} from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';

type Exported = PrivacyExportResponse['conversations'][number];

/** Privacy; it needs a session with the permission `privacy.manage`. */
export interface Privacy {
  /** How long is kept, and how far maintenance is behind. @throws {TellsafeError} `permission_denied` */
  status(): Promise<PrivacyStatusResponse>;
  /**
   * A page of what is held about a consumer, or what is held of a conversation.
   *
   * @throws {TellsafeError} `conversation_unknown`, `permission_denied`; `request_invalid` for an id that cannot be
   */
  find(wanted: PrivacyFindRequest): Promise<PrivacyFindResponse>;
  /** Everything that is held about a consumer, for them. It is an entry of the audit. @throws {TellsafeError} `permission_denied` */
  export(consumerId: string): Promise<PrivacyExportResponse>;
  /** Everything that is held of one conversation. @throws {TellsafeError} `conversation_unknown`, `permission_denied` */
  exportConversation(conversationId: string): Promise<PrivacyExportResponse>;
  /**
   * Erases for ever. Repeating it changes nothing.
   *
   * @throws {TellsafeError} `legal_hold` when it is held; `conversation_unknown`, `permission_denied`
   */
  erase(what: PrivacyEraseRequest): Promise<PrivacyEraseResponse>;
  /** A page of what is under a legal hold. @throws {TellsafeError} `permission_denied` */
  holds(query?: PrivacyHoldsRequest): Promise<PrivacyHoldsResponse>;
  /** Keeps something from purge and erasure. @throws {TellsafeError} `conversation_unknown`, `permission_denied`, `request_invalid` */
  hold(hold: PrivacyHoldRequest): Promise<void>;
  /** Ends a hold; what should have gone meanwhile is gone at once. @throws {TellsafeError} `permission_denied` */
  release(hold: PrivacyReleaseRequest): Promise<void>;
}

/**
 * Creates the privacy part of a client.
 *
 * @param call - signed calls
 */
export function createPrivacy(call: Caller): Privacy {
  const part = (body: PrivacyExportRequest) => call('privacyExport', { body, idempotent: true });

  /** A conversation with the messages of all its parts. */
  async function completed({ cursor, ...conversation }: Exported): Promise<Exported> {
    if (cursor === undefined) return conversation;
    const { conversationId } = conversation;
    const [further] = (await part({ conversationId, cursor })).conversations;
    const next = further?.cursor === undefined ? {} : { cursor: further.cursor };
    return completed({ ...conversation, messages: [...conversation.messages, ...(further?.messages ?? [])], ...next });
  }

  return {
    status: () => call('privacyStatus', { idempotent: true }),
    find: (body) => call('privacyFind', { body, idempotent: true }),
    async export(consumerId) {
      let whole = await part({ consumerId });
      while (whole.cursor !== undefined) {
        const { cursor, ...before } = whole;
        const { conversations, cursor: next } = await part({ consumerId, cursor });
        whole = {
          ...{ ...before, conversations: [...before.conversations, ...conversations] },
          ...(next !== undefined && { cursor: next }),
        };
      }
      return { ...whole, conversations: await Promise.all(whole.conversations.map(completed)) };
    },
    async exportConversation(conversationId) {
      const first = await part({ conversationId });
      return { ...first, conversations: await Promise.all(first.conversations.map(completed)) };
    },
    erase: (body) => call('privacyErase', { body, idempotent: true }),
    holds: (body = {}) => call('privacyHolds', { body, idempotent: true }),
    hold: async (body) => {
      await call('privacyHold', { body, idempotent: true });
    },
    release: async (body) => {
      await call('privacyRelease', { body, idempotent: true });
    },
  };
}
