// P9: from the tap to a form that can be typed into, on a slow phone with a slow network; nothing may jump meanwhile.
import type { Browser, CDPSession, Frame, Page } from 'playwright-core';
import { withBrowser } from './page/browser.ts';
import { openShop, type Shop } from './page/shop.ts';
import type { Benchmark } from './run/benchmark.ts';
import type { Result } from './run/result.ts';
import { median, rounded, spread } from './run/statistics.ts';

const rounds = { quick: 1, whole: 15 };

/** The phone and the network of performance.md. */
const CPU_SLOWDOWN = 4;
const BITS_PER_SECOND = 1_600_000;
const ROUND_TRIP_MS = 150;

/** Longest wait for a form, ms. */
const PATIENCE = 20_000;

interface Opened {
  readonly ms: number;
  /** Cumulative layout shift since the tap, of the page and of the form in it. @see https://web.dev/articles/cls */
  readonly shift: number;
}

async function slowDown(session: CDPSession): Promise<void> {
  const throughput = BITS_PER_SECOND / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: ROUND_TRIP_MS,
    downloadThroughput: throughput,
    uploadThroughput: throughput,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}

/** In every document: adds up what jumps, but for what answers a tap at once. */
function watchShifts(): void {
  const noted = Object.assign(globalThis, { shift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
      if (!entry.hadRecentInput) noted.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** A press of the button that opens the form, with the instant of the event itself. */
async function tap(page: Page): Promise<number> {
  const noted = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        Object.assign(globalThis, { shift: 0 });
        const note = ({ timeStamp }: Event) => resolve(performance.timeOrigin + timeStamp);
        document.addEventListener('click', note, { capture: true, once: true });
      }),
  );
  await page.getByRole('button', { name: /Fill in form|Open the secure form/ }).click();
  return noted;
}

/** The instant after the frame that first showed a field which takes what is typed. */
function usable(frame: Page | Frame): Promise<number> {
  return frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const fieldIn = (root: ParentNode): Element | null => {
          for (const element of root.querySelectorAll('*')) {
            if (element.matches('input:not([disabled])')) return element;
            const inside = element.shadowRoot && fieldIn(element.shadowRoot);
            if (inside) return inside;
          }
          return null;
        };
        const look = () => {
          if (!fieldIn(document)) requestAnimationFrame(look);
          else setTimeout(() => resolve(performance.timeOrigin + performance.now()));
        };
        look();
      }),
  );
}

async function openOnce(browser: Browser, address: string): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  try {
    await context.addInitScript(watchShifts);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await slowDown(await context.newCDPSession(page));
    await page.goto(address);
    await page.getByRole('button', { name: /Fill in form|Open the secure form/ }).waitFor();
    // A person reads before tapping; what a page fetches ahead of the tap is done by then.
    await page.waitForTimeout(1_500);
    const framed = !address.includes('/form/');
    const attached = framed ? page.waitForEvent('framenavigated', (frame) => frame !== page.mainFrame()) : undefined;
    const tappedAt = await tap(page);
    const frame = (await attached) ?? page;
    const ms = (await usable(frame)) - tappedAt;
    const shiftOf = (place: Page | Frame) => place.evaluate(() => (globalThis as unknown as { shift: number }).shift);
    const shift = (await shiftOf(page)) + (framed ? await shiftOf(frame) : 0);
    return { ms, shift };
  } finally {
    await context.close();
  }
}

async function measure(browser: Browser, shop: Shop, count: number): Promise<Result> {
  const opened: Record<'page' | 'link', Opened[]> = { page: [], link: [] };
  for (let round = 0; round < count; round += 1) {
    const invited = await shop.invite();
    const again = await shop.invite();
    opened.page.push(await openOnce(browser, invited.page));
    opened.link.push(await openOnce(browser, again.link));
  }
  const times = (of: readonly Opened[]) => of.map(({ ms }) => ms);
  const shifts = (of: readonly Opened[]) => rounded(Math.max(...of.map(({ shift }) => shift)), 4);
  const rowOf = (name: string, of: readonly Opened[]) =>
    [name, ...[median(times(of)), ...spread(times(of))].map((ms) => rounded(ms, 0)), shifts(of)] as const;
  if (shifts(opened.page) + shifts(opened.link) > 0) throw new Error('the layout jumped, which it must not');
  return {
    figure: median(times(opened.page)),
    spread: spread(times(opened.page)),
    table: [
      ['tap to form, ms', 'median', 'from', 'to', 'layout shift'],
      rowOf('in a page', opened.page),
      rowOf('by link', opened.link),
    ],
    details: { linkMs: rounded(median(times(opened.link)), 0), layoutShift: shifts(opened.page) },
  };
}

export const p09: Benchmark = {
  id: 'P9',
  title: `tap to usable form in Chromium, processor ${CPU_SLOWDOWN} times slower, 1.6 Mbit/s, ${ROUND_TRIP_MS} ms round trip`,
  unit: 'ms',
  reach: { atMost: 1200 },
  run: async ({ quick }) => {
    const shop = await openShop();
    try {
      return await withBrowser((browser) => measure(browser, shop, rounds[quick ? 'quick' : 'whole']));
    } finally {
      await shop.close();
    }
  },
};
