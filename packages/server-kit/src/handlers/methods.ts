// The kit without HTTP: what a backend with its own chat, or with none, calls directly (SF-GEN-04). Same rules, same records.
import { isUuid, TellsafeError } from '@tellsafe/core';
import type {
  AgentConversationResponse,
  ConversationSummary,
  InvitationView,
  Message,
  SessionStartResponse,
} from '@tellsafe/core/wire';
import type { EndedLogin, Principal } from '../accounts/principal.ts';
import { endSession, endSessionsOf } from '../services/agent-sessions/end.ts';
import { keepSession, liveSession, loadSession, startSession } from '../services/agent-sessions/sessions.ts';
import { hostCaller } from '../services/caller.ts';
import {
  assignConversation,
  type ConversationPlace,
  closeConversation,
  transferConversation,
} from '../services/conversations/change.ts';
import { listConversations, listInvitations, showConversation } from '../services/conversations/list.ts';
import { type MessageInput, type MessageSender, postMessage } from '../services/conversations/messages.ts';
import {
  type ConversationStart,
  type StartedConversation,
  startConversation,
} from '../services/conversations/start.ts';
import { defineForm, type FormView, listForms, switchForm } from '../services/forms/definitions.ts';
import { markAuthorised } from '../services/invitations/authorised.ts';
import { handleOf } from '../services/invitations/handles.ts';
import { formLink } from '../services/invitations/link.ts';
import { type InvitationPlace, loadInvitation } from '../services/invitations/records.ts';
import { revokeInvitation } from '../services/invitations/revoke.ts';
import { type InvitationSend, sendInvitation } from '../services/invitations/send.ts';
import type { Kit } from '../services/kit.ts';
import { isLiveSession } from '../services/records/agent-session.ts';
import type { AgentName } from '../services/records/conversation.ts';
import { invitationView, snapshotOf } from '../services/views.ts';
import { type WebhookMethods, webhookMethods } from '../webhooks/methods.ts';
import { type ChannelMethods, channelMethods } from './channel-methods.ts';
import { type HistoryMethods, historyMethods } from './history-methods.ts';
import { type PrivacyMethods, privacyMethods } from './privacy-methods.ts';

/** Names an agent session. */
export interface SessionPlace {
  readonly accountId: string;
  readonly sessionId: string;
}

/** Names a form. */
export interface FormPlace {
  readonly accountId: string;
  readonly formId: string;
}

/** What a host sends: the session whose agent asks, and the public key that the agent's client made. */
export type HostInvitationSend = SessionPlace & InvitationSend;

/** Invitations. */
export interface InvitationMethods {
  /** Sends a form for a live agent session; the conversation must be assigned to its agent. */
  send(input: HostInvitationSend): Promise<InvitationView>;
  /** Takes back an unsubmitted form. */
  revoke(place: InvitationPlace): Promise<InvitationView>;
  /**
   * Says that the payment was authorised: what was answered off the record, such as a CVV, is gone at once instead of at its time
   * (PCI DSS 4.0.1, 3.3.1.2). Safe to repeat.
   *
   * @throws TellsafeError `conversation_unknown`; `conflict` when the form was not submitted
   */
  markAuthorised(place: InvitationPlace): Promise<InvitationView>;
  get(place: InvitationPlace): Promise<InvitationView>;
  list(place: ConversationPlace): Promise<readonly InvitationView[]>;
  /** **Security:** the handle is for the consumer's side only; whoever has it can open the form. */
  handle(place: InvitationPlace): Promise<string>;
  /** The form link with the handle in its fragment, for channels without a bubble. */
  link(place: InvitationPlace): Promise<string>;
}

/** Conversations. */
export interface ConversationMethods {
  start(input: ConversationStart): Promise<StartedConversation>;
  message(input: MessageInput & { readonly sender: MessageSender }): Promise<Message>;
  assign(place: ConversationPlace & { readonly agent: AgentName }): Promise<ConversationSummary>;
  /** `agent: null` puts it back into the queue. */
  transfer(place: ConversationPlace & { readonly agent: AgentName | null }): Promise<ConversationSummary>;
  close(place: ConversationPlace): Promise<ConversationSummary>;
  get(place: ConversationPlace): Promise<AgentConversationResponse>;
  /** Conversations of an agent and those that wait. */
  list(input: { readonly accountId: string; readonly agentId: string }): Promise<readonly ConversationSummary[]>;
}

/** Agent sessions. */
export interface AgentSessionMethods {
  /** **Security:** the answer holds the session key; it belongs into the agent's client and nowhere else. */
  start(principal: Principal): Promise<SessionStartResponse>;
  /** Real activity of the agent: the session idles out later. Gives the seconds until then. */
  keep(place: SessionPlace): Promise<number>;
  end(place: SessionPlace): Promise<void>;
  /** Ends every session of an agent, or those of one login: signed out, disabled, other permissions. Gives their number. */
  endAll(ended: EndedLogin): Promise<number>;
  /** The agent of a live session, `null` when it ended. */
  get(place: SessionPlace): Promise<AgentName | null>;
}

/** Forms. */
export interface FormMethods {
  /** Defines a form or its next version. */
  define(input: { readonly accountId: string; readonly definition: unknown }): Promise<FormView>;
  enable(place: FormPlace): Promise<void>;
  disable(place: FormPlace): Promise<void>;
  list(input: { readonly accountId: string }): Promise<readonly FormView[]>;
}

/** Everything a host can call without HTTP. */
export interface TellsafeMethods {
  readonly invitations: InvitationMethods;
  readonly conversations: ConversationMethods;
  readonly agentSessions: AgentSessionMethods;
  readonly forms: FormMethods;
  readonly webhooks: WebhookMethods;
  readonly privacy: PrivacyMethods;
  readonly history: HistoryMethods;
  readonly channels: ChannelMethods;
}

/** Builds the methods; each waits for the start work. */
export function createMethods(kit: Kit, ready: Promise<void>): TellsafeMethods {
  const whenReady: WhenReady = (run) => async (input) => {
    await ready;
    return run(input);
  };
  return {
    invitations: invitationMethods(kit, whenReady),
    conversations: conversationMethods(kit, whenReady),
    agentSessions: sessionMethods(kit, whenReady),
    forms: {
      define: whenReady(({ accountId, definition }) => defineForm(kit, hostCaller, accountId, definition)),
      enable: whenReady(({ accountId, formId }) => switchForm(kit, hostCaller, accountId, formId, true)),
      disable: whenReady(({ accountId, formId }) => switchForm(kit, hostCaller, accountId, formId, false)),
      list: whenReady(({ accountId }) => listForms(kit, accountId)),
    },
    webhooks: webhookMethods(kit, whenReady),
    privacy: privacyMethods(kit, whenReady),
    history: historyMethods(kit, whenReady),
    channels: channelMethods(kit, whenReady),
  };
}

type WhenReady = <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>;

function invitationMethods(kit: Kit, whenReady: WhenReady): InvitationMethods {
  const load = async (place: InvitationPlace) => {
    kit.accounts.get(place.accountId);
    const { invitation } = await loadInvitation(kit, place);
    if (!invitation) throw new TellsafeError('conversation_unknown');
    return invitation.value;
  };
  return {
    send: whenReady(async ({ accountId, sessionId, ...input }) => {
      if (!isUuid(input.requestId)) throw new RangeError('requestId must be a UUID');
      return sendInvitation(kit, await liveSession(kit, accountId, sessionId), input);
    }),
    revoke: whenReady((place) => revokeInvitation(kit, hostCaller, place, undefined)),
    markAuthorised: whenReady((place) => markAuthorised(kit, hostCaller, place)),
    get: whenReady(async (place) => invitationView(snapshotOf(await load(place), kit.clock()), undefined)),
    list: whenReady(({ accountId, conversationId }) => listInvitations(kit, accountId, conversationId, undefined)),
    handle: whenReady(async (place) => handleOf(kit, place.accountId, await load(place))),
    link: whenReady(async (place) => {
      const invitation = await load(place);
      const handle = await handleOf(kit, place.accountId, invitation);
      return formLink(kit, place.accountId, handle, invitation.via);
    }),
  };
}

function conversationMethods(kit: Kit, whenReady: WhenReady): ConversationMethods {
  return {
    start: whenReady((input) => {
      kit.accounts.get(input.accountId);
      return startConversation(kit, hostCaller, input);
    }),
    message: whenReady(({ sender, ...input }) => postMessage(kit, sender, input)),
    assign: whenReady(({ agent, ...place }) => assignConversation(kit, hostCaller, place, agent)),
    transfer: whenReady(({ agent, ...place }) => transferConversation(kit, hostCaller, place, undefined, agent)),
    close: whenReady((place) => closeConversation(kit, hostCaller, place, undefined)),
    get: whenReady(({ accountId, conversationId }) => showConversation(kit, accountId, conversationId, undefined)),
    list: whenReady(({ accountId, agentId }) => listConversations(kit, accountId, agentId)),
  };
}

function sessionMethods(kit: Kit, whenReady: WhenReady): AgentSessionMethods {
  return {
    start: whenReady((principal) => startSession(kit, hostCaller, principal)),
    keep: whenReady(({ accountId, sessionId }) => keepSession(kit, accountId, sessionId)),
    end: whenReady(async ({ accountId, sessionId }) => {
      await endSession(kit, hostCaller, accountId, sessionId);
    }),
    endAll: whenReady((ended) => {
      kit.accounts.get(ended.accountId);
      return endSessionsOf(kit, hostCaller, ended);
    }),
    get: whenReady(async ({ accountId, sessionId }) => {
      const session = kit.accounts.find(accountId) && (await loadSession(kit, accountId, sessionId));
      return session && isLiveSession(session.value, kit.clock()) ? session.value.agent : null;
    }),
  };
}
