// Hints of one turn, gathered by topic: what several publishes were about, as long as all of them said so and they are not too many.

/** Longest topic and longest hint, in UTF-16 units. */
const MAX_TOPIC_LENGTH = 1024;
const MAX_ABOUT_LENGTH = 256;

/** More hints of one topic in one turn say no more than none. */
const MAX_HINTS = 64;

/** What was published in one turn. */
export class Hints {
  readonly #topics = new Map<string, Set<string> | undefined>();

  get isEmpty(): boolean {
    return this.#topics.size === 0;
  }

  add(topic: string, abouts: readonly string[] | undefined): void {
    const known = this.#topics.get(topic);
    const isVague = abouts === undefined || (this.#topics.has(topic) && known === undefined);
    const hints = isVague ? undefined : new Set([...(known ?? []), ...abouts]);
    this.#topics.set(topic, hints && hints.size <= MAX_HINTS ? hints : undefined);
  }

  /** Everything since the last time, each topic once. */
  take(): readonly (readonly [topic: string, abouts: readonly string[] | undefined])[] {
    const taken = [...this.#topics].map(([topic, hints]) => [topic, hints && [...hints]] as const);
    this.#topics.clear();
    return taken;
  }
}

/** A topic and its hints as they go to other processes. */
export function formatSignal(topic: string, abouts: readonly string[] | undefined): string {
  return JSON.stringify([topic, ...(abouts ?? [])]);
}

/** What came from another process; anyone who may publish can send anything, and what is no signal is undefined. */
export function parseSignal(text: string): { readonly topic: string; readonly abouts?: readonly string[] } | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed) || !parsed.every((each) => typeof each === 'string')) return undefined;
    const [topic, ...abouts] = parsed;
    if (topic === undefined || topic === '' || topic.length > MAX_TOPIC_LENGTH) return undefined;
    return abouts.length === 0 ? { topic } : { topic, abouts };
  } catch {
    return undefined;
  }
}

/** @throws TypeError, RangeError */
export function checkTopic(topic: unknown): asserts topic is string {
  checkText('topic', topic, MAX_TOPIC_LENGTH);
}

/** @throws TypeError, RangeError */
export function checkAbout(about: unknown): void {
  if (about !== undefined) checkText('about', about, MAX_ABOUT_LENGTH);
}

function checkText(name: string, text: unknown, longest: number): void {
  if (typeof text !== 'string') throw new TypeError(`${name} must be a string`);
  if (text === '' || text.length > longest) throw new RangeError(`${name} must be 1 to ${longest} UTF-16 units long`);
}
