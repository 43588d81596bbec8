// A source of as many large events as wanted, with the position as their number, and a hub whose signs of life a test gives.
import type { Beating } from '../../src/services/feeds/heartbeat.ts';
import type { EventSource, Listener } from '../../src/services/feeds/source.ts';

/** Events from one position on. */
export class NumberedSource implements EventSource {
  /** Events that were taken. */
  taken: number;
  closed = 0;
  listener: Listener | undefined;
  /** The last event there is for now. */
  last: number;
  readonly #bytes: number;

  constructor(after: number, last: number, bytes: number) {
    this.taken = after;
    this.last = last;
    this.#bytes = bytes;
  }

  async next() {
    if (this.taken >= this.last) return [];
    this.taken += 1;
    return [{ id: `${this.taken}`, event: 'numbered', data: { number: this.taken, fill: 'x'.repeat(this.#bytes) } }];
  }

  listen(listener: Listener): void {
    this.listener = listener;
  }

  beat(): void {
    // Nothing happens in silence.
  }

  close(): void {
    this.closed += 1;
  }
}

/** Signs of life by hand. */
export class ManualBeats {
  readonly beating = new Set<Beating>();

  onHeartbeat(beating: Beating): () => void {
    this.beating.add(beating);
    return () => void this.beating.delete(beating);
  }

  beat(): void {
    for (const each of [...this.beating]) each.beat();
  }
}
