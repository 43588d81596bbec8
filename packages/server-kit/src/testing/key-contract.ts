// The published contract of the key provider port.
import type { KeyedMac, KeyProvider, WrappedKey } from '../keys/types.ts';
import { type ContractCase, check, rejects, same } from './contract-case.ts';

/** One instance of a key provider, with fresh keys. */
export interface KeyInstance {
  readonly keys: KeyProvider;
  /** Opens the same keys again, as after a restart. Needed where the backend can. */
  reopen?(): Promise<KeyProvider>;
  /** Opens the same keys as another process does, while the first goes on. Needed where several processes can have them. */
  connect?(): Promise<KeyProvider>;
  /** Waits for the time that the provider states until a key that another process destroyed is gone. Needed with `connect`. */
  forgotten?(): Promise<void>;
  destroy(): Promise<void>;
}

/** A key provider to be tested. */
export interface KeySubject {
  readonly name: string;
  create(): Promise<KeyInstance>;
}

interface KeyCase {
  readonly name: string;
  run(keys: KeyProvider, instance: KeyInstance, another: () => Promise<KeyProvider>): Promise<void>;
}

const encode = (text: string) => new TextEncoder().encode(text);
const dataKey = Uint8Array.from({ length: 32 }, (_, at) => at);
const context = encode('context');
const unknown = { codes: ['key_unknown'] };
const invalid = { codes: ['at_rest_invalid'] };

const macCases: readonly KeyCase[] = [
  {
    name: 'SF-OTK-05 a MAC has 32 bytes, is repeatable, and depends on every bit of the data',
    async run(keys) {
      const first = await keys.mac(encode('data'));
      same(first.mac.length, 32, 'length');
      same(await keys.mac(encode('data')), first, 'the same again');
      same(await keys.mac(encode('data'), first.keyId), first, 'by its key id');
      for (const other of ['', 'Data', 'data ', 'dat']) {
        const { mac } = await keys.mac(encode(other));
        check(mac.join() !== first.mac.join(), `"${other}" has the same MAC`);
      }
    },
  },
  {
    name: 'two providers have different keys',
    async run(keys, _instance, another) {
      const other = await another();
      const [left, right] = [await keys.mac(encode('data')), await other.mac(encode('data'))];
      check(left.keyId !== right.keyId && left.mac.join() !== right.mac.join(), 'they share a key');
      await rejects(() => keys.mac(encode('data'), right.keyId), unknown, 'the key of the other provider');
    },
  },
  {
    name: 'SF-OPS-03 after rotation new MACs use a new key and older ones are still checked',
    async run(keys) {
      const before = await keys.mac(encode('data'));
      await keys.rotate();
      const after = await keys.mac(encode('data'));
      check(after.keyId !== before.keyId && after.mac.join() !== before.mac.join(), 'the key did not change');
      same(await keys.mac(encode('data'), before.keyId), before, 'the MAC under the older key');
    },
  },
  {
    name: 'a MAC under a key that is not held, or is for wrapping, is refused',
    async run(keys) {
      const { keyId } = await keys.wrap(dataKey, context);
      for (const id of ['', 'none', '__proto__', keyId]) {
        await rejects(() => keys.mac(encode('data'), id), unknown, `key id ${JSON.stringify(id)}`);
      }
    },
  },
];

const wrapCases: readonly KeyCase[] = [
  {
    name: 'a data key comes back from its wrapping, which never looks the same twice and does not show it',
    async run(keys) {
      const [first, second] = [await keys.wrap(dataKey, context), await keys.wrap(dataKey, context)];
      same(await keys.unwrap(first, context), dataKey, 'the data key');
      check(first.bytes.join() !== second.bytes.join(), 'two wrappings are alike');
      check(!first.bytes.join().includes(dataKey.join()), 'the data key can be seen');
    },
  },
  {
    name: 'the arguments of wrap and unwrap are left as they were',
    async run(keys) {
      const [given, place] = [Uint8Array.from(dataKey), Uint8Array.from(context)];
      const wrapped = await keys.wrap(given, place);
      const bytes = Uint8Array.from(wrapped.bytes);
      (await keys.unwrap(wrapped, place)).fill(0);
      same([given, place, wrapped.bytes], [dataKey, context, bytes], 'the arguments');
      same(await keys.unwrap(wrapped, place), dataKey, 'the data key a second time');
    },
  },
  {
    name: 'a wrapping does not open at another place, changed, cut, or as something else',
    async run(keys) {
      const { keyId, bytes } = await keys.wrap(dataKey, context);
      await rejects(() => keys.unwrap({ keyId, bytes }, encode('other')), invalid, 'another context');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte));
        await rejects(() => keys.unwrap({ keyId, bytes: changed }, context), invalid, `byte ${at} changed`);
      }
      for (const length of [0, 1, bytes.length - 1]) {
        const cut = bytes.slice(0, length);
        await rejects(() => keys.unwrap({ keyId, bytes: cut }, context), invalid, `cut to ${length} bytes`);
      }
    },
  },
  {
    name: 'only data keys of 32 bytes are wrapped',
    async run(keys) {
      for (const length of [0, 16, 31, 33, 64]) {
        await rejects(() => keys.wrap(new Uint8Array(length), context), RangeError, `${length} bytes`);
      }
    },
  },
  {
    name: 'SF-OPS-03 after rotation new wrappings use a new key and older ones still open',
    async run(keys) {
      const before = await keys.wrap(dataKey, context);
      await keys.rotate();
      const after = await keys.wrap(dataKey, context);
      check(after.keyId !== before.keyId, 'the key did not change');
      same(
        [await keys.unwrap(before, context), await keys.unwrap(after, context)],
        [dataKey, dataKey],
        'the data keys',
      );
      await rejects(() => keys.unwrap({ ...before, keyId: after.keyId }, context), invalid, 'under the wrong key id');
    },
  },
  {
    name: 'an unwrapping under a key that is not held, or is for MACs, is refused',
    async run(keys) {
      const { bytes } = await keys.wrap(dataKey, context);
      const { keyId } = await keys.mac(encode('data'));
      for (const id of ['', 'none', keyId]) {
        await rejects(() => keys.unwrap({ keyId: id, bytes }, context), unknown, `key id ${JSON.stringify(id)}`);
      }
    },
  },
];

const lifeCases: readonly KeyCase[] = [
  {
    name: 'SF-RET-01 what a destroyed key wrapped or signed cannot be used any more, everything else can',
    async run(keys) {
      const wrapped = await keys.wrap(dataKey, context);
      const signed = await keys.mac(encode('data'));
      await keys.rotate();
      const later = await keys.wrap(dataKey, context);
      await keys.destroy(wrapped.keyId);
      await rejects(() => keys.unwrap(wrapped, context), unknown, 'the wrapping');
      same(await keys.mac(encode('data'), signed.keyId), signed, 'the MAC key of the same age');
      await keys.destroy(signed.keyId);
      await rejects(() => keys.mac(encode('data'), signed.keyId), unknown, 'the MAC');
      same(await keys.unwrap(later, context), dataKey, 'the later wrapping');
    },
  },
  {
    name: 'a current key and a key that is not held cannot be destroyed',
    async run(keys) {
      const [{ keyId: macId }, { keyId: wrapId }] = [await keys.mac(encode('x')), await keys.wrap(dataKey, context)];
      for (const id of [macId, wrapId]) await rejects(() => keys.destroy(id), RangeError, 'a current key');
      await rejects(() => keys.destroy('none'), unknown, 'an unknown key');
      same((await keys.mac(encode('x'))).keyId, macId, 'the current key afterwards');
    },
  },
  {
    name: 'keys, their order and their destruction survive a restart where the provider keeps them',
    async run(keys, instance) {
      const [signed, wrapped] = [await keys.mac(encode('x')), await keys.wrap(dataKey, context)];
      await keys.rotate();
      const current = await keys.mac(encode('x'));
      await keys.destroy(signed.keyId);
      const again = (await instance.reopen?.()) ?? keys;
      same(await again.mac(encode('x')), current, 'the current key');
      same(await again.unwrap(wrapped, context), dataKey, 'an older wrapping');
      await rejects(() => again.mac(encode('x'), signed.keyId), unknown, 'the destroyed key');
    },
  },
];

const manyCases: readonly KeyCase[] = [
  {
    name: 'SF-OPS-03 after many rotations each generation still verifies and unwraps, with its own key',
    async run(keys) {
      const made: { readonly signed: KeyedMac; readonly wrapped: WrappedKey }[] = [];
      for (let count = 0; count < 6; count += 1) {
        if (count > 0) await keys.rotate();
        made.push({ signed: await keys.mac(encode('data')), wrapped: await keys.wrap(dataKey, context) });
      }
      for (const { signed, wrapped } of made) {
        same(await keys.mac(encode('data'), signed.keyId), signed, 'an older MAC');
        same(await keys.unwrap(wrapped, context), dataKey, 'an older wrapping');
      }
      const ids = new Set(made.flatMap(({ signed, wrapped }) => [signed.keyId, wrapped.keyId]));
      same(ids.size, 2 * made.length, 'different keys');
      const [oldest, , third] = made;
      await keys.destroy(oldest?.signed.keyId ?? '');
      same(await keys.mac(encode('data'), third?.signed.keyId ?? ''), third?.signed, 'a MAC beside a destroyed key');
    },
  },
  {
    name: 'SF-OPS-03 what is under way while keys rotate comes out whole',
    async run(keys) {
      const before = await keys.mac(encode('data'));
      const [, ...macs] = await Promise.all([
        keys.rotate(),
        ...Array.from({ length: 20 }, () => keys.mac(encode('data'))),
        keys.mac(encode('data'), before.keyId),
      ]);
      for (const each of macs) same(await keys.mac(encode('data'), each.keyId), each, 'a MAC from meanwhile');
      same(macs.at(-1), before, 'the MAC under the older key');
    },
  },
  {
    name: 'SF-OPS-03 what one process rotates in, the others verify and unwrap at once',
    async run(keys, instance) {
      const other = (await instance.connect?.()) ?? keys;
      for (const [ahead, behind] of [
        [keys, other],
        [other, keys],
      ] as const) {
        await ahead.rotate();
        const [signed, wrapped] = [await ahead.mac(encode('data')), await ahead.wrap(dataKey, context)];
        same(await behind.mac(encode('data'), signed.keyId), signed, 'the MAC in the process behind');
        same(await behind.unwrap(wrapped, context), dataKey, 'the wrapping in the process behind');
      }
    },
  },
  {
    name: 'SF-RET-03 what one process destroyed, the others have forgotten after the stated time',
    async run(keys, instance) {
      const other = (await instance.connect?.()) ?? keys;
      const [signed, wrapped] = [await other.mac(encode('data')), await other.wrap(dataKey, context)];
      await keys.rotate();
      await keys.destroy(signed.keyId);
      await keys.destroy(wrapped.keyId);
      await instance.forgotten?.();
      await rejects(() => other.mac(encode('data'), signed.keyId), unknown, 'the MAC key elsewhere');
      await rejects(() => other.unwrap(wrapped, context), unknown, 'the wrapping key elsewhere');
    },
  },
];

/**
 * The cases that a key provider has to pass.
 *
 * @returns cases for any test runner; each makes its own instance
 */
export function keyContract(subject: KeySubject): readonly ContractCase[] {
  return [...macCases, ...wrapCases, ...lifeCases, ...manyCases].map((keyCase) => ({
    name: `${subject.name}: ${keyCase.name}`,
    run: async () => {
      const instances: KeyInstance[] = [];
      const create = async (): Promise<KeyInstance> => {
        const instance = await subject.create();
        instances.push(instance);
        return instance;
      };
      try {
        const instance = await create();
        await keyCase.run(instance.keys, instance, async () => (await create()).keys);
      } finally {
        for (const instance of instances) await instance.destroy();
      }
    },
  }));
}
