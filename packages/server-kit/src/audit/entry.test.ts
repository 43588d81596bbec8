import { utf8 } from '@tellsafe/core/encoding';
import { describe, expect, test } from 'vitest';
import { type AuditEntry, decodeAuditEntry, encodeAuditEntry } from './entry.ts';

const entry: AuditEntry = {
  who: { kind: 'agent', id: 'kim', sessionId: 's1' },
  action: 'answers-read',
  at: 1_700_000_000_000,
  outcome: 'done',
  origin: null,
  object: { kind: 'invitation', id: 'i1' },
};

const good: readonly AuditEntry[] = [
  entry,
  { ...entry, who: { kind: 'agent', id: 'kim' } },
  { ...entry, who: { kind: 'consumer' }, origin: 'https://shop.example' },
  { ...entry, who: { kind: 'host' }, outcome: 'repeated' },
  { ...entry, who: { kind: 'system' }, action: 'purge', object: { kind: 'store', id: 'all' }, count: 0 },
  { ...entry, outcome: { refused: 'spent' } },
];

const bad: readonly [name: string, entry: unknown][] = [
  ['nothing', null],
  ['a list', [entry]],
  ['one more property', { ...entry, note: 'text' }],
  ['one property less', { ...entry, origin: undefined }],
  ['another action', { ...entry, action: 'look' }],
  ['an action of every object', { ...entry, action: 'constructor' }],
  ['a fraction of an instant', { ...entry, at: 1.5 }],
  ['an instant before all', { ...entry, at: -1 }],
  ['another outcome', { ...entry, outcome: 'failed' }],
  ['another reason', { ...entry, outcome: { refused: 'mood' } }],
  ['a reason and more', { ...entry, outcome: { refused: 'spent', text: 'more' } }],
  ['a long origin', { ...entry, origin: 'x'.repeat(501) }],
  ['an agent without a name', { ...entry, who: { kind: 'agent' } }],
  ['an agent with a long name', { ...entry, who: { kind: 'agent', id: 'x'.repeat(201) } }],
  ['a consumer with a name', { ...entry, who: { kind: 'consumer', id: 'kim' } }],
  ['somebody else', { ...entry, who: { kind: 'visitor' } }],
  ['another kind of object', { ...entry, object: { kind: 'card', id: '1' } }],
  ['an object with more', { ...entry, object: { kind: 'invitation', id: 'i1', name: 'Kim' } }],
  ['a count that is none', { ...entry, count: '1' }],
];

describe('SF-AUD-01 the closed set of audit entries', () => {
  test('what is in it comes back as it was', () => {
    for (const each of good) expect(decodeAuditEntry(encodeAuditEntry(each))).toEqual(each);
  });

  test.each(bad)('%s is neither written nor read', (_name, each) => {
    expect(() => encodeAuditEntry(each as AuditEntry)).toThrow(TypeError);
    expect(decodeAuditEntry(utf8(JSON.stringify(each)))).toBeUndefined();
  });

  test('bytes that are no JSON are not read', () => {
    expect(decodeAuditEntry(Uint8Array.of(0xff))).toBeUndefined();
    expect(decodeAuditEntry(utf8('{'))).toBeUndefined();
    expect(decodeAuditEntry(utf8(`${JSON.stringify(entry).slice(0, -1)},"__proto__":{}}`))).toBeUndefined();
  });
});
