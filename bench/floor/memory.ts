// The floor's rows in memory.
import type { FloorStore } from './steps.ts';

/** Two maps. */
export function memoryFloor(): FloorStore {
  const rows = new Map<string, string>();
  const vault = new Map<string, string>();
  return {
    get: async (_step, { id }) => rows.get(id),
    put: async (_step, { id }, text) => void rows.set(id, text),
    keep: async ({ id }, text) => void vault.set(id, text),
    kept: async ({ id }) => vault.get(id),
    close: async () => {},
  };
}
