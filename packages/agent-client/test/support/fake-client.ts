// A client without a server, for what elements do with what they are given. The real one is tested against the real kit.
import { TellsafeError } from '@tellsafe/core';
import { isTerminal } from '@tellsafe/core/invitation';
import type { AgentForm, ConversationSummary, FoundText, InvitationView, Message } from '@tellsafe/core/wire';
import type { AgentClient } from '../../src/agent-client.ts';
import type { Answers } from '../../src/answers.ts';
import { type Audit, createAudit } from '../../src/audit.ts';
import type { Board } from '../../src/board.ts';
import type { InvitationRef } from '../../src/commands.ts';
import type { AgentClientEvents } from '../../src/context.ts';
import { createEmitter, createObservable } from '../../src/emitter.ts';
import { createEntryPoints, type EntryPoints } from '../../src/entry-points.ts';
import type { History } from '../../src/history.ts';
import { createPrivacy, type Privacy } from '../../src/privacy.ts';
import { createReports, type Reports } from '../../src/reports.ts';
import {
  type AgentState,
  emptyState,
  findInvitation,
  withInvitation,
  withMessage,
  withTranscript,
} from '../../src/state.ts';
import { createStudio, type Studio } from '../../src/studio.ts';
import { createWebhooks, type Webhooks } from '../../src/webhooks.ts';
import { fakeBoard, fakeHistory } from './fake-board.ts';
import { conversationOf, formsFixture, invitationOf, sessionFixture } from './fixtures.ts';

/** What a test tells the fake. */
export interface FakeOptions {
  readonly forms?: readonly AgentForm[];
  readonly conversations?: readonly ConversationSummary[];
  readonly messages?: readonly Message[];
  readonly invitations?: readonly InvitationView[];
  /** What looking for words finds. */
  readonly found?: readonly FoundText[];
  readonly answers?: Answers | (() => Promise<Answers>);
  /** Default: those of somebody who may not see any. */
  readonly reports?: Reports;
  readonly studio?: Studio;
  readonly privacy?: Privacy;
  readonly audit?: Audit;
  readonly webhooks?: Webhooks;
  readonly entryPoints?: EntryPoints;
  readonly board?: Board;
  readonly history?: History;
  readonly signedIn?: boolean;
  /** Of the session. Default: those of the fixture. */
  readonly permissions?: readonly string[];
  readonly now?: () => number;
}

/** The fake with its other side. */
export interface FakeClient extends AgentClient {
  readonly calls: string[];
  change(change: Partial<AgentState>): void;
  emit<Name extends keyof AgentClientEvents>(name: Name, detail: AgentClientEvents[Name]): void;
  failNext(error: unknown): void;
}

const denied = async (): Promise<never> => {
  throw new TellsafeError('permission_denied');
};

/** Creates a fake client. */
export function fakeClient(options: FakeOptions = {}): FakeClient {
  const conversations = options.conversations ?? [conversationOf()];
  const permissions = options.permissions ?? sessionFixture.permissions;
  const session = options.signedIn === false ? null : { ...sessionFixture, permissions };
  const state = createObservable<AgentState>({ ...emptyState, session, connection: 'live', conversations });
  const events = createEmitter<AgentClientEvents>();
  const calls: string[] = [];
  const now = options.now ?? ((): number => Date.UTC(2026, 10, 22, 10, 5));
  let failure: unknown;
  const did = async (call: string): Promise<void> => {
    calls.push(call);
    const error = failure;
    failure = undefined;
    if (error) throw error;
  };
  const find = (id: string): ConversationSummary => {
    const found = state.get().conversations.find((each) => each.id === id);
    if (!found) throw new TellsafeError('conversation_unknown');
    return found;
  };
  const put = (conversation: ConversationSummary): ConversationSummary => {
    const others = state.get().conversations.filter(({ id }) => id !== conversation.id);
    state.set({ ...state.get(), conversations: [conversation, ...others] });
    return conversation;
  };
  const send = async (conversationId: string, formId: string): Promise<InvitationView> => {
    await did(`send ${formId}`);
    const invitation = invitationOf({ id: `sent-${calls.length}`, conversationId, formId, at: { sent: now() } });
    state.set(withInvitation(state.get(), invitation));
    return invitation;
  };
  const revoke = async (invitation: InvitationRef): Promise<InvitationView> => {
    await did(`revoke ${invitation.id}`);
    const revoked = invitationOf({ ...invitation, status: 'revoked', at: { sent: 1, ended: now() } });
    state.set(withInvitation(state.get(), revoked));
    return revoked;
  };
  return {
    calls,
    state,
    on: events.on,
    emit: events.emit,
    change: (change) => state.set({ ...state.get(), ...change }),
    failNext: (error) => {
      failure = error;
    },
    signIn: async () => {
      await did('signIn');
      state.set({ ...state.get(), session: sessionFixture, ended: null });
      events.emit('session-started', sessionFixture);
      return sessionFixture;
    },
    resume: async () => {
      await did('resume');
      return state.get().session;
    },
    signOut: async () => {
      await did('signOut');
      state.set({ ...emptyState, ended: 'signed-out' });
      events.emit('session-ended', { reason: 'signed-out' });
      return { endedOnServer: true };
    },
    touch: () => void calls.push('touch'),
    now,
    dispose: () => void calls.push('dispose'),
    forms: async () => {
      await did('forms');
      return options.forms ?? formsFixture;
    },
    conversations: async () => {
      await did('conversations');
      return state.get().conversations;
    },
    conversation: async (id) => {
      await did(`conversation ${id}`);
      const conversation = find(id);
      const response = {
        conversation,
        messages: options.messages ?? [],
        invitations: (options.invitations ?? []).map((each) => ({ ...each, conversationId: id })),
        position: '1',
      };
      state.set(withTranscript(state.get(), response));
      return response;
    },
    loadTranscripts: () => did('loadTranscripts'),
    file: async (_id, messageId, file) => {
      await did(`file ${messageId} ${file}`);
      return new Blob([new Uint8Array([0x89, 0x50])], { type: 'image/png' });
    },
    findText: async (_id, text) => {
      await did(`find ${text}`);
      return { found: options.found ?? [] };
    },
    assign: async (id) => {
      await did(`assign ${id}`);
      return put({ ...find(id), agent: sessionFixture.agent });
    },
    transfer: async (id, agentId) => {
      await did(`transfer ${agentId}`);
      return put({ ...find(id), agent: agentId === null ? null : { id: agentId, name: agentId } });
    },
    close: async (id) => {
      await did(`close ${id}`);
      return put({ ...find(id), status: 'closed' });
    },
    sendMessage: async (id, text) => {
      await did(`sendMessage ${text}`);
      const message: Message = { id: `m-${calls.length}`, from: 'agent', name: 'Maya Lind', text, at: now() };
      state.set(withMessage(state.get(), id, message));
      return message;
    },
    send,
    resend: async ({ id, conversationId, formId }) => {
      const status = id && findInvitation(state.get(), id)?.status;
      if (id && status && !isTerminal(status)) await revoke({ id, conversationId });
      return send(conversationId, formId);
    },
    revoke,
    read: async () => {
      await did('read');
      const { answers } = options;
      if (!answers) throw new TellsafeError('answers_unavailable');
      return typeof answers === 'function' ? answers() : answers;
    },
    privacy: options.privacy ?? createPrivacy(denied),
    audit: options.audit ?? createAudit(denied),
    entryPoints: options.entryPoints ?? createEntryPoints(denied),
    webhooks: options.webhooks ?? createWebhooks(denied),
    board: options.board ?? fakeBoard(),
    history: options.history ?? fakeHistory(),
    studio: options.studio ?? createStudio(denied),
    reports:
      options.reports ??
      createReports(async () => {
        throw new TellsafeError('permission_denied');
      }),
  };
}
