// Who gets a conversation that begins at an entry point: everybody from the queue, the agent who had the last one, or whom the host names.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { originOf } from '../../accounts/entry-point-settings.ts';
import { logFailure } from '../../log.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { type AgentName, conversationCodec } from '../../services/records/conversation.ts';
import { conversationKey } from '../../services/records/keys.ts';
import { within } from '../../timer.ts';
import type { Address, ChannelName } from '../types.ts';

/** A host's function that takes longer has failed: the provider waits for its answer meanwhile. */
export const ROUTE_TIMEOUT_MS = 3_000;

/** A conversation that begins. Holds no message. */
export interface ConversationBeginning {
  readonly accountId: string;
  readonly conversationId: string;
  readonly channel: ChannelName;
  readonly entryPoint: string;
  readonly label?: string;
  /** **Security:** who writes, by name at the provider; for the host alone. */
  readonly consumer: Address;
  /** Who had their last conversation. */
  readonly lastAgent?: AgentName;
}

/** Where a conversation goes: to an agent, or without one into the queue; and what agents tell it by. */
export interface RoutedConversation {
  /** Id as the host's login gives it, 1 to 128 characters; name of 1 to 80. */
  readonly agent?: AgentName;
  /** 1 to 80 characters; default the entry point's. */
  readonly label?: string;
}

/** Decides about a conversation that begins. `null` leaves it to the entry point. May be asked more than once about the same one. */
export type RouteConversation = (
  beginning: ConversationBeginning,
) => Promise<RoutedConversation | null> | RoutedConversation | null;

/** Where a conversation that begins goes. Never rejects because of the host's function. */
export async function routeOf(
  kit: Kit,
  entryPoint: EntryPointSettings,
  beginning: { readonly conversationId: string; readonly consumer: Address; readonly formerId: string | undefined },
): Promise<RoutedConversation> {
  const { accountId, label, routing } = entryPoint;
  const { conversationId, consumer, formerId } = beginning;
  const isAsked = kit.routeConversation !== undefined || routing === 'last-agent';
  const lastAgent = isAsked && formerId !== undefined ? await agentOf(kit, accountId, formerId) : undefined;
  const own: RoutedConversation = {
    ...(label !== undefined && { label }),
    ...(routing === 'last-agent' && lastAgent && { agent: lastAgent }),
  };
  if (!kit.routeConversation) return own;
  const asked: ConversationBeginning = {
    ...{ accountId, conversationId, ...originOf(entryPoint), consumer },
    ...(label !== undefined && { label }),
    ...(lastAgent && { lastAgent }),
  };
  return (await askHost(kit, kit.routeConversation, asked, label)) ?? own;
}

async function askHost(
  kit: Kit,
  route: RouteConversation,
  asked: ConversationBeginning,
  label: string | undefined,
): Promise<RoutedConversation | undefined> {
  try {
    const given = await within(ROUTE_TIMEOUT_MS, () => route(asked));
    if (given === null || given === undefined) return undefined;
    const { agent, label: own = label } = given;
    if (agent !== undefined && !(isName(agent.id, 128) && isName(agent.name, 80))) throw new TypeError();
    if (own !== undefined && !isName(own, 80)) throw new TypeError();
    return { ...(agent && { agent: { id: agent.id, name: agent.name } }), ...(own !== undefined && { label: own }) };
  } catch (error) {
    logFailure(kit.log, 'routeConversation', error);
    return undefined;
  }
}

function isName(value: unknown, longest: number): value is string {
  return (
    typeof value === 'string' && value.trim() !== '' && value.length <= longest && !/[\p{Cc}\p{Surrogate}]/u.test(value)
  );
}

async function agentOf(kit: Kit, accountId: string, conversationId: string): Promise<AgentName | undefined> {
  const [stored] = await kit.stores.records.get([conversationKey(accountId, conversationId)]);
  return decodeRecord(conversationCodec, stored)?.value.agent ?? undefined;
}
