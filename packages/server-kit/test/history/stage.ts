// A kit whose account has a history, its archive key in the brand's hands or in the vault, and a manager who may read it.
import { importProofKey } from '@tellsafe/core/crypto';
import {
  generateRecipientKeyPair,
  hpkeOpen,
  type SuiteId,
  serializeRecipientPrivateKey,
} from '@tellsafe/core/crypto/hpke';
import { recipientKeyIdSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import type { HistoryReadResponse } from '@tellsafe/core/wire';

import type { AccountOptions, Principal } from '../../src/index.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import { Agent, type Answered, type sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, type Harness, type HarnessOptions } from '../harness.ts';

/** An archive's key pair. */
export interface ArchivePair {
  readonly setting: { readonly suite: SuiteId; readonly publicKey: string };
  readonly keyId: string;
  /** 32 bytes. */
  readonly privateKey: Uint8Array<ArrayBuffer>;
}

export async function archivePair(suite: SuiteId = 'x25519'): Promise<ArchivePair> {
  const pair = await generateRecipientKeyPair(suite);
  return {
    setting: { suite, publicKey: toBase64url(pair.publicKey) },
    keyId: recipientKeyIdSync(suite, pair.publicKey),
    privateKey: await serializeRecipientPrivateKey(suite, pair.privateKey),
  };
}

/** Keys that hold an archive's private half as well, as a KMS would. */
export function holdingArchive(keys: KeyProvider, { keyId, setting, privateKey }: ArchivePair): KeyProvider {
  return {
    mac: (data, id) => keys.mac(data, id),
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
    rotate: () => keys.rotate(),
    destroy: (id) => keys.destroy(id),
    archiveKeyIds: [keyId],
    openArchive: ({ enc, ciphertext, info, aad }) =>
      hpkeOpen(setting.suite, privateKey, enc, ciphertext, { info, aad }),
  };
}

/** Options of a harness whose account has a history. */
export function withHistory(
  pair: ArchivePair,
  archive: 'brand' | 'vault',
  account: Partial<AccountOptions> = {},
): HarnessOptions {
  return {
    account: { archiveKey: pair.setting, archive, features: { history: true }, ...account },
    ...(archive === 'vault' && { keys: (keys: KeyProvider) => holdingArchive(keys, pair) }),
  };
}

export const reader: Principal = {
  ...{ accountId: ACCOUNT, agentId: 'lea', name: 'Lea', role: 'manager' },
  permissions: ['conversations.watch', 'history.answers.read'],
};

/** Signs somebody in whom the harness's login does not know. */
export async function signIn(harness: Harness, principal: Principal = reader): Promise<Agent> {
  const session = await harness.tellsafe.agentSessions.start(principal);
  return new Agent(harness, session, await importProofKey(fromBase64url(session.sessionKey)));
}

/** A form that was submitted, in a conversation that is closed. */
export async function closedForm(harness: Harness, formId: 'card' | 'address' | 'code' = 'card') {
  const submitted = await submittedForm(harness, formId);
  await harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId: submitted.conversationId });
  return submitted;
}

/** What a manager names to read. */
export type Wanted = Pick<Awaited<ReturnType<typeof sentForm>>, 'conversationId' | 'invitation'>;

export interface ReaderKey {
  readonly suite: SuiteId;
  readonly publicKey: string;
}

export function tryRead(
  manager: Agent,
  { conversationId, invitation }: Wanted,
  given: ReaderKey | undefined = someReader,
): Promise<Answered<HistoryReadResponse>> {
  const body = { conversationId, ...(given && { reader: given }) };
  return manager.call('POST', `/v1/manager/history/${invitation.id}/read`, body);
}

/** A key of nobody, for attempts whose answer matters alone. */
const someReader: ReaderKey = { suite: 'x25519', publicKey: toBase64url(Uint8Array.of(9, ...new Uint8Array(31))) };
