// Where a client keeps its keys and position between reloads: the port, its ids, and the variant that only lives in memory.

/**
 * Storage for structured-cloneable values, `CryptoKey`s among them. One storage serves one agent session at a time.
 *
 * **Security:** values hold non-extractable keys; an implementation must keep them as objects and never serialise them.
 */
export interface KeyStorage {
  /** Name under which everybody with the same storage (other tabs) can hear each other; absent when there is nobody else. */
  readonly channel?: string;
  get(id: string): Promise<unknown>;
  set(id: string, value: unknown): Promise<void>;
  /** Removes what is there; unknown ids are fine. */
  remove(ids: readonly string[]): Promise<void>;
  ids(): Promise<readonly string[]>;
}

/**
 * Storage in memory: for Node, tests, and pages that want every reload to be a sign-out.
 *
 * @example
 * ```ts
 * const client = createAgentClient({ endpoint: 'https://desk.example/tellsafe', storage: memoryKeys() });
 * ```
 */
export function memoryKeys(): KeyStorage {
  const values = new Map<string, unknown>();
  return {
    get: async (id) => values.get(id),
    set: async (id, value) => void values.set(id, value),
    remove: async (ids) => {
      for (const id of ids) values.delete(id);
    },
    ids: async () => [...values.keys()],
  };
}
