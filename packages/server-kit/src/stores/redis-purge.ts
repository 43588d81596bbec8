// Purge of the Redis store: walks the list of what is due, the longest due first, and deletes group by group.
import { type DuePlace, grouped, type RedisNames } from './redis-names.ts';
import { replyList, replyText } from './redis-replies.ts';
import type { RedisRunner } from './redis-runner.ts';
import { purgeScript } from './redis-scripts.ts';

/** Most places that are worked on at once. */
const ROUND = 1_000;

/** One purge. */
export class RedisPurge {
  readonly #runner: RedisRunner;
  readonly #names: RedisNames;

  constructor(runner: RedisRunner, names: RedisNames) {
    this.#runner = runner;
    this.#names = names;
  }

  /** Deletes until the limit is reached or nothing due is left; gives how many records were deleted. */
  async run(now: number, limit: number): Promise<number> {
    let deleted = 0;
    while (deleted < limit) {
      const places = await this.#due(now, Math.min(ROUND, limit - deleted));
      if (places.length === 0) break;
      const groups = grouped(places, ({ group }) => group);
      const counts = await Promise.all(groups.map((group) => this.#deleteOf(group)));
      deleted += counts.reduce((sum, count) => sum + count, 0);
      // Only now: a purge that dies before this is done again, and finds nothing of what it did already.
      const members = places.map(({ member }) => member);
      await this.#runner.send(this.#names.due, ['ZREM', this.#names.due, ...members]);
    }
    return deleted;
  }

  async #due(now: number, count: number): Promise<readonly DuePlace[]> {
    const { due } = this.#names;
    const range = ['-inf', String(now), 'BYSCORE', 'LIMIT', '0', String(count)];
    const reply = await this.#runner.send(due, ['ZRANGE', due, ...range]);
    return replyList(reply).map((member) => this.#names.duePlace(replyText(member)));
  }

  async #deleteOf(places: readonly DuePlace[]): Promise<number> {
    const keys = places.flatMap(({ record, ids }) => [record, ids]);
    const values = places.flatMap(({ expiresAt, id }) => [expiresAt, id]);
    return Number(await this.#runner.run(purgeScript, keys, values));
  }
}
