// Signals between processes through PostgreSQL's LISTEN and NOTIFY. Listeners of this process are woken without the database;
// when it is away, only the others sleep on until their next poll.
import { type RandomBytes, TellsafeError } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import { formatSignal, Hints, parseSignal } from './hints.ts';
import { MemorySignal } from './memory.ts';
import { PostgresListener, type PostgresSignalPool } from './postgres-listener.ts';
import type { Signal, SignalListener } from './types.ts';

export type { PostgresListening, PostgresSignalPool } from './postgres-listener.ts';

/** Options of {@link postgresSignal}. */
export interface PostgresSignalOptions {
  /**
   * A `Pool` of `pg`; one of its connections is kept for listening, and comes back at close. Not a `Client`, which cannot
   * connect again. A pooler in front of the server must keep sessions.
   */
  readonly client: PostgresSignalPool;
  /** Name of the channel, 1 to 63 of a–z, 0–9 and `_`; `tellsafe` by default. */
  readonly channel?: string;
  /** Source of the name by which this end knows its own signals. */
  readonly random?: RandomBytes;
}

const channelPattern = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * Makes one end of a signal that every process with the same database and channel shares.
 *
 * @throws TellsafeError `option_invalid` for a wrong channel or client
 * @example
 * ```ts
 * const signal = postgresSignal({ client: pool });
 * ```
 */
export function postgresSignal(options: PostgresSignalOptions): Signal {
  const { client, channel = 'tellsafe', random = webRandom } = options;
  if (!channelPattern.test(channel)) {
    const hint = 'A channel is 1 to 63 of a–z, 0–9 and _, and does not begin with a digit.';
    throw new TellsafeError('option_invalid', { key: 'channel', value: `${channel}`, hint });
  }
  if (typeof client?.query !== 'function' || typeof client.connect !== 'function') {
    throw new TellsafeError('option_invalid', { key: 'client', hint: 'A Pool of pg is needed.' });
  }
  return new PostgresSignal(client, channel, toBase64url(random(12)));
}

/** The server takes less than 8000 bytes; a topic alone, the longest, has 6165. */
const MAX_PAYLOAD_BYTES = 7_999;

/**
 * A notification is `<sender>:<topic and hints as JSON>`. JSON, because PostgreSQL text holds neither U+0000 nor half surrogate pairs.
 * Hints that do not fit are left out.
 *
 * @see https://www.postgresql.org/docs/current/sql-notify.html
 */
class PostgresSignal implements Signal {
  readonly shared = true;
  readonly #client: PostgresSignalPool;
  readonly #channel: string;
  readonly #sender: string;
  readonly #local = new MemorySignal();
  readonly #listener: PostgresListener;
  /** How many subscriptions each topic has. */
  readonly #topics = new Map<string, number>();
  /** Topics that were published in this turn: one round trip tells them all. */
  readonly #unsent = new Hints();
  readonly #sending = new Set<Promise<void>>();
  #closing: Promise<void> | undefined;

  constructor(client: PostgresSignalPool, channel: string, sender: string) {
    this.#client = client;
    this.#channel = channel;
    this.#sender = sender;
    this.#listener = new PostgresListener(client, channel, {
      onPayload: (payload) => this.#hear(payload),
      // What was signalled meanwhile is lost: everyone looks.
      onReturn: () => {
        for (const topic of this.#topics.keys()) this.#local.publish(topic);
      },
    });
  }

  publish(topic: string, about?: string): void {
    this.#local.publish(topic, about);
    if (this.#closing) return;
    if (this.#unsent.isEmpty) queueMicrotask(() => this.#send());
    this.#unsent.add(topic, about === undefined ? undefined : [about]);
  }

  subscribe(topic: string, listener: SignalListener): () => void {
    const end = this.#local.subscribe(topic, listener);
    if (this.#closing) return end;
    this.#listener.start();
    this.#topics.set(topic, (this.#topics.get(topic) ?? 0) + 1);
    let isEnded = false;
    return () => {
      end();
      if (isEnded) return;
      isEnded = true;
      const left = (this.#topics.get(topic) ?? 1) - 1;
      if (left > 0) this.#topics.set(topic, left);
      else this.#topics.delete(topic);
    };
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#local.close();
      this.#topics.clear();
      await this.#listener.stop();
      await Promise.all(this.#sending);
    })();
    return this.#closing;
  }

  #send(): void {
    const payloads = this.#unsent.take().map(([topic, abouts]) => {
      const whole = `${this.#sender}:${formatSignal(topic, abouts)}`;
      return utf8(whole).length <= MAX_PAYLOAD_BYTES ? whole : `${this.#sender}:${formatSignal(topic, undefined)}`;
    });
    const sending = this.#notify(payloads).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #notify(payloads: readonly string[]): Promise<void> {
    const text = 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload';
    try {
      await this.#client.query({ name: 'tellsafe notify', text, values: [this.#channel, payloads] });
    } catch {
      // A lost signal costs latency, never an event: readers also poll.
    }
  }

  #hear(payload: string): void {
    const at = payload.indexOf(':');
    if (payload.slice(0, at) === this.#sender) return;
    const signal = parseSignal(payload.slice(at + 1));
    if (signal && this.#topics.has(signal.topic)) this.#local.publishAll(signal.topic, signal.abouts);
  }
}
