// A kit in memory with one account and one agent who is a program: for tests that need invitations, and nobody at a desk.
import { type AgentClient, createAgentClient } from '@tellsafe/agent-client';
import { type AccountOptions, createTellsafe, type Store, type Tellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { forms } from '../src/forms.ts';

/** The kit's one account. */
export const ACCOUNT = 'juniper';

/** An invitation to the payment card form. */
export interface Invited {
  readonly handle: string;
  /** How often its conversation was written to, in any store. */
  readonly writes: number;
  /** What the agent sees of it. */
  status(): Promise<string>;
  /** The exact answers that arrived at the agent, by the questions' labels. */
  answers(): Promise<Readonly<Record<string, string>>>;
}

/** A kit and its agent. */
export interface SmallKit {
  readonly tellsafe: Tellsafe;
  /** Sends a form, the payment card form unless told otherwise, in a conversation of its own. */
  invite(formId?: string): Promise<Invited>;
  close(): Promise<void>;
}

/**
 * Starts a kit; its servers are the caller's.
 *
 * @param others accounts beside the one that invites, by id, with the origin that may show their forms
 * @param own forms, agent's name and what links do on computers, when not as in the demo
 */
export async function openSmallKit(
  shopOrigin: string,
  formOrigin: string,
  others: Readonly<Record<string, string>> = {},
  own: Partial<Pick<AccountOptions, 'forms' | 'desktop'>> & { readonly agentName?: string } = {},
): Promise<SmallKit> {
  /** How often each conversation was written to. */
  const writes = new Map<string, number>();
  const counted = (): Store => {
    const store: Store = memoryStore();
    const commit = store.commit.bind(store);
    return Object.assign(store, {
      commit: (batch: Parameters<Store['commit']>[0]) => {
        writes.set(batch.group, (writes.get(batch.group) ?? 0) + 1);
        return commit(batch);
      },
    });
  };
  const tellsafe = createTellsafe({
    stores: { records: counted(), sealed: counted(), volatile: counted() },
    keys: memoryKeys(),
    accounts: Object.entries({ [ACCOUNT]: shopOrigin, ...others }).map(([id, origin]) => ({
      id,
      formOrigin,
      desktop: own.desktop ?? 'allow', // tests open links in every kind of window
      allowedOrigins: [origin],
      forms: own.forms ?? forms,
    })),
    authenticate: () => ({ accountId: ACCOUNT, agentId: 'maya', name: own.agentName ?? 'Maya Lind' }),
    maintenance: 'manual',
  });
  const agent = createAgentClient({ endpoint: `${shopOrigin}/tellsafe`, fetch: tellsafe.fetch });
  await agent.signIn();
  return {
    tellsafe,
    async invite(formId = 'payment-card') {
      const { conversationId } = await tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Guest' });
      await agent.assign(conversationId);
      const { id } = await agent.send(conversationId, formId);
      const handle = await tellsafe.invitations.handle({ accountId: ACCOUNT, conversationId, invitationId: id });
      const count = () => writes.get(conversationId) ?? 0;
      return {
        ...seenBy(agent, conversationId, id),
        handle,
        get writes() {
          return count();
        },
      };
    },
    async close() {
      agent.dispose();
      await tellsafe.close();
    },
  };
}

/** An invitation as its agent knows it. */
function seenBy(agent: AgentClient, conversationId: string, id: string): Pick<Invited, 'status' | 'answers'> {
  const find = async () => {
    const { invitations } = await agent.conversation(conversationId);
    const found = invitations.find((each) => each.id === id);
    if (!found) throw new Error('the agent does not see the invitation');
    return found;
  };
  return {
    status: async () => (await find()).status,
    async answers() {
      const { questions } = await agent.read(await find());
      return Object.fromEntries(questions.map(({ question, value }) => [question.label, value ?? '']));
    },
  };
}
