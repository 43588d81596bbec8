// Routes of an agent's workspace: forms, conversations, invitations, reading answers, the event stream.

import type { AgentCaller } from '../services/caller.ts';
import { listConversations, listInvitations, showConversation } from '../services/conversations/list.ts';
import { agentFeed } from '../services/feeds/agent-feed.ts';
import { listUsableForms } from '../services/forms/definitions.ts';
import { revokeInvitation } from '../services/invitations/revoke.ts';
import { sendInvitation, sendKeys } from '../services/invitations/send.ts';
import { issueReadKey, readAnswers, readKeyKeys, readKeys } from '../services/submissions/read.ts';
import { agentRoute, type Handler, resumedAt, uuidParameter } from './call.ts';

const viewerOf = ({ session }: AgentCaller) => ({ agentId: session.agent.id, sessionId: session.id });

export const agentForms: Handler<'agentForms'> = agentRoute(async (kit, _call, { session }) => ({
  forms: await listUsableForms(kit, session.accountId, session.skills),
}));

export const agentConversations: Handler<'agentConversations'> = agentRoute(async (kit, _call, { session }) => ({
  conversations: await listConversations(kit, session.accountId, session.agent.id),
}));

export const agentConversation: Handler<'agentConversation'> = agentRoute((kit, call, caller) =>
  showConversation(kit, caller.session.accountId, uuidParameter(call, 'id'), viewerOf(caller)),
);

export const invitationSend: Handler<'invitationSend'> = agentRoute(
  async (kit, call, caller, stored) => ({ invitation: await sendInvitation(kit, caller, call.input, stored) }),
  (_kit, call, accountId, sessionId) => sendKeys(accountId, sessionId, call.input),
);

export const invitationList: Handler<'invitationList'> = agentRoute(async (kit, call, caller) => ({
  invitations: await listInvitations(kit, caller.session.accountId, call.query.conversation, viewerOf(caller)),
}));

export const invitationRevoke: Handler<'invitationRevoke'> = agentRoute(async (kit, call, caller) => {
  const { accountId } = caller.session;
  const place = { accountId, conversationId: call.input.conversationId, invitationId: uuidParameter(call, 'id') };
  return { invitation: await revokeInvitation(kit, caller, place, viewerOf(caller)) };
});

export const readKey: Handler<'readKey'> = agentRoute(
  (kit, call, caller, stored) => issueReadKey(kit, caller, uuidParameter(call, 'id'), stored),
  (kit, call, accountId) => readKeyKeys(kit, accountId, uuidParameter(call, 'id')),
);

export const read: Handler<'read'> = agentRoute(
  (kit, call, caller, stored) => readAnswers(kit, caller, call.input.submissionId, call.input.readKey, stored),
  (_kit, call, accountId) => readKeys(accountId, call.input.readKey),
);

export const agentEvents: Handler<'agentEvents'> = agentRoute(async (kit, call, caller) =>
  agentFeed(kit, caller, resumedAt(call)),
);
