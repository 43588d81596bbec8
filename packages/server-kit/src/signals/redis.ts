// Signals between processes by Redis pub/sub: one channel for all topics. Listeners of this process are woken without Redis.
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { formatSignal, Hints, parseSignal } from './hints.ts';
import { MemorySignal } from './memory.ts';
import type { Signal, SignalListener } from './types.ts';

/** A client of `redis` (node-redis 5 or later) that publishes. A client of `ioredis` fits as well. */
export interface RedisPublisher {
  publish(channel: string, message: string): Promise<unknown>;
}

/** A client of `redis` (node-redis 5 or later) that does nothing else than to subscribe. */
export interface NodeRedisSubscriber {
  subscribe(channel: string, listener: (message: string, channel: string) => void): Promise<unknown>;
  unsubscribe(channel: string, listener: (message: string, channel: string) => void): Promise<unknown>;
}

/** A client of `ioredis` (5 or later) that does nothing else than to subscribe. */
export interface IoRedisSubscriber {
  readonly callBuffer: unknown;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: 'message', listener: (channel: string, message: string) => void): unknown;
  off(event: 'message', listener: (channel: string, message: string) => void): unknown;
}

/** Options of {@link redisSignal}. */
export interface RedisSignalOptions {
  /** Publishes; may be the client of a store. Never closed by the signal. */
  readonly publisher: RedisPublisher;
  /** A connection of its own (`client.duplicate()`), since a subscribed one can do nothing else. Never closed by the signal. */
  readonly subscriber: NodeRedisSubscriber | IoRedisSubscriber;
  /** Name of the channel; signals of one channel are one signal. Default `tellsafe:signal`. */
  readonly channel?: string;
}

/** Length of the name by which a signal knows its own messages, in base64url. */
const ORIGIN_LENGTH = 16;

/**
 * Makes a signal that reaches every process on the same Redis. What is lost while the connection is down costs latency only.
 *
 * @example
 * ```ts
 * const signal = redisSignal({ publisher: client, subscriber: await client.duplicate().connect() });
 * ```
 * @see https://redis.io/docs/latest/develop/pubsub/ delivery is at most once
 */
export function redisSignal({ publisher, subscriber, channel = 'tellsafe:signal' }: RedisSignalOptions): Signal {
  return new RedisSignal(publisher, subscriptionOf(subscriber, channel), channel);
}

class RedisSignal implements Signal {
  readonly shared = true;
  readonly #local = new MemorySignal();
  readonly #publisher: RedisPublisher;
  readonly #channel: string;
  readonly #origin = toBase64url(webRandom(12));
  readonly #unsubscribe: () => Promise<void>;
  /** Topics that were published in this turn; each is one message. */
  readonly #pending = new Hints();
  #isClosed = false;

  constructor(publisher: RedisPublisher, subscribe: Subscribe, channel: string) {
    this.#publisher = publisher;
    this.#channel = channel;
    this.#unsubscribe = subscribe((message) => this.#receive(message));
  }

  publish(topic: string, about?: string): void {
    this.#local.publish(topic, about);
    if (this.#isClosed) return;
    if (this.#pending.isEmpty) queueMicrotask(() => this.#send());
    this.#pending.add(topic, about === undefined ? undefined : [about]);
  }

  subscribe(topic: string, listener: SignalListener): () => void {
    return this.#local.subscribe(topic, listener);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#local.close();
    await this.#unsubscribe();
  }

  #send(): void {
    for (const [topic, abouts] of this.#pending.take()) {
      const message = this.#origin + formatSignal(topic, abouts);
      ignoreFailure(() => this.#publisher.publish(this.#channel, message));
    }
  }

  #receive(message: string): void {
    if (message.startsWith(this.#origin)) return;
    const signal = parseSignal(message.slice(ORIGIN_LENGTH));
    if (signal) this.#local.publishAll(signal.topic, signal.abouts);
  }
}

/** Starts to listen; gives what ends it. */
type Subscribe = (receive: (message: string) => void) => () => Promise<void>;

function subscriptionOf(subscriber: NodeRedisSubscriber | IoRedisSubscriber, channel: string): Subscribe {
  if ('callBuffer' in subscriber) {
    return (receive) => {
      const listener = (from: string, message: string) => {
        if (from === channel) receive(message);
      };
      subscriber.on('message', listener);
      const started = ignoreFailure(() => subscriber.subscribe(channel));
      return async () => {
        subscriber.off('message', listener);
        await started;
        await ignoreFailure(() => subscriber.unsubscribe(channel));
      };
    };
  }
  return (receive) => {
    const listener = (message: string) => receive(message);
    const started = ignoreFailure(() => subscriber.subscribe(channel, listener));
    return async () => {
      await started;
      await ignoreFailure(() => subscriber.unsubscribe(channel, listener));
    };
  };
}

/** The port promises that a failing network stays a matter of latency. */
async function ignoreFailure(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // Readers look at their feed by themselves after a while.
  }
}
