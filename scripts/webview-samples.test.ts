// The sample hosts and the guide cannot be compiled here, so at least their names must be those of the page: messages, statuses,
// theme parts, and where each side finds the other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FrameStatus } from '../packages/consumer-widget/src/internal/channel.ts';
import type { FormTheme } from '../packages/consumer-widget/src/internal/form-theme.ts';
import type { AppMessage, WebviewMessage } from '../packages/consumer-widget/src/page/webview-messages.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The schema as data, held equal to the page's types by the compiler. */
const schema = {
  out: Object.keys({ status: 1, dirty: 1 } satisfies Record<WebviewMessage['type'], 1>),
  in: Object.keys({ settings: 1, close: 1 } satisfies Record<AppMessage['type'], 1>),
  statuses: Object.keys({
    ready: 1,
    opening: 1,
    filling: 1,
    submitted: 1,
    expired: 1,
    declined: 1,
    revoked: 1,
    elsewhere: 1,
    left: 1,
    failed: 1,
    closed: 1,
  } satisfies Record<FrameStatus, 1>),
  theme: Object.keys({
    navigationBackgroundColor: 1,
    navigationTitleColor: 1,
    backButtonColor: 1,
    statusBarLightContent: 1,
  } satisfies Record<keyof FormTheme, 1>),
};
type Names = typeof schema;

/** Every first group of a pattern in a text, or in the part of it between two marks. */
function all(text: string, pattern: RegExp, [from, to]: readonly [string, string] = ['', '\u0000']): string[] {
  const start = text.indexOf(from);
  if (start < 0) return [];
  const end = text.indexOf(to, start + from.length);
  const part = text.slice(start, end < 0 ? undefined : end);
  return [...new Set([...part.matchAll(pattern)].map(([, name = '']) => name))];
}

const sources: Readonly<Record<string, { path: string; names(text: string): Names }>> = {
  guide: {
    path: 'docs/webview.md',
    names: (text) => ({
      out: all(text, /\{ "type": "(\w+)"/g, ['## The way out', '## The way in']),
      in: all(text, /\{ "type": "(\w+)"/g, ['## The way in', '## What the app']),
      statuses: all(text, /^\| `(\w+)`/gm, ['| Status |', '## The way in']),
      theme: all(text, /^\| `(\w+)`/gm, ['| Theme part |', '## What the app']),
    }),
  },
  Swift: {
    path: 'examples/webview-ios/FormMessages.swift',
    names: (text) => ({
      out: all(text, /case "(\w+)":/g),
      in: all(text, /"type": "(\w+)"/g),
      statuses: all(text, /^ {4}case (\w+)$/gm, ['enum FormStatus', 'var isEnd']),
      theme: all(text, /part\["(\w+)"\]/g),
    }),
  },
  Kotlin: {
    path: 'examples/webview-android/FormMessages.kt',
    names: (text) => ({
      out: all(text, /"(\w+)" -> /g),
      in: all(text, /put\("type", "(\w+)"\)/g),
      statuses: all(text, /^ {4}[A-Z]+\("(\w+)"\)/gm),
      theme: all(text, /putOpt\("(\w+)"/g),
    }),
  },
};
const sorted = (names: Names) =>
  Object.fromEntries(Object.entries(names).map(([part, list]) => [part, [...list].sort()]));

test.each(Object.entries(sources))('SF-GEN-03 the %s names what the page names', (_, { path, names }) => {
  expect(sorted(names(read(path)))).toEqual(sorted(schema));
});

test.each([
  ['guide', '| `left`', '| `gone`'],
  ['Swift', 'case elsewhere\n', 'case anotherDevice\n'],
  ['Swift', '"type": "close"', '"type": "dismiss"'],
  ['Kotlin', 'LEFT("left"),', ''],
  ['Kotlin', 'putOpt("backButtonColor"', 'putOpt("backColor"'],
])('a %s that says %j differently is found', (name, from, to) => {
  const { path, names } = sources[name] as (typeof sources)[string];
  const text = read(path);
  expect(text).toContain(from);
  expect(sorted(names(text.replace(from, to)))).not.toEqual(sorted(schema));
});

test('SF-GEN-03 both sides look for each other under the same names', () => {
  const bridge = read('packages/consumer-widget/src/page/webview-bridge.ts');
  const swift = read('examples/webview-ios/SecureFormView.swift');
  const kotlin = read('examples/webview-android/SecureFormActivity.kt');
  expect(bridge).toContain('messageHandlers?.tellsafe');
  expect(swift).toContain('handlerName = "tellsafe"');
  expect(bridge).toContain("defineProperty(window, 'tellsafe', { value: Object.freeze({ receive }) })");
  expect(swift).toContain('"window.tellsafe.receive(message)"');
  expect(bridge).toContain('TellsafeAndroid.addEventListener(');
  expect(kotlin).toContain('BRIDGE_NAME = "TellsafeAndroid"');
});

test('SF-WV-03 the samples keep what makes them safe, and say that nobody compiled them', () => {
  const swift = read('examples/webview-ios/SecureFormView.swift');
  const kotlin = read('examples/webview-android/SecureFormActivity.kt');
  for (const rule of [
    'isMainFrame',
    'allowsContentJavaScript = isAllowed',
    '.cancel',
    'removeData',
    'isInspectable = false',
  ])
    expect(swift).toContain(rule);
  for (const rule of [
    'allowFileAccess = false',
    'allowContentAccess = false',
    'isMainFrame',
    'shouldInterceptRequest',
    'clearCache',
  ])
    expect(kotlin).toContain(rule);
  for (const folder of ['ios', 'android'])
    expect(read(`examples/webview-${folder}/README.md`)).toContain('never been compiled or run by this project');
});
