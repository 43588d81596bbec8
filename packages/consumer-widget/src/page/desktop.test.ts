import { expect, test } from 'vitest';
import { isHandHeld } from './desktop.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36';
const CHROMEBOOK = 'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36';

interface Device {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** What it is first of all handled with. */
  readonly by: 'mouse' | 'finger';
}

/** As much of a window as the question needs. */
const windowOf = ({ userAgent, maxTouchPoints, by }: Device) =>
  ({
    navigator: { userAgent, maxTouchPoints },
    matchMedia: (query: string) => ({
      matches: query === '(pointer: coarse) and (hover: none)' && by === 'finger',
    }),
  }) as unknown as Window;

const devices: readonly (readonly [name: string, device: Device, isHandHeld: boolean])[] = [
  ['a Mac', { userAgent: MAC, maxTouchPoints: 0, by: 'mouse' }, false],
  ['an iPad', { userAgent: MAC, maxTouchPoints: 5, by: 'finger' }, true],
  ['an iPad with a trackpad', { userAgent: MAC, maxTouchPoints: 5, by: 'mouse' }, true],
  ['a computer with Windows', { userAgent: WINDOWS, maxTouchPoints: 0, by: 'mouse' }, false],
  ['a laptop with a touch screen', { userAgent: WINDOWS, maxTouchPoints: 10, by: 'mouse' }, false],
  ['a tablet with Windows and no keyboard', { userAgent: WINDOWS, maxTouchPoints: 10, by: 'finger' }, true],
  [
    'a tablet with Android that asks for pages as computers do',
    { userAgent: LINUX, maxTouchPoints: 5, by: 'finger' },
    true,
  ],
  ['a Chromebook', { userAgent: CHROMEBOOK, maxTouchPoints: 10, by: 'mouse' }, false],
  ['a television, which has neither mouse nor touch', { userAgent: LINUX, maxTouchPoints: 0, by: 'finger' }, false],
];

test.each(devices)('SF-CN-04 %s', (_name, device, expected) => {
  expect(isHandHeld(windowOf(device))).toBe(expected);
});

test("SF-CN-04 control: a rule by the browser's name alone, and one by touch alone, fail these devices", () => {
  const byName = ({ userAgent }: Device) => /iPad|Tablet/.test(userAgent);
  const byTouch = ({ maxTouchPoints }: Device) => maxTouchPoints > 0;
  for (const rule of [byName, byTouch]) {
    expect(devices.filter(([, device, expected]) => rule(device) !== expected).length).toBeGreaterThan(0);
  }
});
