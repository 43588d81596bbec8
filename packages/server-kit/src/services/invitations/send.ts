// Sending a form: one invitation in one commit, once per request id (SF-FLOW-01, SF-FLOW-02).
import { TellsafeError } from '@tellsafe/core';
import type { RecipientKey } from '@tellsafe/core/answers';
import { assertRecipientPublicKey, type SuiteId } from '@tellsafe/core/crypto/hpke';
import { recipientKeyIdSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import { invitationIdOfSync } from '@tellsafe/core/otk';
import type { InvitationView } from '@tellsafe/core/wire';
import { assertPermission } from '../../accounts/permissions.ts';
import { enqueue } from '../../channels/outbox/enqueue.ts';
import { pushJobsOf } from '../../push/jobs.ts';
import type { Key, StoredRecord } from '../../stores/types.ts';
import { type AgentCaller, auditEvent } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { audienceOf, retainUntil } from '../events.ts';
import { mayUseForm } from '../forms/access.ts';
import { definitionOf } from '../forms/definitions.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import {
  type ConversationRecord,
  conversationCodec,
  type RequestRecord,
  requestCodec,
} from '../records/conversation.ts';
import { type FormRecord, formCodec } from '../records/form.ts';
import { type InvitationRecord, invitationCodec } from '../records/invitation.ts';
import { conversationKey, formKey, invitationKey, requestKey } from '../records/keys.ts';
import { checkRoom } from '../submissions/room.ts';
import { transcriptOf } from '../transcript.ts';
import { invitationView, snapshotOf } from '../views.ts';
import { deriveHandle } from './handles.ts';
import { invitationEvent, invitationInput } from './records.ts';

/** Bytes of the value that an invitation's handle is derived from. */
const NONCE_BYTES = 16;

/** What an agent sends. */
export interface InvitationSend {
  /** Repeats with the same id get the same invitation. */
  readonly requestId: string;
  readonly conversationId: string;
  readonly formId: string;
  /** The one that the session was told (`SessionStartResponse.suite`). */
  readonly suite: SuiteId;
  /** Public half of a key pair made for this invitation alone, base64url. */
  readonly recipientPublicKey: string;
}

interface SendState {
  readonly conversation?: Versioned<ConversationRecord>;
  readonly form?: FormRecord;
  readonly request?: RequestRecord;
}

/** Keys that {@link sendInvitation} reads, in the order it takes them. */
export function sendKeys(accountId: string, sessionId: string, input: InvitationSend): readonly Key[] {
  return [
    conversationKey(accountId, input.conversationId),
    formKey(accountId, input.formId),
    requestKey(accountId, input.conversationId, `send:${sessionId}`, input.requestId),
  ];
}

/**
 * Sends a form.
 *
 * @param stored the records of {@link sendKeys}, when they were read already
 * @throws TellsafeError `permission_denied`, `conversation_unknown`, `conversation_closed`, `conversation_not_assigned`,
 * `form_unknown`, `request_invalid`; `off_the_record_full` when answers might find no room; `conflict` when the request id was used for something else
 */
export async function sendInvitation(
  kit: Kit,
  caller: AgentCaller,
  input: InvitationSend,
  stored?: readonly (StoredRecord | null)[],
): Promise<InvitationView> {
  const { accountId, id: sessionId } = caller.session;
  assertPermission(kit.accounts.get(accountId).features, caller.session, 'forms.use');
  const recipient = recipientOf(caller, input);
  const keys = sendKeys(accountId, sessionId, input);
  const made = await commitWithRetry(
    kit,
    async () => sendState(await kit.stores.records.get(keys)),
    (state) => decideSend(kit, caller, input, recipient, state),
    stored && sendState(stored),
  );
  const invitation = 'id' in made ? made : await sentBefore(kit, accountId, input.conversationId, made.madeId);
  return invitationView(snapshotOf(invitation, kit.clock()), sessionId);
}

function sendState([storedConversation, storedForm, storedRequest]: readonly (StoredRecord | null)[]): SendState {
  const conversation = decodeRecord(conversationCodec, storedConversation);
  const form = decodeRecord(formCodec, storedForm)?.value;
  const request = decodeRecord(requestCodec, storedRequest)?.value;
  return { ...(conversation && { conversation }), ...(form && { form }), ...(request && { request }) };
}

/** Nothing is negotiated: a key of another suite than the account's is refused. */
function recipientOf({ session }: AgentCaller, { suite, recipientPublicKey }: InvitationSend): RecipientKey {
  if (suite !== session.suite) {
    throw new TellsafeError('request_invalid', { issues: [{ path: 'suite', code: 'suite_unexpected' }] });
  }
  const publicKey = fromBase64url(recipientPublicKey);
  assertRecipientPublicKey(suite, publicKey);
  return { role: 'agent', suite, keyId: recipientKeyIdSync(suite, publicKey), publicKey: recipientPublicKey };
}

async function decideSend(
  kit: Kit,
  caller: AgentCaller,
  input: InvitationSend,
  recipient: RecipientKey,
  { conversation, form, request }: SendState,
): Promise<Decision<InvitationRecord | RequestRecord>> {
  if (!conversation) throw new TellsafeError('conversation_unknown');
  const { session } = caller;
  const { accountId } = session;
  const transcript = await transcriptOf(kit, accountId, conversation.value);
  const contentMac = transcript.contentMac('send', input.formId, input.suite, input.recipientPublicKey);
  if (request) {
    if (request.contentMac !== contentMac) throw new TellsafeError('conflict');
    return { result: request };
  }
  if (conversation.value.status === 'closed') throw new TellsafeError('conversation_closed');
  if (conversation.value.agent?.id !== session.agent.id) throw new TellsafeError('conversation_not_assigned');
  if (!form || !mayUseForm(form, session.skills)) throw new TellsafeError('form_unknown');
  await checkRoom(kit, accountId, await definitionOf(kit, accountId, form.id, form.hash));
  const invitation = await createInvitation(kit, caller, conversation.value, recipient, form);
  const outgoing = { purpose: 'form_invitation', invitation } as const;
  const out = await enqueue(kit, accountId, conversation.value, transcript, outgoing);
  const kept: RequestRecord = { madeId: invitation.id, at: invitation.at.sent, contentMac };
  const requestAt = requestKey(accountId, input.conversationId, `send:${session.id}`, input.requestId);
  return {
    result: invitation,
    change: {
      account: accountId,
      group: input.conversationId,
      expect: [
        { key: conversationKey(accountId, input.conversationId), version: conversation.version },
        { key: requestAt, version: 'absent' },
        ...out.expect,
      ],
      put: [
        invitationInput(kit, accountId, invitation),
        ...pushJobsOf(kit, accountId, invitation, undefined),
        { ...requestAt, body: requestCodec.encode(kept), expiresAt: retainUntil(kit, accountId) },
        ...out.put,
      ],
      append: [
        invitationEvent(kit, accountId, audienceOf(conversation.value), invitation),
        auditEvent(kit, caller, 'invitation-send', { kind: 'invitation', id: invitation.id }),
      ],
    },
  };
}

async function createInvitation(
  kit: Kit,
  { session }: AgentCaller,
  { id: conversationId, via }: ConversationRecord,
  recipient: RecipientKey,
  form: FormRecord,
): Promise<InvitationRecord> {
  const nonce = kit.random(NONCE_BYTES);
  const { handle, macKeyId } = await deriveHandle(kit, session.accountId, conversationId, nonce);
  const { limits, archiveKey } = kit.accounts.get(session.accountId);
  const id = invitationIdOfSync(handle);
  const now = kit.clock();
  kit.caches.sessionOfInvitation.set(id, session.id);
  return {
    id,
    conversationId,
    status: 'sent',
    form: { id: form.id, version: form.version, name: form.name, hash: form.hash },
    agent: session.agent,
    sessionId: session.id,
    recipients: archiveKey ? [recipient, archiveKey] : [recipient],
    nonce: toBase64url(nonce),
    macKeyId,
    at: { sent: now },
    // A link is worth less than a bubble in a page: whoever reads the channel could tap it (SF-TIME-04).
    tapUntil: now + (via ? limits.linkTtlSec : limits.invitationTtlSec) * 1000,
    ...(via && { via: { channel: via.channel, entryPoint: via.entryPoint } }),
    extensionsUsed: 0,
  };
}

async function sentBefore(kit: Kit, account: string, conversationId: string, id: string): Promise<InvitationRecord> {
  const [stored] = await kit.stores.records.get([invitationKey(account, conversationId, id)]);
  const invitation = decodeRecord(invitationCodec, stored);
  if (!invitation) throw new TellsafeError('conflict');
  return invitation.value;
}
