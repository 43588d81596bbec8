// Names of agents who signed in once, so that a conversation can be handed to one by id.
import { TellsafeError } from '@tellsafe/core';
import type { Kit } from '../kit.ts';
import { agentCodec } from '../records/agent-session.ts';
import { decodeRecord } from '../records/codec.ts';
import type { AgentName } from '../records/conversation.ts';
import { agentKey } from '../records/keys.ts';

/**
 * An agent by id.
 *
 * @throws TellsafeError `request_invalid` when nobody of this id ever signed in
 */
export async function findAgent(kit: Kit, account: string, id: string): Promise<AgentName> {
  const [stored] = await kit.stores.records.get([agentKey(account, id)]);
  const agent = decodeRecord(agentCodec, stored);
  if (!agent) throw new TellsafeError('request_invalid', { issues: [{ path: 'agentId', code: 'value' }] });
  return agent.value;
}
