// Routes of conversations: started by a consumer's page, led by agents.
import { TellsafeError } from '@tellsafe/core';
import { findAgent } from '../services/agent-sessions/agents.ts';
import { originAllowed } from '../services/caller.ts';
import { assignConversation, closeConversation, transferConversation } from '../services/conversations/change.ts';
import { postMessage } from '../services/conversations/messages.ts';
import { startConversation } from '../services/conversations/start.ts';
import { agentRoute, consumerOf, type Handler, uuidParameter } from './call.ts';

export const conversationStart: Handler<'conversationStart'> = async (kit, call) => {
  const { account: accountId, name, language } = call.input;
  const account = kit.accounts.get(accountId);
  const caller = consumerOf(call);
  if (!originAllowed(account, caller)) throw new TellsafeError('origin_refused');
  await kit.rates.admitAccount('beginnings', account.id);
  return startConversation(kit, caller, {
    accountId,
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
  });
};

export const conversationMessage: Handler<'conversationMessage'> = agentRoute(async (kit, call, { session }) => ({
  message: await postMessage(
    kit,
    { from: 'agent', agent: session.agent },
    { accountId: session.accountId, conversationId: uuidParameter(call, 'id'), ...call.input },
  ),
}));

export const conversationAssign: Handler<'conversationAssign'> = agentRoute(async (kit, call, caller) => {
  const place = { accountId: caller.session.accountId, conversationId: uuidParameter(call, 'id') };
  return { conversation: await assignConversation(kit, caller, place, caller.session.agent) };
});

export const conversationTransfer: Handler<'conversationTransfer'> = agentRoute(async (kit, call, caller) => {
  const { accountId, agent } = caller.session;
  const place = { accountId, conversationId: uuidParameter(call, 'id') };
  const { agentId } = call.input;
  const to = agentId === null ? null : await findAgent(kit, accountId, agentId);
  return { conversation: await transferConversation(kit, caller, place, agent.id, to) };
});

export const conversationClose: Handler<'conversationClose'> = agentRoute(async (kit, call, caller) => {
  const { accountId, agent } = caller.session;
  const place = { accountId, conversationId: uuidParameter(call, 'id') };
  return { conversation: await closeConversation(kit, caller, place, agent.id) };
});
