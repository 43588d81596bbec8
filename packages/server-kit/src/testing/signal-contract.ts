// The published contract of the signal port.
import type { Signal } from '../signals/types.ts';
import { type ContractCase, check, same } from './contract-case.ts';

/** One instance of a signal backend. */
export interface SignalInstance {
  readonly signal: Signal;
  /** One more end of the same signal, as another process has it. Needed where the backend can. */
  connect?(): Promise<Signal>;
  destroy(): Promise<void>;
}

/** A signal backend to be tested. */
export interface SignalSubject {
  readonly name: string;
  create(): Promise<SignalInstance>;
  /** How long a wake-up may take, in ms; 1000 by default. */
  readonly patienceMs?: number;
}

/** Counts its calls and lets a case wait for them. */
interface Counter {
  readonly listener: () => void;
  readonly count: () => number;
}

interface SignalBench {
  readonly signal: Signal;
  readonly instance: SignalInstance;
  /** Waits until the condition holds or the patience ends. */
  until(condition: () => boolean): Promise<boolean>;
}

interface SignalCase {
  readonly name: string;
  run(bench: SignalBench): Promise<void>;
}

const cases: readonly SignalCase[] = [
  {
    name: 'publish wakes every listener of the topic, later and not at once',
    async run({ signal, until }) {
      const counters = [counter(), counter()];
      for (const { listener } of counters) signal.subscribe('topic', listener);
      signal.publish('topic');
      same(
        counters.map(({ count }) => count()),
        [0, 0],
        'calls inside publish',
      );
      check(await until(() => counters.every(({ count }) => count() > 0)), 'a listener was not woken');
    },
  },
  {
    name: 'a listener of another topic is not woken, however alike the names are',
    async run({ signal, until }) {
      const [wanted, others] = [counter(), counter()];
      for (const topic of ['a', 'ab:', 'AB', 'ab ', 'ab*', 'a?', '__proto__', "ab'", 'b'])
        signal.subscribe(topic, others.listener);
      signal.subscribe('ab', wanted.listener);
      signal.publish('ab');
      check(await until(() => wanted.count() > 0), 'the listener was not woken');
      await until(() => others.count() > 0);
      same(others.count(), 0, 'calls of the others');
    },
  },
  {
    name: 'topics may hold any text',
    async run({ signal, until }) {
      for (const topic of ["'; --", 'a b', 'ä😀', '__proto__', 'x'.repeat(1024), '\n']) {
        const woken = counter();
        signal.subscribe(topic, woken.listener);
        signal.publish(topic);
        check(
          await until(() => woken.count() > 0),
          `the listener of ${JSON.stringify(topic).slice(0, 20)} was not woken`,
        );
      }
    },
  },
  {
    name: 'every publish is followed by a call: none after the last one is lost',
    async run({ signal, until }) {
      let [published, seen] = [0, 0];
      signal.subscribe('topic', () => {
        seen = published;
      });
      for (let round = 1; round <= 30; round += 1) {
        published = round;
        signal.publish('topic');
        if (round % 3 === 0) signal.publish('topic');
        check(await until(() => seen === round), `publish ${round} woke nobody`);
      }
    },
  },
  {
    name: 'a hint hides nothing: what is published with another hint or with none is told as well',
    async run({ signal, instance, until }) {
      const other = (await instance.connect?.()) ?? signal;
      for (const end of [signal, other]) {
        const heard: (readonly string[] | undefined)[] = [];
        const isTold = (about: string) => heard.some((abouts) => abouts === undefined || abouts.includes(about));
        end.subscribe('topic', (abouts) => heard.push(abouts));
        const told = await until(() => {
          for (const about of ['one', 'other']) signal.publish('topic', about);
          return isTold('one') && isTold('other');
        });
        check(told, 'a hint was lost');
        heard.length = 0;
        const isVague = await until(() => {
          signal.publish('topic', 'one');
          signal.publish('topic');
          return heard.includes(undefined);
        });
        check(isVague, 'a publish without a hint passed for one with a hint');
      }
    },
  },
  {
    name: 'an ended subscription is not called any more, the others are; ending twice does nothing',
    async run({ signal, until }) {
      const [ended, kept] = [counter(), counter()];
      const end = signal.subscribe('topic', ended.listener);
      signal.subscribe('topic', kept.listener);
      signal.publish('topic');
      end();
      end();
      check(await until(() => kept.count() > 0), 'the other listener was not woken');
      same(ended.count(), 0, 'calls after the end');
    },
  },
  {
    name: 'the same function can be subscribed twice and ended once',
    async run({ signal, until }) {
      const woken = counter();
      const end = signal.subscribe('topic', woken.listener);
      signal.subscribe('topic', woken.listener);
      end();
      signal.publish('topic');
      check(await until(() => woken.count() > 0), 'the second subscription was not woken');
      same(woken.count(), 1, 'calls');
    },
  },
  {
    name: 'a listener that throws keeps nobody else from waking',
    async run({ signal, until }) {
      const woken = counter();
      signal.subscribe('topic', () => {
        throw new RangeError('a listener failed');
      });
      signal.subscribe('topic', woken.listener);
      signal.publish('topic');
      check(await until(() => woken.count() > 0), 'the other listener was not woken');
      signal.publish('topic');
      check(await until(() => woken.count() > 1), 'the next publish woke nobody');
    },
  },
  {
    name: 'a listener may subscribe, end and publish while it is called',
    async run({ signal, until }) {
      const [late, other] = [counter(), counter()];
      const end = signal.subscribe('topic', () => {
        end();
        signal.subscribe('topic', late.listener);
        signal.publish('other');
      });
      signal.subscribe('other', other.listener);
      signal.publish('topic');
      check(await until(() => other.count() > 0), 'the publish inside the listener woke nobody');
      signal.publish('topic');
      check(await until(() => late.count() > 0), 'the subscription made inside the listener was not woken');
    },
  },
  {
    name: 'publishing to a topic without listeners is no failure',
    async run({ signal }) {
      signal.publish('nobody');
    },
  },
  {
    name: 'topics and listeners of a wrong kind are refused',
    async run({ signal }) {
      for (const topic of ['', 'x'.repeat(1025), undefined, 5]) {
        check(
          throws(() => signal.publish(topic as string)),
          'publish',
        );
        check(
          throws(() => signal.subscribe(topic as string, () => {})),
          'subscribe',
        );
      }
      check(
        throws(() => signal.subscribe('topic', undefined as unknown as () => void)),
        'a missing listener',
      );
    },
  },
  {
    name: 'publish wakes listeners at the other ends of the signal',
    async run({ signal, instance, until }) {
      const other = (await instance.connect?.()) ?? signal;
      const [here, there] = [counter(), counter()];
      signal.subscribe('topic', here.listener);
      other.subscribe('topic', there.listener);
      check(
        await until(() => {
          other.publish('topic');
          return here.count() > 0 && there.count() > 0;
        }),
        'an end was not woken',
      );
    },
  },
  {
    name: 'a closed signal wakes nobody and takes calls without failing; closing twice does nothing',
    async run({ signal, until }) {
      const woken = counter();
      signal.subscribe('topic', woken.listener);
      signal.publish('topic');
      await signal.close();
      await signal.close();
      const before = woken.count();
      signal.publish('topic');
      signal.subscribe('topic', woken.listener)();
      await until(() => woken.count() > before);
      same(woken.count(), before, 'calls after close');
    },
  },
];

/**
 * The cases that a signal backend has to pass.
 *
 * @returns cases for any test runner; each makes its own instance
 */
export function signalContract(subject: SignalSubject): readonly ContractCase[] {
  return cases.map((signalCase) => ({
    name: `${subject.name}: ${signalCase.name}`,
    run: async () => {
      const instance = await subject.create();
      try {
        const until = (condition: () => boolean) => waitUntil(condition, subject.patienceMs ?? 1000);
        await signalCase.run({ signal: instance.signal, instance, until });
      } finally {
        await instance.destroy();
      }
    },
  }));
}

function counter(): Counter {
  let calls = 0;
  return {
    listener: () => {
      calls += 1;
    },
    count: () => calls,
  };
}

async function waitUntil(condition: () => boolean, patienceMs: number): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += 5) {
    if (condition()) return true;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
  return condition();
}

function throws(call: () => void): boolean {
  try {
    call();
  } catch (error) {
    return error instanceof TypeError || error instanceof RangeError;
  }
  return false;
}
