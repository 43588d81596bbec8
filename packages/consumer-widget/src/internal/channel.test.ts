import { encodeHandle, parseHandle } from '@tellsafe/core/otk/handle';
import { expect, test } from 'vitest';
import { parseFrameMessage, parseHostMessage } from './channel.ts';
import { formAddress } from './form-address.ts';

const conversationId = '8b34dbc2-c05e-44d7-a25d-48efeace8245';
const handleOf = (accountId: string) =>
  encodeHandle({ accountId, conversationId, secret: new Uint8Array(16).fill(251) });

test('SF-WV-03 only status, typed-or-not, focus and height come out of a frame', () => {
  for (const message of [
    { type: 'status', status: 'filling' },
    { type: 'dirty', dirty: true },
    { type: 'focus', focused: false },
    { type: 'height', height: 640 },
  ]) {
    expect(parseFrameMessage(message)).toEqual(message);
  }
  for (const message of [
    null,
    'status',
    [],
    { type: 'answer', value: '4111' },
    { type: 'status', status: '4111' },
    { type: 'status', status: 'filling', value: '4111' },
    { type: 'height', height: 1.5 },
    { type: 'height', height: -1 },
    { type: 'height', height: 1e9 },
    { type: 'dirty', dirty: 'yes' },
  ]) {
    expect(parseFrameMessage(message)).toBeNull();
  }
});

test('what is not a message of the host page is dropped', () => {
  for (const message of [
    null,
    {},
    { type: 'close', now: true },
    { type: 'handle', task: 'read' },
    { type: 'handle', handle: 'x'.repeat(201), language: '', theme: {} },
  ]) {
    expect(parseHostMessage(message)).toBeNull();
  }
  expect(parseHostMessage({ type: 'close' })).toEqual({ type: 'close' });
});

test('the account of a handle is what core reads, for every length of account id', () => {
  for (const account of ['a', 'ab', 'abc', 'acme', 'acme-shop', 'x'.repeat(31), 'x'.repeat(32)]) {
    const handle = handleOf(account);
    expect(parseHandle(handle)?.accountId).toBe(account);
    expect(formAddress('https://forms.example/tellsafe/', handle, 'https://shop.example/')?.page).toBe(
      `https://forms.example/tellsafe/form/${account}`,
    );
  }
});

test('SF-WV-02 a form page on the page’s own origin is refused, except on loopback', () => {
  const handle = handleOf('acme');
  expect(formAddress('/tellsafe', handle, 'https://shop.example/chat')).toBeNull();
  expect(formAddress('https://shop.example:443/x', handle, 'https://shop.example/')).toBeNull();
  expect(formAddress('/tellsafe', handle, 'http://localhost:4600/')?.origin).toBe('http://localhost:4600');
  expect(formAddress('/tellsafe', handle, 'http://127.0.0.1:4600/')).not.toBeNull();
  expect(formAddress('/tellsafe', handle, 'http://localhost.evil.example/')).toBeNull();
});

test('malformed endpoints and handles lead nowhere', () => {
  for (const endpoint of ['javascript:alert(1)', 'data:text/html,x', 'http://']) {
    expect(formAddress(endpoint, handleOf('acme'), 'https://shop.example/')).toBeNull();
  }
  for (const handle of ['', 'x', 'x'.repeat(60), '../../evil', handleOf('acme').slice(0, 43)]) {
    expect(formAddress('https://forms.example', handle, 'https://shop.example/')).toBeNull();
  }
});
