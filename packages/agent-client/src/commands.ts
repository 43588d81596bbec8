// What an agent can do in a session: conversations, messages, sending and taking back forms, reading answers.
// Each command is one request, plus what it means for the state and the keys.
import { createUuid, isTellsafeError, TellsafeError } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import { isTerminal } from '@tellsafe/core/invitation';
import type {
  AgentConversationResponse,
  AgentForm,
  ConversationSummary,
  InvitationView,
  Message,
  ResponseOf,
  RouteName,
  TranscriptFindResponse,
} from '@tellsafe/core/wire';
import { type Answers, openAnswers } from './answers.ts';
import type { Context } from './context.ts';
import { applyConversation, applyInvitation, applyMessage, withdrawConversation } from './news.ts';
import type { PendingSend } from './recipient-keys.ts';
import { fetchConversations, fetchTranscript, loadTranscripts } from './refresh.ts';
import type { LiveSession } from './session.ts';
import { findInvitation } from './state.ts';
import type { CallOptions } from './transport.ts';

/** An invitation by what is needed to act on it. */
export type InvitationRef = Pick<InvitationView, 'id' | 'conversationId'>;

/** An invitation by what is needed to send its form again; with its id, one that is still open is taken back first. */
export type ResendRef = Pick<InvitationView, 'conversationId' | 'formId'> &
  Partial<Pick<InvitationView, 'id' | 'status'>>;

/** The commands of a client; every one needs a session and, but for `loadTranscripts`, counts as activity. */
export interface Commands {
  forms(): Promise<readonly AgentForm[]>;
  conversations(): Promise<readonly ConversationSummary[]>;
  conversation(conversationId: string): Promise<AgentConversationResponse>;
  /**
   * Fetches what a list needs to say how the forms stand: the transcripts of the agent's own open conversations, the newest 20,
   * unless they are there already. The live feed keeps them up to date.
   */
  loadTranscripts(): Promise<void>;
  assign(conversationId: string): Promise<ConversationSummary>;
  transfer(conversationId: string, agentId: string | null): Promise<ConversationSummary>;
  close(conversationId: string): Promise<ConversationSummary>;
  sendMessage(conversationId: string, text: string): Promise<Message>;
  /**
   * A file that the consumer sent, from the provider. **Security:** of a type that runs nothing, but what it says is the consumer's.
   *
   * @param file - which of the message's `media`, from 0
   * @throws {TellsafeError} `file_gone`, `file_refused`, `file_too_large`; `overloaded` when it may come later
   */
  file(conversationId: string, messageId: string, file: number): Promise<Blob>;
  /**
   * Places in a conversation where words stand, the oldest first, at most 50; with a `cursor` there is more to look at.
   *
   * @param text - 1 to 100 characters
   */
  findText(conversationId: string, text: string, cursor?: string): Promise<TranscriptFindResponse>;
  send(conversationId: string, formId: string): Promise<InvitationView>;
  /**
   * Sends the same form again. An invitation that is still open is revoked first, so that there is one form to fill in.
   *
   * @throws {TellsafeError} `conflict` when the form was submitted meanwhile: nothing is sent then
   */
  resend(invitation: ResendRef): Promise<InvitationView>;
  revoke(invitation: InvitationRef): Promise<InvitationView>;
  read(invitation: InvitationView | string): Promise<Answers>;
  /** Repeats requests to send whose answer a reload has cut off. */
  settlePending(): Promise<void>;
}

/** A request to send that is older than this is not repeated after a reload: the agent has long seen that it did not work. */
const PENDING_LIMIT_MS = 60_000;
/** By so much the server's clock may be behind what this client takes it for. */
const CLOCK_DIFFERENCE_MS = 2_000;

/** What turns a wire call into a command: signs it, counts as activity, notices the end of the session. */
export type Caller = <Name extends RouteName>(
  name: Name,
  options?: Omit<CallOptions<Name>, 'signer'>,
) => Promise<ResponseOf<Name>>;

/**
 * Creates the commands.
 *
 * @param context - the parts
 * @param call - signed calls
 */
export function createCommands(context: Context, call: Caller): Commands {
  const { state, keys, random, clock } = context;
  /** Requests to send whose answer was lost, by conversation and form: whoever presses again means the same one. */
  const lost = new Map<string, PendingSend>();

  async function deliver(pending: PendingSend, session: LiveSession): Promise<InvitationView> {
    const { requestId, conversationId, formId, suite } = pending;
    const recipientPublicKey = toBase64url(pending.publicKey);
    const body = { requestId, conversationId, formId, suite, recipientPublicKey };
    const { invitation } = await call('invitationSend', { body, idempotent: true }).catch(async (error) => {
      // Refused for good: nobody will ever seal to this key. A lost answer keeps it for settlePending.
      if (isTellsafeError(error, 'network_failed')) lost.set(`${conversationId} ${formId}`, pending);
      else await keys.destroy([requestId]);
      throw error;
    });
    await keys.settle(requestId, invitation.id);
    if (!context.isLive(session)) {
      await keys.destroy([requestId, invitation.id]);
      throw new TellsafeError('session_invalid');
    }
    await applyInvitation(context, invitation);
    return invitation;
  }

  /** The lost request for this form, unless it is old or what it sent has been seen since. */
  function takeLost(conversationId: string, formId: string): PendingSend | undefined {
    const place = `${conversationId} ${formId}`;
    const pending = lost.get(place);
    lost.delete(place);
    if (!pending || clock.now() - pending.at >= PENDING_LIMIT_MS) return undefined;
    const seen = state.get().transcripts.get(conversationId)?.invitations ?? [];
    const came = seen.some(
      (each) => each.formId === formId && each.mine && each.at.sent >= pending.at - CLOCK_DIFFERENCE_MS,
    );
    return came ? undefined : pending;
  }

  async function send(conversationId: string, formId: string): Promise<InvitationView> {
    const session = context.live();
    const again = takeLost(conversationId, formId);
    if (again) return deliver(again, session);
    const request = { requestId: createUuid(random), conversationId, formId, at: clock.now() };
    const { suite, publicKey } = await keys.create(request, session.session.suite);
    return deliver({ ...request, suite, publicKey }, session);
  }

  async function revoke({ id, conversationId }: InvitationRef): Promise<InvitationView> {
    const options = { parameters: { id }, body: { conversationId }, idempotent: true };
    const { invitation } = await call('invitationRevoke', options);
    await applyInvitation(context, invitation);
    return invitation;
  }

  const change = async (name: 'conversationAssign' | 'conversationClose', id: string): Promise<ConversationSummary> => {
    const { conversation } = await call(name, { parameters: { id }, body: {}, idempotent: true });
    await applyConversation(context, conversation);
    return conversation;
  };

  return {
    forms: async () => (await call('agentForms', { idempotent: true })).forms,
    async conversations() {
      return fetchConversations(context, () => call('agentConversations', { idempotent: true }));
    },
    async conversation(id) {
      return fetchTranscript(context, () => call('agentConversation', { parameters: { id }, idempotent: true }));
    },
    async loadTranscripts() {
      await loadTranscripts(context);
    },
    assign: (id) => change('conversationAssign', id),
    close: (id) => change('conversationClose', id),
    async transfer(id, agentId) {
      const { conversation } = await call('conversationTransfer', { parameters: { id }, body: { agentId } });
      await withdrawConversation(context, id);
      await applyConversation(context, conversation);
      return conversation;
    },
    async sendMessage(id, text) {
      const body = { requestId: createUuid(random), text };
      const { message } = await call('conversationMessage', { parameters: { id }, body, idempotent: true });
      applyMessage(context, id, message);
      return message;
    },
    async file(id, messageId, file) {
      // The one route that answers with a file: there is no schema of it.
      const found: unknown = await call('fileRead', {
        parameters: { id },
        body: { messageId, file },
        idempotent: true,
      });
      return found as Blob;
    },
    findText: (id, text, cursor) =>
      call('transcriptFind', {
        ...{ parameters: { id }, body: { text, ...(cursor !== undefined && { cursor }) }, idempotent: true },
      }),
    send,
    async resend({ id, conversationId, formId, status }) {
      const known = id === undefined ? undefined : (findInvitation(state.get(), id)?.status ?? status);
      if (id !== undefined && known !== undefined && !isTerminal(known)) await revoke({ id, conversationId });
      return send(conversationId, formId);
    },
    revoke,
    async read(wanted) {
      const invitation = typeof wanted === 'string' ? findInvitation(state.get(), wanted) : wanted;
      return readAnswers(context, call, invitation);
    },
    async settlePending() {
      const session = context.live();
      for (const pending of await keys.pending()) {
        const young = clock.now() - pending.at < PENDING_LIMIT_MS;
        if (young) await deliver(pending, session).catch(() => undefined);
        else await keys.destroy([pending.requestId]);
      }
    },
  };
}

/** The two steps of reading, SF-FLOW-06 to SF-FLOW-08. Everything that stands in the way is one refusal (SF-ACC-05). */
async function readAnswers(context: Context, call: Caller, invitation: InvitationView | undefined): Promise<Answers> {
  const session = context.live();
  const submissionId = invitation?.submissionId;
  if (!invitation || submissionId === undefined) throw new TellsafeError('answers_unavailable');
  if (!(await context.keys.has(invitation.id))) throw new TellsafeError('answers_unavailable');
  const { readKey } = await call('readKey', { parameters: { id: submissionId }, body: {}, idempotent: true });
  const response = await call('read', { body: { submissionId, readKey }, idempotent: true });
  const { id: invitationId, conversationId } = invitation;
  const expected = { accountId: session.session.accountId, invitationId, conversationId, submissionId };
  const answers = await context.keys.use(invitationId, (key) => openAnswers(response, expected, key));
  // The session or the key may have ended while the answers were on their way.
  const stillAllowed = context.isLive(session) && (await context.keys.has(invitationId));
  if (!stillAllowed) throw new TellsafeError('answers_unavailable');
  return answers;
}
