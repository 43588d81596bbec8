import { encodeHandle } from '@tellsafe/core/otk/handle';
import { expect, test } from 'vitest';
import { accountOf, notedRecord, noteRecord, recordIdOf, takeFragment } from './address.ts';

/** As much of a window as an address needs. */
function windowAt(address: string) {
  const url = new URL(address);
  const history = {
    state: null as unknown,
    replaceState(state: unknown, _: string, to?: string) {
      history.state = state;
      if (to !== undefined) url.href = new URL(to, url).href;
    },
  };
  return { location: url, history } as unknown as Window;
}

const parts = { conversationId: '018f4e6e-2d6c-4f4e-8a2b-7d0f8f6f1a11', secret: new Uint8Array(16).fill(7) };
const handle = encodeHandle({ ...parts, accountId: 'acme' });

test('SF-CN-03 the fragment leaves the address; path and query stay', () => {
  const window = windowAt(`https://forms.acme.example/t/form/acme?x=1#${handle}`);
  expect(takeFragment(window)).toBe(handle);
  expect(window.location.href).toBe('https://forms.acme.example/t/form/acme?x=1');
  expect(takeFragment(window)).toBe('');
});

test('SF-CN-03 an empty fragment leaves the address too', () => {
  const window = windowAt('https://forms.acme.example/t/form/acme#');
  expect(takeFragment(window)).toBe('');
  expect(window.location.href).not.toContain('#');
});

test('a reload finds what was noted, and nothing else in the history entry counts', () => {
  const window = windowAt('https://forms.acme.example/t/form/acme');
  expect(notedRecord(window)).toBeUndefined();
  noteRecord(window, 'record');
  expect(notedRecord(window)).toBe('record');
  for (const state of ['text', 7, {}, { tellsafeInvitation: 7 }, null]) {
    window.history.replaceState(state, '');
    expect(notedRecord(window)).toBeUndefined();
  }
});

test('SF-WV-02 the account of a handle is the one that core wrote into it', () => {
  for (const accountId of ['acme', 'a', 'another-shop', 'a'.repeat(32)]) {
    expect(accountOf(encodeHandle({ ...parts, accountId }))).toBe(accountId);
  }
});

test.each(['', 'x', '#', 'acme', `${handle}=`, `${handle} `, 'ä'.repeat(60), handle.slice(0, 40)])(
  'what is no handle has no account: %j',
  (text) => {
    expect(accountOf(text)).not.toBe('acme');
  },
);

test('SF-CN-03 the name of a record tells nothing of its handle and is another for each', async () => {
  const id = await recordIdOf(handle);
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(handle).not.toContain(id);
  expect(await recordIdOf(handle)).toBe(id);
  expect(await recordIdOf(encodeHandle({ ...parts, accountId: 'other' }))).not.toBe(id);
});
