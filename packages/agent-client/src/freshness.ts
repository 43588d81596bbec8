// Which conversations changed while an answer was on its way: what that answer says about them is old. No input or output.

/** Remembers in which order conversations changed here. */
export interface Freshness {
  /** A change of a conversation was taken in: an event, or the answer to a command. */
  changed(conversationId: string): void;
  /** Call it before asking the server. @returns whether a conversation changed since then */
  asking(): (conversationId: string) => boolean;
}

/** Nothing has changed yet. */
export function createFreshness(): Freshness {
  const changes = new Map<string, number>();
  let count = 0;
  return {
    changed(conversationId) {
      count += 1;
      changes.set(conversationId, count);
    },
    asking() {
      const before = count;
      return (conversationId) => (changes.get(conversationId) ?? 0) > before;
    },
  };
}
