// The sorted list behaves as a sorted array does.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedList } from './sorted-list.ts';

interface Item {
  readonly order: number;
  readonly tie: number;
}

const compare = (a: Item, b: Item) => a.order - b.order || a.tie - b.tie;

function listOf(items: readonly Item[]): SortedList<Item> {
  const list = new SortedList(compare);
  for (const item of items) list.add(item);
  return list;
}

test('any additions, removals and walks give what a sorted array gives', () => {
  const steps = fc.array(fc.record({ order: fc.nat(40), remove: fc.boolean(), pick: fc.nat(200) }), { maxLength: 200 });
  fc.assert(
    fc.property(steps, fc.nat(41), (row, bound) => {
      const list = new SortedList(compare);
      let model: Item[] = [];
      for (const [tie, { order, remove, pick }] of row.entries()) {
        const victim = model[pick % Math.max(1, model.length)];
        if (remove && victim) {
          list.remove(victim);
          model = model.filter((item) => item !== victim);
        } else {
          const item = { order, tie };
          list.add(item);
          model = [...model, item].sort(compare);
        }
      }
      expect(list.isEmpty).toBe(model.length === 0);
      expect([...list.forward(() => false)]).toEqual(model);
      expect([...list.backward(() => true)]).toEqual([...model].reverse());
      expect([...list.forward(({ order }) => order < bound)]).toEqual(model.filter(({ order }) => order >= bound));
      const upTo = model.filter(({ order }) => order <= bound).reverse();
      expect([...list.backward(({ order }) => order <= bound)]).toEqual(upTo);
    }),
  );
});

test('thousands of items in any order stay sorted while they come and go', () => {
  const items = Array.from({ length: 5000 }, (_, tie) => ({ order: (tie * 2741) % 5000, tie }));
  const list = listOf(items);
  const sorted = [...items].sort(compare);
  expect([...list.forward(() => false)]).toEqual(sorted);
  const kept = sorted.filter((_, at) => at % 5 === 0);
  for (const [at, item] of sorted.entries()) if (at % 5 !== 0) list.remove(item);
  expect([...list.forward(() => false)]).toEqual(kept);
  expect([...list.backward(({ order }) => order <= 2500)]).toEqual(kept.filter(({ order }) => order <= 2500).reverse());
  for (const item of kept) list.remove(item);
  expect(list.isEmpty).toBe(true);
});

test('removing what is not inside does nothing', () => {
  const list = listOf([{ order: 1, tie: 1 }]);
  list.remove({ order: 1, tie: 1 });
  list.remove({ order: 0, tie: 0 });
  list.remove({ order: 2, tie: 0 });
  expect([...list.forward(() => false)]).toEqual([{ order: 1, tie: 1 }]);
});
