// Which conversations have news that this agent has not seen: survives a reload, and the agent's tabs agree on it.
import type { AgentSession } from '../../session.ts';
import { type DeviceList, deviceList } from '../shared/device-list.ts';

/** More conversations than an agent's list holds are not marked. */
const LIMIT = 100;

/** What the marks need to know and tell. */
export interface UnreadOptions {
  /** Whether the agent is looking at a conversation now: then its news are no news. */
  readonly isSeen: (conversationId: string) => boolean;
  readonly onChange: () => void;
}

/** The marks of one workspace. Begin it with a session, end it with the session. */
export class UnreadMarks {
  readonly #options: UnreadOptions;
  #ids: ReadonlySet<string> = new Set();
  #list: DeviceList | undefined;
  #beginning = 0;
  readonly #onStorage = ({ key }: StorageEvent): void => {
    if (!this.#list || key !== this.#list.name) return;
    this.#set(this.#list.load());
    this.#seeSeen(); // another tab marked what is in sight here
  };

  constructor(options: UnreadOptions) {
    this.#options = options;
  }

  /** The marked conversations. */
  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Takes up what was marked before a reload, or in another tab. */
  async begin(session: AgentSession): Promise<void> {
    this.#beginning += 1;
    const turn = this.#beginning;
    const list = await deviceList('unread', session, LIMIT);
    if (turn !== this.#beginning || this.#list?.name === list.name) return;
    this.#list = list;
    globalThis.addEventListener?.('storage', this.#onStorage);
    this.#set([...list.load(), ...this.#ids]);
    this.#seeSeen();
  }

  /** There is news of a conversation. */
  mark(id: string): void {
    if (this.#ids.has(id) || this.#options.isSeen(id)) return;
    this.#set([id, ...this.#ids]);
    this.#list?.save([...this.#ids]);
  }

  /** The agent looks at a conversation. */
  see(id: string): void {
    if (!this.#ids.has(id)) return;
    this.#set([...this.#ids].filter((each) => each !== id));
    this.#list?.save([...this.#ids]);
  }

  /** The session is over: nothing of it stays, on the screen or on the device. */
  end(): void {
    this.#list?.save([]);
    this.leave();
  }

  /** Stops to listen; what is marked stays for the next page. */
  leave(): void {
    globalThis.removeEventListener?.('storage', this.#onStorage);
    this.#beginning += 1;
    this.#list = undefined;
    this.#set([]);
  }

  #seeSeen(): void {
    for (const id of this.#ids) if (this.#options.isSeen(id)) this.see(id);
  }

  #set(ids: readonly string[]): void {
    this.#ids = new Set(ids);
    this.#options.onChange();
  }
}
