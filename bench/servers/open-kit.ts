// The built kit behind node:http, as an application starts it, and agents who use it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTellsafe, type Store, type Tellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { nodeListener } from '@tellsafe/server-kit/node';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { ACCOUNT, BASE, form, ORIGIN } from './form.ts';
import { CONVERSATIONS_PER_LANE, type Lane, type Target } from './lane.ts';
import { serverOptions, tellingKeys, tellingStore } from './told.ts';

/** A running kit. */
export interface OpenKit {
  readonly tellsafe: Tellsafe;
  /** Signs agents in and says what the load needs to know. */
  target(lanes: number): Promise<Target>;
  close(): Promise<void>;
}

/** Stores of a kit. */
interface KitStores {
  readonly records: Store;
  readonly sealed: Store;
  /** Memory of the process by default. */
  readonly volatile?: Store;
}

/** Starts a kit over stores, which it closes. */
export async function openKit({ records, sealed, volatile = memoryStore() }: KitStores): Promise<OpenKit> {
  const tellsafe = createTellsafe({
    stores: { records, sealed: tellingStore(sealed), volatile },
    keys: tellingKeys(memoryKeys()),
    accounts: [{ id: ACCOUNT, formOrigin: ORIGIN, allowedOrigins: [], forms: [form] }],
    authenticate: async () => null,
    basePath: BASE,
  });
  await tellsafe.ready;
  const server = createServer(serverOptions, nodeListener(tellsafe.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    tellsafe,
    target: (lanes) => targetOf(tellsafe, server, lanes),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await tellsafe.close();
    },
  };
}

async function targetOf(tellsafe: Tellsafe, server: Server, lanes: number): Promise<Target> {
  const [current] = await tellsafe.forms.list({ accountId: ACCOUNT });
  if (!current) throw new Error('the form is not there');
  const opening = Array.from({ length: lanes }, (_, at) => openLane(tellsafe, at));
  return {
    port: (server.address() as AddressInfo).port,
    accountId: ACCOUNT,
    definition: current.definition,
    definitionHash: current.hash,
    lanes: await Promise.all(opening),
  };
}

async function openLane({ agentSessions, conversations }: Tellsafe, at: number): Promise<Lane> {
  const agent = { id: `agent-${at}`, name: `Agent ${at}` };
  const session = await agentSessions.start({ accountId: ACCOUNT, agentId: agent.id, name: agent.name });
  const conversationIds: string[] = [];
  for (let count = 0; count < CONVERSATIONS_PER_LANE; count += 1) {
    const { conversationId } = await conversations.start({ accountId: ACCOUNT, name: 'Kim', agent });
    conversationIds.push(conversationId);
  }
  return { sessionId: session.sessionId, sessionKey: session.sessionKey, conversationIds };
}
