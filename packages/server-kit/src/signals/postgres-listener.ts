// One connection that listens to a channel, replaced when it is lost. Knows nothing of topics.

/** A connection that was taken from the pool, by what is called of it. */
export interface PostgresListening {
  query(text: string): Promise<unknown>;
  on(
    event: 'notification',
    listener: (message: { readonly channel: string; readonly payload?: string | undefined }) => void,
  ): unknown;
  on(event: 'error' | 'end', listener: () => void): unknown;
  /** `true` ends the connection instead of keeping it. */
  release(destroy: boolean): void;
}

/** What is called of a `Pool` of `pg`. */
export interface PostgresSignalPool {
  query(query: { readonly name: string; readonly text: string; readonly values: unknown[] }): Promise<unknown>;
  connect(): Promise<PostgresListening>;
}

/** Who is told. */
export interface ListenerEvents {
  onPayload(payload: string): void;
  /** The connection was lost and another one listens now. */
  onReturn(): void;
}

/** Pauses between attempts to connect again, in ms; the last one is repeated. */
const RETRY_PAUSES_MS = [50, 100, 250, 500, 1000, 2000, 5000];

/** Listens from `start` to `stop`, through as many connections as it takes. */
export class PostgresListener {
  readonly #pool: PostgresSignalPool;
  readonly #channel: string;
  readonly #events: ListenerEvents;
  #running: Promise<void> | undefined;
  #isStopped = false;
  /** Ends what is waited for: the life of the connection, or a pause. */
  #wake = () => {};

  constructor(pool: PostgresSignalPool, channel: string, events: ListenerEvents) {
    this.#pool = pool;
    this.#channel = channel;
    this.#events = events;
  }

  /** Starts listening, unless it does already. */
  start(): void {
    if (!this.#isStopped) this.#running ??= this.#listenOn();
  }

  /** Ends listening and gives the connection back. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wake();
    await this.#running;
  }

  async #listenOn(): Promise<void> {
    let failures = 0;
    for (let isFirst = true; !this.#isStopped; isFirst = false) {
      const didListen = await this.#listenOnce(isFirst);
      failures = didListen ? 0 : failures + 1;
      const pause = RETRY_PAUSES_MS[Math.min(failures, RETRY_PAUSES_MS.length - 1)] ?? 0;
      if (!this.#isStopped) await this.#pause(pause);
    }
  }

  /** Listens through one connection until it is lost. Tells whether it listened at all. */
  async #listenOnce(isFirst: boolean): Promise<boolean> {
    let connection: PostgresListening;
    try {
      connection = await this.#pool.connect();
    } catch {
      return false;
    }
    const lost = new Promise<void>((resolve) => {
      this.#wake = resolve;
      connection.on('error', resolve);
      connection.on('end', resolve);
    });
    connection.on('notification', ({ channel, payload = '' }) => {
      if (channel === this.#channel && !this.#isStopped) this.#events.onPayload(payload);
    });
    let didListen = false;
    try {
      await connection.query(`LISTEN ${this.#channel}`);
      didListen = true;
      if (!isFirst && !this.#isStopped) this.#events.onReturn();
      if (!this.#isStopped) await lost;
    } catch {
      // The connection was lost at once; the next attempt makes another.
    }
    // One that has listened is not for others. Its listener for errors stays: a late failure must not end the process.
    connection.release(true);
    return didListen;
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer: unknown = setTimeout(resolve, ms);
      if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
        timer.unref();
      this.#wake = resolve;
    });
  }
}
