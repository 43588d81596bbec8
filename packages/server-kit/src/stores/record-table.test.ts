// The record table behaves as a map by collection and id, small and large.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localName } from './checked-commit.ts';
import { RecordTable } from './record-table.ts';

test('any row of sets and deletes gives what a map gives', () => {
  const keys = fc.record({ collection: fc.constantFrom('c', 'd'), id: fc.nat(12).map(String) });
  const steps = fc.array(fc.record({ key: keys, isSet: fc.integer({ min: 0, max: 9 }).map((roll) => roll < 7) }), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(steps, (row) => {
      const table = new RecordTable<{ collection: string; id: string; at: number }>();
      const model = new Map<string, unknown>();
      for (const [at, { key, isSet }] of row.entries()) {
        if (isSet) {
          table.set({ ...key, at });
          model.set(localName(key), { ...key, at });
        } else {
          table.delete(key);
          model.delete(localName(key));
        }
        expect(table.get(key)).toEqual(model.get(localName(key)));
      }
      expect(table.size).toBe(model.size);
      const byName = (records: Iterable<unknown>) => [...records].map((record) => JSON.stringify(record)).sort();
      expect(byName(table.values())).toEqual(byName(model.values()));
    }),
  );
});
