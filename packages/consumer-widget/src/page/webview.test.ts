import { expect, test, vi } from 'vitest';
import { findWebview } from './webview.ts';

const windowWith = (part: object) => part as unknown as Window;

test('SF-GEN-03 WKWebView hears the status as an object', () => {
  const postMessage = vi.fn();
  findWebview(windowWith({ webkit: { messageHandlers: { tellsafe: { postMessage } } } }))?.('submitted');
  expect(postMessage.mock.calls).toEqual([[{ type: 'status', status: 'submitted' }]]);
});

test('SF-GEN-03 Android hears the same as JSON', () => {
  const postMessage = vi.fn();
  findWebview(windowWith({ TellsafeAndroid: { postMessage } }))?.('closed');
  expect(postMessage.mock.calls).toEqual([['{"type":"status","status":"closed"}']]);
});

test.each([{}, { webkit: {} }, { webkit: { messageHandlers: {} } }, { webkit: { messageHandlers: { other: {} } } }])(
  'SF-GEN-03 a browser is no app: %j',
  (part) => {
    expect(findWebview(windowWith(part))).toBeNull();
  },
);
