// Breadth first through every state of a world. Each state is checked when it is found, each step when it is taken; what breaks a
// promise is told with the shortest way there.

import { exploreLimits } from './explore-kit.ts';
import { Broken, checkState, checkStep, type Facts } from './explore-rules.ts';
import type { Effect, State } from './explore-slots.ts';
import { type Action, ExploredWorld, type WorldSize } from './explore-world.ts';
import { found } from './model-state.ts';

/** What an exploration came to. */
export interface Explored {
  readonly states: number;
  readonly steps: number;
  /** Steps that the services were run for; the others were known. */
  readonly run: number;
  /** No state is left to look at. */
  readonly complete: boolean;
  /** Longest of the shortest ways. */
  readonly depth: number;
  readonly broken?: { readonly promise: string; readonly trace: readonly string[] };
}

type Outcome = string | undefined;

/** Runs of one action that read the same slots. */
interface Variant {
  readonly reads: readonly number[];
  readonly effects: Map<string, Effect<Outcome>>;
}

/** Numbers of contents are kept as characters; code points of surrogates mean nothing alone, so they are stepped over. */
const SURROGATES = 0xd800;
const SURROGATE_COUNT = 0x800;

const charOf = (content: number) => String.fromCodePoint(content < SURROGATES ? content : content + SURROGATE_COUNT);

const textOf = (state: State) => state.map(charOf).join('');

function stateOf(text: string): number[] {
  return Array.from(text, (char) => {
    const point = char.codePointAt(0) ?? 0;
    return point < SURROGATES ? point : point - SURROGATE_COUNT;
  });
}

class Exploration {
  readonly #world: ExploredWorld;
  readonly #actions: readonly (Action & { readonly variants: Variant[] })[];
  readonly #numbers = new Map<string, number>();
  readonly #found: string[] = [];
  readonly #parents: number[] = [];
  readonly #by: number[] = [];
  readonly #depths: number[] = [];
  readonly #checkedSteps = new Set<string>();
  readonly #checkedFacts = new Set<number>();
  #steps = 0;
  #run = 0;

  constructor(world: ExploredWorld) {
    this.#world = world;
    this.#actions = world.actions().map((action) => Object.assign(action, { variants: [] }));
  }

  /** Looks at states until none is left, or so many are found. */
  async explore(first: State, limit: number): Promise<Explored> {
    this.#add(first, -1, -1);
    let next = 0;
    for (; next < this.#found.length && this.#found.length < limit; next += 1) {
      const before = stateOf(this.#found[next] ?? '');
      const facts = this.#facts(before);
      for (const [at, action] of this.#actions.entries()) {
        try {
          const effect = await this.#step(before, action);
          if (effect.result === undefined) continue;
          this.#steps += 1;
          const after = [...before];
          for (const [slot, content] of effect.writes) after[slot] = content;
          if (effect.writes.length > 0) this.#check(facts, after, action.name, effect.result);
          if (effect.writes.length > 0) this.#add(after, next, at);
        } catch (error) {
          if (!(error instanceof Broken)) throw error;
          return { ...this.#told(next), broken: { promise: error.message, trace: [...this.#way(next), action.name] } };
        }
      }
    }
    return this.#told(next);
  }

  async #step(before: State, action: Action & { readonly variants: Variant[] }): Promise<Effect<Outcome>> {
    for (const { reads, effects } of action.variants) {
      const known = effects.get(keyOf(before, reads));
      if (known) return known;
    }
    this.#run += 1;
    const { slots } = this.#world;
    const { reads, writes, result } = await slots.run(before, () => action.run());
    const effect = { writes, result };
    let variant = action.variants.find((each) => each.reads.join() === reads.join());
    if (!variant) {
      variant = { reads, effects: new Map() };
      action.variants.push(variant);
    }
    variant.effects.set(keyOf(before, reads), effect);
    return effect;
  }

  #check(before: readonly Facts[], after: State, step: string, result: string): void {
    for (const [at, now] of this.#facts(after).entries()) {
      const then = found(before[at]);
      if (!this.#checkedFacts.has(now.number)) {
        checkState(now);
        this.#checkedFacts.add(now.number);
      }
      const name = `${then.number} ${now.number} ${kindOf(step)} ${result === 'ok'}`;
      if (this.#checkedSteps.has(name)) continue;
      checkStep(then, now, step, result !== 'ok', exploreLimits);
      this.#checkedSteps.add(name);
    }
  }

  #facts(state: State): readonly Facts[] {
    return Array.from({ length: this.#world.length }, (_, at) => this.#world.factsIn(state, at));
  }

  #add(state: State, parent: number, by: number): void {
    const text = textOf(state);
    if (this.#numbers.has(text)) return;
    this.#numbers.set(text, this.#found.push(text) - 1);
    this.#parents.push(parent);
    this.#by.push(by);
    this.#depths.push((this.#depths[parent] ?? -1) + 1);
  }

  #way(to: number): string[] {
    const names: string[] = [];
    for (let at = to; at > 0; at = this.#parents[at] ?? 0) names.unshift(this.#actions[this.#by[at] ?? 0]?.name ?? '');
    return names;
  }

  #told(next: number): Explored {
    const { length: states } = this.#found;
    const depth = this.#depths.at(-1) ?? 0;
    return { states, steps: this.#steps, run: this.#run, complete: next === states, depth };
  }
}

const keyOf = (state: State, reads: readonly number[]) => {
  let key = '';
  for (const slot of reads) key += charOf(state[slot] ?? 0);
  return key;
};

/** What a rule about steps looks at in the name of one. */
const kindOf = (step: string) => (/^begin| opens | extends /.exec(step) ?? [''])[0];

/** Explores a world. */
export async function explore(size: WorldSize, limit = Number.MAX_SAFE_INTEGER): Promise<Explored> {
  const { world, first } = await ExploredWorld.create(size);
  return new Exploration(world).explore(first, limit);
}
