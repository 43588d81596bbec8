// The streams of one account that are open here, by what concerns them.
import { TellsafeError } from '@tellsafe/core';
import type { StoredEvent } from '../../stores/types.ts';
import type { Subscription } from './subscription.ts';
import type { Change } from './topics.ts';

/** Most streams of one conversation, and of one agent session; more are refused, so that one key cannot fill the memory. */
export const STREAM_LIMIT = 256;

/** A set that costs nothing as long as it has one member, as most have. */
type Few<Member> = Member | Set<Member>;

/** Open streams. */
export class Subscribers {
  readonly #everybody = new Set<Subscription>();
  readonly #groups = new Map<string, Few<Subscription>>();
  readonly #held = new Map<string, number>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @throws TellsafeError `overloaded` when the holder has {@link STREAM_LIMIT} streams already */
  add(subscription: Subscription): void {
    const { holder, wanted } = subscription;
    const held = this.#held.get(holder) ?? 0;
    if (held >= STREAM_LIMIT) throw new TellsafeError('overloaded');
    this.#held.set(holder, held + 1);
    this.#count += 1;
    if (wanted.group === undefined) this.#everybody.add(subscription);
    else this.#groups.set(wanted.group, withMember(this.#groups.get(wanted.group), subscription));
  }

  remove(subscription: Subscription): void {
    const { holder, wanted } = subscription;
    const held = (this.#held.get(holder) ?? 1) - 1;
    if (held === 0) this.#held.delete(holder);
    else this.#held.set(holder, held);
    this.#count -= 1;
    if (wanted.group === undefined) {
      this.#everybody.delete(subscription);
      return;
    }
    const members = this.#groups.get(wanted.group);
    if (members instanceof Set) members.delete(subscription);
    if (members === subscription || (members instanceof Set && members.size === 0)) this.#groups.delete(wanted.group);
  }

  /** Whether a change may concern somebody here. */
  areConcerned({ group, to }: Change): boolean {
    const isWanted = ({ wanted }: Subscription) =>
      wanted.agentId === undefined
        ? to !== undefined || wanted.quiet
        : to?.includes(null) || to?.includes(wanted.agentId);
    return membersOf(this.#groups.get(group)).some(isWanted) || [...this.#everybody].some(isWanted);
  }

  /** Wakes those whom events concern. */
  wakeFor(events: readonly StoredEvent[]): void {
    const groups = new Set(events.map(({ group }) => group));
    for (const group of groups) for (const each of membersOf(this.#groups.get(group))) each.wake();
    for (const each of [...this.#everybody]) each.wake();
  }

  all(): readonly Subscription[] {
    return [...this.#everybody, ...[...this.#groups.values()].flatMap(membersOf)];
  }
}

function withMember(members: Few<Subscription> | undefined, added: Subscription): Few<Subscription> {
  if (members === undefined) return added;
  return members instanceof Set ? members.add(added) : new Set([members, added]);
}

function membersOf(members: Few<Subscription> | undefined): readonly Subscription[] {
  if (members === undefined) return [];
  return members instanceof Set ? [...members] : [members];
}
