// The optimistic loop of every change: read, decide by a rule, commit if nothing moved meanwhile, else start again.
import { TellsafeError } from '@tellsafe/core';
import type { Signal } from '../signals/types.ts';
import type { Commit, Store } from '../stores/types.ts';
import { aboutOf, accountTopic } from './feeds/topics.ts';
import type { Incarnation } from './kit.ts';

/** More losses in a row than this are answered with `conflict`. */
export const COMMIT_ATTEMPTS = 16;

/** What committing needs of the kit. */
export interface Committing {
  readonly stores: { readonly records: Store };
  readonly signal: Pick<Signal, 'publish'>;
  readonly incarnation: Pick<Incarnation, 'forget'>;
}

/** What a decision came to: an answer, and the change that makes it true. Without a change nothing is written. */
export interface Decision<Result> {
  readonly result: Result;
  readonly change?: Commit;
}

/** A commit with parts of another one in the same group. */
export function withParts(change: Commit, parts: Partial<Pick<Commit, 'expect' | 'put' | 'append'>>): Commit {
  const { expect = [], put = [], append = [] } = change;
  return {
    ...change,
    expect: [...expect, ...(parts.expect ?? [])],
    put: [...put, ...(parts.put ?? [])],
    append: [...append, ...(parts.append ?? [])],
  };
}

/**
 * Commits to the records store and wakes those readers of the account's feed whom it concerns.
 *
 * @returns false when an expectation or the fence did not hold
 */
export async function commitChange(kit: Committing, change: Commit): Promise<boolean> {
  const done = await kit.stores.records.commit(change);
  if (done && change.append && change.append.length > 0)
    kit.signal.publish(accountTopic(change.account), aboutOf(change));
  return done;
}

/**
 * Reads, decides and commits, at most {@link COMMIT_ATTEMPTS} times.
 *
 * @param load reads what the decision needs, anew on each attempt
 * @param decide throws to refuse; must not have effects
 * @param first state that the caller has read already, used by the first attempt
 * @throws TellsafeError `conflict` when every attempt lost
 */
export async function commitWithRetry<State, Result>(
  kit: Committing,
  load: () => Promise<State>,
  decide: (state: State) => Promise<Decision<Result>> | Decision<Result>,
  first?: State,
): Promise<Result> {
  for (let attempt = 0; attempt < COMMIT_ATTEMPTS; attempt += 1) {
    const state = attempt === 0 && first !== undefined ? first : await load();
    const { result, change } = await decide(state);
    if (!change || (await commitChange(kit, change))) return result;
    if (change.incarnation !== undefined) kit.incarnation.forget();
  }
  throw new TellsafeError('conflict');
}
