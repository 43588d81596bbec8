// A stream of events that is opened again whenever it ends, behind the last event that arrived whole.

/** One event. */
export interface FeedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** How the stream is asked for, from a position on. */
export type AskForFeed = (after: string) => Promise<Response>;

const PAUSE_MS = 20;
const PATIENCE_MS = 60_000;

/** Collects events. */
export class Feed {
  readonly events: FeedEvent[] = [];
  /** How often the stream was opened. */
  opened = 0;
  readonly #ask: AskForFeed;
  readonly #isLast: (event: FeedEvent) => boolean;
  readonly #resumesAt: (events: readonly FeedEvent[]) => string;
  #stopped = false;
  #over: Promise<void>;

  /**
   * @param isLast after this event nothing comes any more
   * @param resumesAt where a stream goes on that was lost; behind the last event unless a test wants it wrong
   */
  constructor(
    ask: AskForFeed,
    isLast: (event: FeedEvent) => boolean,
    resumesAt: (events: readonly FeedEvent[]) => string = (events) => events.at(-1)?.id ?? '',
  ) {
    this.#ask = ask;
    this.#isLast = isLast;
    this.#resumesAt = resumesAt;
    this.#over = this.#run();
    this.#over.catch(() => undefined);
  }

  /** Waits for an event. */
  async until(holds: (event: FeedEvent) => boolean): Promise<FeedEvent> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const found = this.events.find(holds);
      if (found) return found;
      await pause();
    }
    throw new Error(`an event did not come; ${this.events.length} did, over ${this.opened} streams`);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#leave();
    await this.#over;
  }

  #leave: () => void = () => {};

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const response = await this.#ask(this.#resumesAt(this.events)).catch(() => undefined);
      if (response?.status === 200 && response.body) {
        this.opened += 1;
        await this.#read(response.body).catch(() => undefined);
      } else if (response && response.status < 500) {
        throw new Error(`a feed was answered with ${response.status}`);
      }
      if (!this.#stopped) await pause();
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    this.#leave = () => void reader.cancel().catch(() => undefined);
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      // The last one is not whole yet: it comes again.
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const [, id, event, data] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
    if (id === undefined || !event || !data) return;
    const whole = { id, event, data: JSON.parse(data) };
    this.events.push(whole);
    if (this.#isLast(whole)) this.#stopped = true;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
