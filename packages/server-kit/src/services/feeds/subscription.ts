// One stream's place among those who wait: what it wants to be told, and whom to tell.
import type { Position } from '../../stores/types.ts';
import type { Piece } from './account-reader.ts';
import type { Listener } from './source.ts';

/** Which events concern a stream: those of a group, those that an agent gets to see, or, with neither, all of the account. */
export interface Wanted {
  readonly group?: string;
  readonly agentId?: string;
  /** Also changes of the group of which the audit alone tells. */
  readonly quiet?: true;
}

/** Where subscriptions are kept. */
interface Place {
  after(subscription: Subscription, position: Position): Promise<Piece>;
  /** The stream was left; called once. */
  remove(subscription: Subscription): void;
}

/** One stream's place. Kept small: there may be ten thousand. */
export class Subscription {
  /** The conversation or agent session that the stream counts for. */
  readonly holder: string;
  readonly wanted: Wanted;
  /** It has read what was there before it. */
  isCaughtUp = false;
  readonly #place: Place;
  #listener: Listener | undefined;
  #ended = false;

  constructor(holder: string, wanted: Wanted, place: Place) {
    this.holder = holder;
    this.wanted = wanted;
    this.#place = place;
  }

  /** Nothing will be told any more. */
  get ended(): boolean {
    return this.#ended;
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  /** The next events after a position that concern it. */
  after(position: Position): Promise<Piece> {
    return this.#place.after(this, position);
  }

  /** Says that there may be something. */
  wake(): void {
    this.#listener?.news();
  }

  /** Says so for the last time: the kit closes. */
  end(): void {
    this.#ended = true;
    this.wake();
  }

  /** The stream was left. May be called twice. */
  close(): void {
    this.#listener = undefined;
    if (this.#ended) return;
    this.#ended = true;
    this.#place.remove(this);
  }
}
