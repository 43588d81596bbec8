// The recipient keys of one agent session: made at send, kept wrapped, destroyed as soon as the answers may no longer be read.
// Owns lookup, not the wrapping (key-wrapping) and not the rules when to destroy (agent-client).
import { TellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  type RecipientPrivateKey,
  recipientKeyId,
  type SuiteId,
} from '@tellsafe/core/crypto/hpke';
import type { KeyStorage } from './key-storage.ts';
import { unwrapPrivateKey, type WrappedPrivateKey, wrapPrivateKey } from './key-wrapping.ts';

/** A new recipient key, public half; the private half is in the storage already. */
export interface NewRecipientKey {
  readonly suite: SuiteId;
  readonly publicKey: Uint8Array;
}

/** A private key ready to open answers with. */
export interface OpeningKey {
  readonly suite: SuiteId;
  readonly keyId: string;
  readonly privateKey: RecipientPrivateKey;
}

/** A request to send whose answer is not known yet. */
export interface PendingSend {
  readonly requestId: string;
  readonly conversationId: string;
  readonly formId: string;
  readonly suite: SuiteId;
  readonly publicKey: Uint8Array;
  /** Epoch milliseconds of the first try, by the server's clock. */
  readonly at: number;
}

/** The recipient keys in one storage. */
export interface RecipientKeys {
  /** Makes a pair for a request to send; its private half is wrapped and stored before this resolves. */
  create(request: Omit<PendingSend, 'publicKey' | 'suite'>, suite: SuiteId): Promise<NewRecipientKey>;
  /** The request became an invitation: from now on the key is found by the invitation's id. */
  settle(requestId: string, invitationId: string): Promise<void>;
  /** Requests without an answer. */
  pending(): Promise<readonly PendingSend[]>;
  /** Whether the answers of an invitation could be opened here. */
  has(invitationId: string): Promise<boolean>;
  /**
   * Unwraps a private key for the time of one use; its bytes, where it has any, are wiped afterwards.
   *
   * @throws {TellsafeError} `answers_unavailable` when there is none
   */
  use<Result>(invitationId: string, run: (key: OpeningKey) => Promise<Result>): Promise<Result>;
  /** Whether there is any key for a conversation. */
  hasAny(conversationId: string): Promise<boolean>;
  /** Destroys the keys of some invitations or requests. */
  destroy(ids: readonly string[]): Promise<void>;
  /** Destroys every key of a conversation; resolves to the invitation ids that had one. */
  destroyConversation(conversationId: string): Promise<readonly string[]>;
  destroyAll(): Promise<void>;
}

interface Entry extends PendingSend, WrappedPrivateKey {
  readonly keyId: string;
}

const INVITATION = 'invitation:';
const REQUEST = 'request:';

/**
 * Recipient keys over a storage.
 *
 * **Security:** a private key is stored only as ciphertext under a non-extractable AES-GCM key beside it (key-wrapping.ts), and
 * unwrapped for the moment of opening.
 *
 * @param storage - where they live
 * @param random - for nonces
 */
export function createRecipientKeys(storage: KeyStorage, random: RandomBytes): RecipientKeys {
  const entries = async (): Promise<readonly { id: string; entry: Entry }[]> => {
    const ids = (await storage.ids()).filter((id) => id.startsWith(INVITATION) || id.startsWith(REQUEST));
    const found = await Promise.all(ids.map(async (id) => ({ id, entry: await storage.get(id) })));
    return found.filter((each): each is { id: string; entry: Entry } => isEntry(each.entry));
  };
  const destroy = (ids: readonly string[]): Promise<void> =>
    storage.remove(ids.flatMap((id) => [INVITATION + id, REQUEST + id]));
  return {
    async create(request, suite) {
      const { publicKey, privateKey } = await generateRecipientKeyPair(suite);
      const keyId = await recipientKeyId(suite, publicKey);
      const wrapped = await wrapPrivateKey(privateKey, random);
      await storage.set(REQUEST + request.requestId, {
        ...request,
        suite,
        publicKey,
        keyId,
        ...wrapped,
      } satisfies Entry);
      return { suite, publicKey };
    },
    async settle(requestId, invitationId) {
      const entry = await storage.get(REQUEST + requestId);
      if (!isEntry(entry)) return;
      await storage.set(INVITATION + invitationId, entry);
      await storage.remove([REQUEST + requestId]);
    },
    async pending() {
      return (await entries()).filter(({ id }) => id.startsWith(REQUEST)).map(({ entry }) => pendingOf(entry));
    },
    has: async (invitationId) => isEntry(await storage.get(INVITATION + invitationId)),
    async use(invitationId, run) {
      const entry = await storage.get(INVITATION + invitationId);
      if (!isEntry(entry)) throw new TellsafeError('answers_unavailable');
      const { suite, keyId } = entry;
      const privateKey = await unwrapPrivateKey(entry);
      try {
        return await run({ suite, keyId, privateKey });
      } finally {
        if (privateKey instanceof Uint8Array) privateKey.fill(0);
      }
    },
    hasAny: async (conversationId) => (await entries()).some(({ entry }) => entry.conversationId === conversationId),
    destroy,
    async destroyConversation(conversationId) {
      const doomed = (await entries()).filter(({ entry }) => entry.conversationId === conversationId);
      await storage.remove(doomed.map(({ id }) => id));
      return doomed.filter(({ id }) => id.startsWith(INVITATION)).map(({ id }) => id.slice(INVITATION.length));
    },
    async destroyAll() {
      const ids = await storage.ids();
      await storage.remove(ids.filter((id) => id.startsWith(INVITATION) || id.startsWith(REQUEST)));
    },
  };
}

function pendingOf({ requestId, conversationId, formId, suite, publicKey, at }: Entry): PendingSend {
  return { requestId, conversationId, formId, suite, publicKey, at };
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'wrappingKey' in value && 'wrapped' in value;
}
