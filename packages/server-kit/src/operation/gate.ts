// Counts the requests under way, refuses those that are too many before anything of them is read, and lets the last ones finish when the
// kit is closed.
import type { Answering, IncomingRequest, OutgoingAnswer } from '../http/exchange.ts';
import { once } from '../timer.ts';

/** A request that has no answer after so long gets none of the kit's any more; its place stays taken until its work has ended. */
export const ANSWER_LIMIT_MS = 120_000;

/** Stands before the routes of a kit. */
export class Gate {
  readonly #most: number;
  readonly #busy: (request: IncomingRequest) => OutgoingAnswer;
  #underWay = 0;
  #refused = 0;
  #draining = false;
  #emptied: (() => void) | undefined;

  /**
   * @param most requests under way, from 1
   * @param busy answers those that are not let through
   */
  constructor(most: number, busy: (request: IncomingRequest) => OutgoingAnswer) {
    this.#most = most;
    this.#busy = busy;
  }

  /** Requests that have no answer yet. Streams count until they begin. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Requests that were refused here, since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** Whether no new requests are taken. */
  get isDraining(): boolean {
    return this.#draining;
  }

  /**
   * Lets a request pass, or answers 503 with `Retry-After` before its body is read: nothing of it has happened.
   *
   * @param route answers; must not reject
   */
  pass(request: IncomingRequest, route: Answering): Promise<OutgoingAnswer> {
    if (this.#draining || this.#underWay >= this.#most) {
      this.#refused += 1;
      return Promise.resolve(this.#busy(request));
    }
    this.#underWay += 1;
    return new Promise((resolve, reject) => {
      const stopTimer = once(ANSWER_LIMIT_MS, () => resolve(this.#busy(request)));
      const leave = () => {
        stopTimer();
        this.#leave();
      };
      route(request).then(
        (answered) => {
          leave();
          resolve(answered);
        },
        (error: unknown) => {
          leave();
          reject(error);
        },
      );
    });
  }

  /** Takes no new requests from now on. */
  drain(): void {
    this.#draining = true;
  }

  /** Resolves when no request is under way. */
  async emptied(): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
  }

  #leave(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#emptied?.();
  }
}
