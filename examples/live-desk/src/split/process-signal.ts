// Wake-ups between the demo's two processes: what one publishes, the other hears as well. Servers that run apart have
// `postgresSignal` or `redisSignal` instead; without any, streams look for news every few seconds.
import type { Signal } from '@tellsafe/server-kit';
import { memorySignal } from '@tellsafe/server-kit/signals/memory';

/** What goes from one process to the other. */
export interface Wake {
  readonly wake: string;
}

/** A signal that is told what the other process publishes. */
export interface ProcessSignal extends Signal {
  /** Wakes the listeners of this process. */
  heard(topic: string): void;
}

/** Makes it. @param tell sends to the other process; what does not arrive costs latency alone */
export function processSignal(tell: (message: Wake) => void): ProcessSignal {
  const own = memorySignal();
  return {
    publish: (topic) => {
      own.publish(topic);
      tell({ wake: topic });
    },
    heard: (topic) => own.publish(topic),
    subscribe: (topic, listener) => own.subscribe(topic, listener),
    close: () => own.close(),
  };
}
