// Names in Redis: one tag per group, no two things of one name, and the way back from a place in the list of what is due.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RedisNames } from './redis-names.ts';

const names = new RedisNames('tellsafe');
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const anyKey = fc.record({ account: name, group: name, collection: name, id: name });

/** The part of a key that decides its slot: between the first brace and the next closing one. */
const tagOf = (key: string) => /\{(.+?)\}/.exec(key)?.[1];

test('a group is named so that people can read it', () => {
  const group = names.group({ account: 'acme', group: 'session:1' });
  expect(group.record('c', 'id')).toBe('tellsafe:{acme/session%3A1}:record:c/id');
  expect([group.version, group.ids('c')]).toEqual([
    'tellsafe:{acme/session%3A1}:version',
    'tellsafe:{acme/session%3A1}:ids:c',
  ]);
});

test('SF-OTK-04 all keys of a group have one tag, and no other group has it', () => {
  fc.assert(
    fc.property(anyKey, anyKey, (left, right) => {
      const [one, other] = [names.group(left), names.group(right)];
      const tags = [one.version, one.ids(left.collection), one.record(left.collection, left.id)].map(tagOf);
      expect(new Set(tags).size).toBe(1);
      const same = left.account === right.account && left.group === right.group;
      expect(tagOf(other.version) === tags[0]).toBe(same);
    }),
  );
});

test('SF-OTK-04 different records have different names', () => {
  fc.assert(
    fc.property(anyKey, anyKey, (left, right) => {
      const [one, other] = [left, right].map((key) => names.group(key).record(key.collection, key.id));
      const same = (['account', 'group', 'collection', 'id'] as const).every((part) => left[part] === right[part]);
      expect(one === other).toBe(same);
    }),
  );
});

test('a place in the list of what is due leads back to its record', () => {
  fc.assert(
    fc.property(anyKey, fc.maxSafeNat(), (key, expiresAt) => {
      const place = names.duePlace(names.dueMember(key, expiresAt));
      const group = names.group(key);
      expect(place).toMatchObject({ id: key.id, expiresAt: `${expiresAt}`, group: group.version });
      expect([place.record, place.ids]).toEqual([group.record(key.collection, key.id), group.ids(key.collection)]);
    }),
  );
});
