// The contracts of keys and signals are themselves tested: each backend with a mistake must fail them.
import { TellsafeError } from '@tellsafe/core';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memorySignal } from '@tellsafe/server-kit/signals/memory';
import { keyContract, signalContract } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import type { KeyedMac, KeyProvider } from '../../src/keys/types.ts';
import type { Signal } from '../../src/signals/types.ts';

/** Runs cases; gives the names of those that failed. */
async function failed(cases: readonly { name: string; run(): Promise<void> }[]): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of cases) {
    try {
      await run();
    } catch {
      names.push(name.slice('broken: '.length));
    }
  }
  return names;
}

function boundTo(keys: KeyProvider): KeyProvider {
  return {
    mac: (data, keyId) => keys.mac(data, keyId),
    wrap: (dataKey, context) => keys.wrap(dataKey, context),
    unwrap: (wrapped, context) => keys.unwrap(wrapped, context),
    rotate: () => keys.rotate(),
    destroy: (keyId) => keys.destroy(keyId),
  };
}

function keysBut(different: (keys: KeyProvider) => Partial<KeyProvider>): KeyProvider {
  const keys = memoryKeys();
  return { ...boundTo(keys), ...different(keys) };
}

const nowhere = new Uint8Array();
const brokenKeys: Record<string, { make: () => KeyProvider; caughtBy: string }> = {
  'a provider that does not bind to the context': {
    make: () =>
      keysBut((keys) => ({
        wrap: (dataKey) => keys.wrap(dataKey, nowhere),
        unwrap: (wrapped) => keys.unwrap(wrapped, nowhere),
      })),
    caughtBy: 'a wrapping does not open at another place, changed, cut, or as something else',
  },
  'a provider that does not wrap at all': {
    make: () =>
      keysBut(() => ({ wrap: async (bytes) => ({ keyId: 'plain', bytes }), unwrap: async ({ bytes }) => bytes })),
    caughtBy: 'a data key comes back from its wrapping, which never looks the same twice and does not show it',
  },
  'a provider that only forgets keys in words': {
    make: () => keysBut(() => ({ destroy: async () => {} })),
    caughtBy: 'SF-RET-01 what a destroyed key wrapped or signed cannot be used any more, everything else can',
  },
  'a provider that does not rotate': {
    make: () => keysBut(() => ({ rotate: async () => {} })),
    caughtBy: 'SF-OPS-03 after rotation new MACs use a new key and older ones are still checked',
  },
  'a provider that keeps one older key only': {
    make: () =>
      keysBut((keys) => {
        const current: string[] = [];
        const note = async () => {
          const { keyId } = await keys.mac(nowhere);
          if (!current.includes(keyId)) current.push(keyId);
        };
        return {
          mac: async (data, keyId) => {
            await note();
            if (keyId !== undefined && current.includes(keyId) && !current.slice(-2).includes(keyId)) {
              throw new TellsafeError('key_unknown');
            }
            return keys.mac(data, keyId);
          },
        };
      }),
    caughtBy: 'SF-OPS-03 after many rotations each generation still verifies and unwraps, with its own key',
  },
  'a provider whose keys are not there while they rotate': {
    make: () =>
      keysBut((keys) => {
        let rotating = false;
        return {
          rotate: async () => {
            rotating = true;
            await new Promise((resolve) => setTimeout(resolve, 1));
            await keys.rotate();
            rotating = false;
          },
          mac: async (data, keyId) => {
            if (rotating) throw new TellsafeError('key_unknown');
            return keys.mac(data, keyId);
          },
        };
      }),
    caughtBy: 'SF-OPS-03 what is under way while keys rotate comes out whole',
  },
  'a provider that uses the current key instead of an unknown one': {
    make: () => keysBut((keys) => ({ mac: (data, keyId) => keys.mac(data, keyId).catch(() => keys.mac(data)) })),
    caughtBy: 'a MAC under a key that is not held, or is for wrapping, is refused',
  },
};

/** Two processes with one set of keys. */
type KeyPair = readonly [KeyProvider, KeyProvider];

const pair = (second: (keys: KeyProvider) => Partial<KeyProvider>) => (): KeyPair => {
  const keys = memoryKeys();
  return [keys, { ...boundTo(keys), ...second(keys) }];
};

const brokenPairs: Record<string, { make: () => KeyPair; caughtBy: string }> = {
  'a provider that learns of new keys at its next start only': {
    make: () => {
      const keys = memoryKeys();
      let known: Promise<string> | undefined;
      const first = () => {
        known ??= keys.mac(new Uint8Array()).then(({ keyId }) => keyId);
        return known;
      };
      void first();
      const macIfKnown: KeyProvider['mac'] = async (data, keyId) => {
        if (keyId !== undefined && keyId !== (await first())) throw new TellsafeError('key_unknown');
        return keys.mac(data, keyId);
      };
      return [keys, { ...boundTo(keys), mac: macIfKnown }];
    },
    caughtBy: 'SF-OPS-03 what one process rotates in, the others verify and unwrap at once',
  },
  'a provider that keeps destroyed keys': {
    make: pair((keys) => {
      const macs = new Map<string, KeyedMac>();
      const remembers: KeyProvider['mac'] = async (data, keyId) => {
        const kept = keyId === undefined ? undefined : macs.get(keyId);
        const mac = kept ?? (await keys.mac(data, keyId));
        macs.set(mac.keyId, mac);
        return mac;
      };
      return { mac: remembers };
    }),
    caughtBy: 'SF-RET-03 what one process destroyed, the others have forgotten after the stated time',
  },
};

describe('the key contract catches', () => {
  for (const [name, { make, caughtBy }] of Object.entries(brokenPairs)) {
    test(`${name}, in: ${caughtBy}`, async () => {
      const create = async () => {
        const [keys, other] = make();
        return { keys, connect: async () => other, destroy: async () => {} };
      };
      expect(await failed(keyContract({ name: 'broken', create }))).toContain(caughtBy);
    });
  }

  for (const [name, { make, caughtBy }] of Object.entries(brokenKeys)) {
    test(`${name}, in: ${caughtBy}`, async () => {
      const create = async () => ({ keys: make(), destroy: async () => {} });
      expect(await failed(keyContract({ name: 'broken', create }))).toContain(caughtBy);
    });
  }
});

function signalBut(different: (signal: Signal) => Partial<Signal>): Signal {
  const signal = memorySignal();
  return {
    publish: (topic, about) => signal.publish(topic, about),
    subscribe: (topic, listener) => signal.subscribe(topic, listener),
    close: () => signal.close(),
    ...different(signal),
  };
}

function callsAtOnce(): Signal {
  const listeners = new Set<() => void>();
  return signalBut((signal) => ({
    subscribe: (topic, listener) => {
      listeners.add(listener);
      return signal.subscribe(topic, listener);
    },
    publish: () => {
      for (const listener of listeners) listener();
    },
  }));
}

function losesEverySecond(): Signal {
  let published = 0;
  return signalBut((signal) => ({
    publish: (topic) => {
      published += 1;
      if (published % 2 === 1) signal.publish(topic);
    },
  }));
}

const brokenSignals: Record<string, { make: () => Signal; caughtBy: string }> = {
  'a signal that calls listeners inside publish, all of them': {
    make: callsAtOnce,
    caughtBy: 'publish wakes every listener of the topic, later and not at once',
  },
  'a signal that loses every second publish': {
    make: losesEverySecond,
    caughtBy: 'every publish is followed by a call: none after the last one is lost',
  },
  'a signal that does not end subscriptions': {
    make: () =>
      signalBut((signal) => ({
        subscribe: (topic, listener) => {
          signal.subscribe(topic, listener);
          return () => {};
        },
      })),
    caughtBy: 'an ended subscription is not called any more, the others are; ending twice does nothing',
  },
  'a signal that takes topics for patterns': {
    make: () =>
      signalBut((signal) => ({
        subscribe: (topic, listener) => signal.subscribe(topic.slice(0, 1) || topic, listener),
        publish: (topic) => signal.publish(topic.slice(0, 1) || topic),
      })),
    caughtBy: 'a listener of another topic is not woken, however alike the names are',
  },
  'a signal that takes what one publish is about for all of them': {
    make: () =>
      signalBut((signal) => ({
        subscribe: (topic, listener) => signal.subscribe(topic, () => listener(['one'])),
      })),
    caughtBy: 'a hint hides nothing: what is published with another hint or with none is told as well',
  },
  'a signal that works on after close': {
    make: () => signalBut(() => ({ close: async () => {} })),
    caughtBy: 'a closed signal wakes nobody and takes calls without failing; closing twice does nothing',
  },
};

describe('the signal contract catches', () => {
  for (const [name, { make, caughtBy }] of Object.entries(brokenSignals)) {
    test(`${name}, in: ${caughtBy}`, async () => {
      const create = async () => {
        const signal = make();
        return { signal, destroy: () => signal.close() };
      };
      expect(await failed(signalContract({ name: 'broken', create, patienceMs: 50 }))).toContain(caughtBy);
    });
  }
});
