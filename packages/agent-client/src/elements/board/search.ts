// Finding conversations by who, where and when: what is asked, what was found. People are found by what they are called, exactly; nothing that
// was said is looked at.
import type { ConversationFindRequest, FoundConversation } from '@tellsafe/core/wire';
import type { AgentClient } from '../../agent-client.ts';
import { areDaysInOrder, dayStart } from '../shared/area/days.ts';

/** What is asked. Days are as date fields give them, `2026-11-22`; `''` is any. */
export interface SearchFields {
  /** What `who` is: the host's own id, or a number or address at the channel. */
  readonly by: 'consumer' | 'address';
  readonly who: string;
  /** A channel, or a channel and an entry point of it (`placeId`). */
  readonly place: string;
  /** Id of an agent. */
  readonly agent: string;
  /** `''` is both, where a person is named. */
  readonly status: '' | 'open' | 'closed';
  readonly from: string;
  readonly to: string;
}

/** Nothing in particular. */
export const noSearch: SearchFields = { by: 'consumer', who: '', place: '', agent: '', status: '', from: '', to: '' };

/** Conversations of one answer. */
const PAGE = 50;

/** What is wrong with a field, as a key of the board's texts. */
export type SearchProblem = 'channelNeeded' | 'dateOrder';

/** What is wrong, if anything. */
export function problemOf({ by, who, place, from, to }: SearchFields): SearchProblem | undefined {
  if (by === 'address' && who.trim() !== '' && (place === '' || place === 'web')) return 'channelNeeded';
  return areDaysInOrder({ from, to }) ? undefined : 'dateOrder';
}

/** The fields as a request. */
export function searchOf({ by, who, place, agent, status, from, to }: SearchFields): ConversationFindRequest {
  const [channel = '', entryPoint] = place.split('/');
  const person = who.trim();
  const isNamed = person !== '';
  return {
    ...(isNamed && (by === 'address' ? { address: person } : { consumerId: person })),
    ...(channel !== '' && { channel }),
    ...(entryPoint !== undefined && { entryPoint }),
    ...(agent !== '' && { agent }),
    ...(status !== '' ? { status } : isNamed ? {} : { status: 'open' as const }),
    ...(from !== '' && { since: dayStart(from) }),
    ...(to !== '' && { until: dayStart(to, 1) }),
    limit: PAGE,
  };
}

/** The element around. */
export interface SearchHost {
  readonly client: AgentClient | undefined;
  requestUpdate(): void;
}

/** The state of a search. */
export class ConversationSearch {
  readonly #host: SearchHost;
  isOpen = false;
  fields = noSearch;
  /** Absent until something was asked. */
  found: readonly FoundConversation[] | undefined;
  cursor: string | undefined;
  problem: SearchProblem | undefined;
  failure: unknown;
  isBusy = false;
  #asked: ConversationFindRequest | undefined;

  constructor(host: SearchHost) {
    this.#host = host;
  }

  /** Forgets everything: what is asked may name a person. */
  reset(): void {
    this.isOpen = false;
    this.fields = noSearch;
    this.found = undefined;
    this.cursor = undefined;
    this.problem = undefined;
    this.failure = undefined;
    this.#asked = undefined;
    this.#host.requestUpdate();
  }

  /** Something else is asked; what was found stays until the next search. */
  change(change: Partial<SearchFields>): void {
    this.fields = { ...this.fields, ...change };
    this.problem = undefined;
    this.#host.requestUpdate();
  }

  /** Asks. @returns whether an answer came */
  async look(): Promise<boolean> {
    this.problem = problemOf(this.fields);
    this.#host.requestUpdate();
    if (this.problem) return false;
    this.#asked = searchOf(this.fields);
    return this.#ask(this.#asked, []);
  }

  /** Goes on with what was asked last. */
  async more(): Promise<boolean> {
    const { cursor, found = [] } = this;
    if (!this.#asked || cursor === undefined) return false;
    return this.#ask({ ...this.#asked, cursor }, found);
  }

  async #ask(wanted: ConversationFindRequest, before: readonly FoundConversation[]): Promise<boolean> {
    const { client } = this.#host;
    const asked = this.#asked;
    if (!client || this.isBusy) return false;
    this.isBusy = true;
    this.failure = undefined;
    client.touch();
    this.#host.requestUpdate();
    let isAnswered = false;
    try {
      const { conversations, cursor } = await client.board.find(wanted);
      // Whoever signed out meanwhile sees nothing of it.
      isAnswered = asked === this.#asked;
      if (isAnswered) {
        const known = new Set(before.map(({ conversationId }) => conversationId));
        this.found = [...before, ...conversations.filter(({ conversationId }) => !known.has(conversationId))];
        this.cursor = cursor;
      }
    } catch (error) {
      if (asked === this.#asked) this.failure = error;
    }
    this.isBusy = false;
    this.#host.requestUpdate();
    return isAnswered;
  }
}
