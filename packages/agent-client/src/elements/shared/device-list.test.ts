import { describe, expect, test } from 'vitest';
import { deviceList, type ListStorage } from './device-list.ts';

const maya = { accountId: 'juniper', agent: { id: 'maya@juniper.example', name: 'Maya Lind', skills: [] } };
const tom = { ...maya, agent: { ...maya.agent, id: 'tom' } };

function storageOf(entries = new Map<string, string>()): ListStorage & { entries: Map<string, string> } {
  return {
    entries,
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
  };
}

describe('SF-AGT-02 a list on this device', () => {
  test('is one agent’s, holds so many ids, and names nobody', async () => {
    const storage = storageOf();
    const list = await deviceList('recent-forms', maya, 2, storage);
    list.save(['card', 'address', 'identity']);
    expect(list.load()).toEqual(['card', 'address']);
    expect((await deviceList('recent-forms', tom, 2, storage)).load()).toEqual([]);
    expect((await deviceList('unread', maya, 2, storage)).load()).toEqual([]);
    const kept = JSON.stringify([...storage.entries]);
    for (const personal of ['maya', 'Maya', 'juniper']) expect(kept).not.toContain(personal);
    list.save([]);
    expect(storage.entries.size).toBe(0);
  });

  test.each(['nonsense', '{"a":1}', '[1,null,"<b>","ok"]', 'null'])('takes nothing but ids out of %s', async (text) => {
    const storage = storageOf();
    const list = await deviceList('unread', maya, 5, storage);
    storage.setItem(list.name, text);
    expect(list.load()).toEqual(text.includes('ok') ? ['ok'] : []);
  });

  test('does without a storage that the browser refuses', async () => {
    const refusing = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    const storage = { getItem: refusing, setItem: refusing, removeItem: refusing };
    for (const each of [storage, undefined]) {
      const list = await deviceList('unread', maya, 5, each);
      list.save(['a']);
      expect(list.load()).toEqual([]);
    }
  });
});
