// Routes of what was said: words in a conversation, and files that consumers sent. Whoever may see a conversation may look in it; a manager
// with the permission `transcripts.read` may look in any of the account.
import { savedFileName } from '@tellsafe/core/wire';
import { holdsPermission } from '../accounts/permissions.ts';
import { openFile } from '../channels/gateway/files.ts';
import type { AgentCaller } from '../services/caller.ts';
import { findText, type Reading } from '../services/conversations/find-text.ts';
import type { Kit } from '../services/kit.ts';
import type { ConversationRecord } from '../services/records/conversation.ts';
import { agentRoute, type Handler, uuidParameter } from './call.ts';

export const transcriptFind: Handler<'transcriptFind'> = agentRoute((kit, call, caller) => {
  const { accountId } = caller.session;
  const place = { accountId, conversationId: uuidParameter(call, 'id'), ...call.input };
  return findText(kit, caller, place, (conversation) => readingOf(kit, caller, conversation));
});

export const fileRead: Handler<'fileRead'> = agentRoute(async (kit, call, caller) => {
  const { accountId } = caller.session;
  const place = { accountId, conversationId: uuidParameter(call, 'id'), ...call.input };
  const mayRead = (conversation: ConversationRecord) => readingOf(kit, caller, conversation) !== undefined;
  const { mediaType, fileName, bytes } = await openFile(kit, caller, place, mayRead);
  const name = savedFileName(fileName, mediaType);
  // **Security:** whatever asks for it, a browser saves it, believes the type and runs nothing of it.
  const headers = {
    'content-type': mediaType,
    'content-length': `${bytes.length}`,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, escaped)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  return new Response(new Uint8Array(bytes), { status: 200, headers });
});

/** RFC 8187 §3.2.1 leaves fewer characters as they are than a component of an address. */
function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function readingOf(kit: Kit, { session }: AgentCaller, { agent }: ConversationRecord): Reading {
  if (agent === null || agent.id === session.agent.id) return 'own';
  const { features } = kit.accounts.get(session.accountId);
  return holdsPermission(features, session, 'transcripts.read') ? 'granted' : undefined;
}
