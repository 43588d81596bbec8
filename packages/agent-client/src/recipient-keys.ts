// The recipient keys of one agent session: made at send, kept wrapped, destroyed as soon as the answers may no longer be read.
// Owns wrapping and lookup, not the rules when to destroy (agent-client).
import { TellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { generateRecipientKeyPair, recipientKeyId, type SuiteId } from '@tellsafe/core/crypto/hpke';
import type { KeyStorage } from './key-storage.ts';

/** A new recipient key, public half; the private half is in the storage already. */
export interface NewRecipientKey {
  readonly suite: SuiteId;
  readonly publicKey: Uint8Array;
}

/** A private key ready to open answers with. Drop it after use. */
export interface OpeningKey {
  readonly suite: SuiteId;
  readonly keyId: string;
  readonly privateKey: CryptoKey;
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
  /** Unwraps a private key, non-extractable. @throws {TellsafeError} `answers_unavailable` when there is none */
  open(invitationId: string): Promise<OpeningKey>;
  /** Whether there is any key for a conversation. */
  hasAny(conversationId: string): Promise<boolean>;
  /** Destroys the keys of some invitations or requests. */
  destroy(ids: readonly string[]): Promise<void>;
  /** Destroys every key of a conversation; resolves to the invitation ids that had one. */
  destroyConversation(conversationId: string): Promise<readonly string[]>;
  destroyAll(): Promise<void>;
}

interface Entry extends PendingSend {
  readonly keyId: string;
  /** AES-GCM, non-extractable, one per recipient key. */
  readonly wrappingKey: CryptoKey;
  readonly nonce: Uint8Array<ArrayBuffer>;
  readonly wrapped: ArrayBuffer;
}

const INVITATION = 'invitation:';
const REQUEST = 'request:';

/** WebCrypto name of the private key's algorithm, by suite. */
const algorithms: Readonly<Partial<Record<SuiteId, string>>> = { x25519: 'X25519' };

/**
 * Recipient keys over a storage.
 *
 * **Security:** a private key is stored only as ciphertext (`wrapKey` pkcs8) under a non-extractable AES-GCM key beside it,
 * because WebKit cannot keep an X25519 key in IndexedDB. It is unwrapped non-extractable for the moment of opening.
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
      const sealed = await wrapPrivateKey(privateKey, random);
      await storage.set(REQUEST + request.requestId, {
        ...request,
        suite,
        publicKey,
        keyId,
        ...sealed,
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
    async open(invitationId) {
      const entry = await storage.get(INVITATION + invitationId);
      if (!isEntry(entry)) throw new TellsafeError('answers_unavailable');
      return { suite: entry.suite, keyId: entry.keyId, privateKey: await unwrapPrivateKey(entry) };
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

async function wrapPrivateKey(
  privateKey: CryptoKey,
  random: RandomBytes,
): Promise<Pick<Entry, 'wrappingKey' | 'nonce' | 'wrapped'>> {
  const wrappingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'wrapKey',
    'unwrapKey',
  ]);
  const nonce = new Uint8Array(random(12)); // 96 bits, NIST SP 800-38D §8.2; the key wraps once
  const wrapped = await crypto.subtle.wrapKey('pkcs8', privateKey, wrappingKey, { name: 'AES-GCM', iv: nonce });
  return { wrappingKey, nonce, wrapped };
}

async function unwrapPrivateKey(entry: Entry): Promise<CryptoKey> {
  const algorithm = algorithms[entry.suite];
  if (algorithm === undefined) throw new TellsafeError('suite_unavailable');
  const unwrapping = { name: 'AES-GCM', iv: entry.nonce };
  const { wrapped, wrappingKey } = entry;
  return crypto.subtle.unwrapKey('pkcs8', wrapped, wrappingKey, unwrapping, { name: algorithm }, false, ['deriveBits']);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'wrappingKey' in value && 'wrapped' in value;
}
