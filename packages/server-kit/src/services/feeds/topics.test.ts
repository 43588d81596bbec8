// What signals say about commits, and whom they therefore concern.
import { describe, expect, test } from 'vitest';
import { AUDIT_EVENT } from '../../audit/audit.ts';
import type { AddressedEvent } from '../events.ts';
import { Subscribers } from './subscribers.ts';
import { Subscription, type Wanted } from './subscription.ts';
import { aboutOf, parseChange } from './topics.ts';

const told = (to: AddressedEvent['to']): AddressedEvent => ({
  type: 'message',
  body: new Uint8Array(),
  expiresAt: 1,
  to,
});
const audit = { type: AUDIT_EVENT, body: new Uint8Array(), expiresAt: 1 };
const commit = (append: readonly (AddressedEvent | typeof audit)[], group = 'c1') => ({
  account: 'acme',
  group,
  append,
});

function isConcerned(wanted: Wanted, about: string | undefined): boolean {
  const subscribers = new Subscribers();
  const place = { remove: () => undefined, after: async () => ({ events: [], position: '' }) };
  subscribers.add(new Subscription('holder', wanted, place));
  const change = about === undefined ? undefined : parseChange(about);
  return change === undefined || subscribers.areConcerned(change);
}

const wanted = {
  consumer: { group: 'c1' },
  watcher: { group: 'c1', quiet: true },
  elsewhere: { group: 'c2', quiet: true },
  ada: { agentId: 'ada' },
  bob: { agentId: 'bob' },
  board: { quiet: true },
} as const satisfies Record<string, Wanted>;

describe('SF-STA-05 a change wakes those whom it may concern, and nobody else', () => {
  test.each([
    ['of Ada’s conversation', [told(['ada']), audit], ['consumer', 'watcher', 'ada', 'board']],
    ['of one that waits', [told([null])], ['consumer', 'watcher', 'ada', 'bob', 'board']],
    ['handed over', [told(['ada']), told(['bob'])], ['consumer', 'watcher', 'ada', 'bob', 'board']],
    ['of nobody’s', [told([])], ['consumer', 'watcher', 'board']],
    ['that the audit alone tells of', [audit], ['watcher', 'board']],
  ] as const)('%s', (_, append, names) => {
    const about = aboutOf(commit(append));
    expect(Object.keys(wanted).filter((name) => isConcerned(wanted[name as keyof typeof wanted], about))).toEqual(
      names,
    );
  });

  test('what cannot be said in short, or not at all, concerns everybody', () => {
    const many = Array.from({ length: 40 }, (_, at) => `agent-${at}`);
    const { to: _to, ...unaddressed } = told([]);
    for (const change of [commit([told(many)]), commit([told(['ada']), unaddressed as AddressedEvent])]) {
      expect(aboutOf(change)).toBeUndefined();
    }
    for (const text of ['', '{}', '[]', '[5]', '["c1",5]', '["c1",true]', 'c1'])
      expect(parseChange(text)).toBeUndefined();
  });
});
