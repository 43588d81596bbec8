// The memory store passes the store contract; and what only it promises.
import { describe, test } from 'vitest';
import { storeContract } from '../testing/index.ts';
import { memoryStore } from './memory.ts';

describe('store contract', () => {
  const cases = storeContract({
    name: 'memory',
    capabilities: { index: true, feeds: true, durable: false },
    create: async (clock) => {
      const store = memoryStore({ clock });
      return { store, destroy: () => store.close() };
    },
  });
  for (const { name, run } of cases) test(name, run);
});
