import { expect, test, vi } from 'vitest';
import { isInWebview } from './webview.ts';
import { connectWebview } from './webview-bridge.ts';
import { parseAppMessage } from './webview-messages.ts';

const windowWith = (part: object) => part as unknown as Window & { tellsafe?: { receive(message: unknown): void } };
const apple = (postMessage: (message: unknown) => void) =>
  windowWith({ webkit: { messageHandlers: { tellsafe: { postMessage } } } });

function connect(window: Window) {
  const onSettings = vi.fn();
  const onClose = vi.fn();
  return { ...connectWebview({ window, onSettings, onClose }), onSettings, onClose };
}

test('SF-GEN-03 WKWebView hears statuses and whether leaving would lose something, as objects, and nothing else', () => {
  const postMessage = vi.fn();
  const { send } = connect(apple(postMessage));
  send({ type: 'status', status: 'submitted' });
  send({ type: 'dirty', dirty: true });
  send({ type: 'height', height: 900 });
  send({ type: 'focus', focused: true });
  expect(postMessage.mock.calls).toEqual([[{ type: 'status', status: 'submitted' }], [{ type: 'dirty', dirty: true }]]);
});

test('SF-GEN-03 Android hears the same as JSON', () => {
  const postMessage = vi.fn();
  connect(windowWith({ TellsafeAndroid: { postMessage } })).send({ type: 'status', status: 'closed' });
  expect(postMessage.mock.calls).toEqual([['{"type":"status","status":"closed"}']]);
});

test('SF-GEN-03 an app speaks through window.tellsafe.receive, with objects or JSON; the name cannot be taken away', () => {
  for (const window of [apple(() => {}), windowWith({ TellsafeAndroid: { postMessage() {} } })]) {
    const { onSettings, onClose } = connect(window);
    window.tellsafe?.receive({ type: 'settings', language: 'de', theme: {} });
    window.tellsafe?.receive('{"type":"close"}');
    expect(onSettings.mock.calls).toEqual([[{ type: 'settings', language: 'de', theme: {} }]]);
    expect(onClose).toHaveBeenCalledOnce();
    expect(() => {
      window.tellsafe = { receive() {} };
    }).toThrow(TypeError);
  }
});

test('SF-GEN-03 a WebMessageListener of Android speaks through its own object, and no global is made', () => {
  let speak = (_: { data: unknown }) => {};
  const addEventListener = (_: 'message', listener: typeof speak) => {
    speak = listener;
  };
  const window = windowWith({ TellsafeAndroid: { postMessage() {}, addEventListener } });
  const { onClose } = connect(window);
  speak({ data: '{"type":"close"}' });
  expect(onClose).toHaveBeenCalledOnce();
  expect(window.tellsafe).toBeUndefined();
});

test('SF-THM-12 of an app’s settings only what is a theme and a language is kept', () => {
  vi.stubGlobal('CSS', { supports: (_: string, color: string) => /^#\w{6}$/.test(color) });
  const theme = { navigationTitleColor: '#ffffff', statusBarLightContent: false, backButtonColor: 'url(//x)', more: 1 };
  expect(parseAppMessage({ type: 'settings', theme })).toEqual({
    type: 'settings',
    language: '',
    theme: { navigationTitleColor: '#ffffff', statusBarLightContent: false },
  });
  vi.unstubAllGlobals();
});

test.each([
  null,
  7,
  'close',
  '{',
  '[]',
  [],
  {},
  { type: 'handle', handle: 'h' },
  { type: 'close', more: 1 },
  { type: 'settings', language: 7 },
  { type: 'settings', language: 'x'.repeat(36) },
  { type: 'settings', script: 'x' },
  `{"type":"close"${' '.repeat(2_000)}}`,
])('SF-WV-03 what is no message of the schema changes nothing: %j', (message) => {
  expect(parseAppMessage(message)).toBeNull();
});

test.each([{}, { webkit: {} }, { webkit: { messageHandlers: {} } }, { webkit: { messageHandlers: { other: {} } } }])(
  'SF-GEN-03 a browser is no app: %j',
  (part) => {
    expect(isInWebview(windowWith(part))).toBe(false);
  },
);
