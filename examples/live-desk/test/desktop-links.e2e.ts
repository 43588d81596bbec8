// SF-CN-04 in Chromium: what a link does on a computer, and that looking at it there spends nothing. Phones and tablets get the form, however
// their browser calls itself.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { loadLinkTexts } from '@tellsafe/core/i18n/link';
import { nodeListener } from '@tellsafe/server-kit/node';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';
import { ACCOUNT, type Invited, openSmallKit, type SmallKit } from './small-kit.ts';

const MESSAGE =
  'You’ll need a mobile or tablet device to perform this operation. Open this message on your mobile or tablet to continue.';
const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };
const OPEN = { name: 'Open the secure form' };

const touch = { isMobile: true, hasTouch: true } as const;
const handHeld: Readonly<Record<string, BrowserContextOptions & { readonly touchPoints?: number }>> = {
  'an iPhone': {
    ...{ ...touch, viewport: { width: 390, height: 844 } },
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  },
  'a tablet with Android': {
    ...{ ...touch, viewport: { width: 800, height: 1280 } },
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  },
  'a tablet that asks for pages as computers do': {
    ...{ ...touch, viewport: { width: 800, height: 1280 } },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  },
  'an iPad, which says Macintosh': {
    ...{ hasTouch: true, touchPoints: 5, viewport: { width: 820, height: 1180 } },
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A kit whose account has a policy, served at an origin of its own. */
function served(desktop: 'block' | 'handoff') {
  const site = {} as { kit: SmallKit; origin: string; link(invited: Invited): string };
  let server: Server;
  beforeAll(async () => {
    const port = await freePort();
    site.origin = `http://127.0.0.1:${port}`;
    site.link = ({ handle }) => `${site.origin}/tellsafe/form/${ACCOUNT}#${handle}`;
    site.kit = await openSmallKit('http://localhost:1', site.origin, {}, { desktop });
    server = createServer(nodeListener(site.kit.tellsafe.fetch)).listen(port, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await site.kit.close();
  });
  return site;
}

/** A window and everything that it asks for. */
async function visit({ touchPoints, ...options }: BrowserContextOptions & { readonly touchPoints?: number } = {}) {
  const context = await browser.newContext(options);
  if (touchPoints !== undefined) {
    await context.addInitScript((points) => {
      Object.defineProperty(Navigator.prototype, 'maxTouchPoints', { get: () => points });
    }, touchPoints);
  }
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  return { page, asked, posts: () => asked.filter((line) => line.startsWith('POST')), close: () => context.close() };
}

/** What came of looking; nothing, if all is well. */
async function effects(invited: Invited, writesBefore: number): Promise<string[]> {
  const status = await invited.status();
  return [
    ...(status === 'sent' ? [] : [`status is ${status}`]),
    ...(invited.writes === writesBefore ? [] : ['its conversation was written to']),
  ];
}

describe('desktop: block', () => {
  const site = served('block');

  test('SF-CN-04 a computer is told to use a mobile: word for word, also after a reload, and nothing is spent', async () => {
    const invited = await site.kit.invite();
    const before = invited.writes;
    const { page, asked, posts, close } = await visit();
    await page.goto(site.link(invited));
    await page.getByText(MESSAGE, { exact: true }).waitFor();
    expect(page.url()).not.toContain('#');
    await page.reload();
    await page.getByText(MESSAGE, { exact: true }).waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    expect(posts()).toEqual([]);
    expect(asked.filter((line) => line.includes(invited.handle))).toEqual([]);
    expect(await effects(invited, before)).toEqual([]);
    await close();
  });

  test('SF-CN-04 SF-LANG-02 the message is said in each language, whichever the browser speaks', async () => {
    const invited = await site.kit.invite();
    const { page, close } = await visit({ locale: 'fi' });
    for (const tag of ['de', 'ar', 'ja', 'zh-Hant', 'pt'] as const) {
      const { mobileOnly } = await loadLinkTexts(tag);
      await page.goto(site.link(invited).replace('#', `?l=${tag}#`));
      await page.getByText(mobileOnly, { exact: true }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(tag);
    }
    await close();
  });

  test("SF-CN-04 phones and tablets open the form, also those whose browser calls itself a computer's", async () => {
    const opening = Object.entries(handHeld).map(async ([name, device]) => {
      const invited = await site.kit.invite();
      const { page, close } = await visit(device);
      await page.goto(site.link(invited));
      await page.getByRole('button', OPEN).tap();
      await page.getByRole('button', { name: 'Submit' }).waitFor();
      const status = await invited.status();
      await close();
      return [name, status];
    });
    expect(await Promise.all(opening)).toEqual(Object.keys(handHeld).map((name) => [name, 'viewed']));
  });
});

describe('desktop: handoff', () => {
  const site = served('handoff');

  test('SF-CN-04 SF-CN-03 a code hands the link over: drawn in the page, it opens on the phone, and the computer says live what happens', async () => {
    const invited = await site.kit.invite();
    const before = invited.writes;
    const computer = await visit();
    await computer.page.goto(site.link(invited));
    await computer.page.getByText(MESSAGE, { exact: true }).waitFor();
    expect(await scanned(computer.page)).toBe(site.link(invited));
    await computer.page.reload();
    const link = await scanned(computer.page);
    expect(link).toBe(site.link(invited));
    expect(computer.asked.map((line) => line.split(' ')[1]).filter((url) => url?.includes(invited.handle))).toEqual([]);
    expect(computer.posts().map((line) => new URL(line.split(' ')[1] ?? '').pathname)).toEqual(
      computer.posts().map(() => '/tellsafe/v1/invitations/watch'),
    );
    expect(await effects(invited, before)).toEqual([]);

    const phone = await visit(handHeld['an iPhone']);
    await phone.page.goto(link);
    await phone.page.getByRole('button', OPEN).tap();
    await phone.page.getByRole('textbox', { name: 'Card number' }).waitFor();
    await computer.page.getByText('This form has been opened on another device').waitFor();
    expect(await computer.page.getByRole('img').count()).toBe(0);
    // The same check finds an opening.
    expect(await effects(invited, before)).toEqual(['status is viewed', 'its conversation was written to']);
    for (const [label, value] of Object.entries(CARD)) {
      await phone.page.getByRole('textbox', { name: label }).fill(value);
    }
    await phone.page.getByRole('button', { name: 'Submit' }).tap();
    await phone.page.getByText('Payment card has been submitted').waitFor();
    await computer.page.getByText('This form has been submitted and cannot be reopened').waitFor();
    expect((await invited.answers())['Card number']).toBe('4111111111111111');
    await phone.close();
    await computer.close();
  });

  test('SF-CN-03 SF-CN-04 a link that is worthless is handed over to nobody', async () => {
    const { page, close } = await visit();
    await page.goto(`${site.origin}/tellsafe/form/${ACCOUNT}#nonsense`);
    await page.getByText('The secure form could not be opened.').waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    await close();
  });
});

/** What a camera reads in the code on the page. */
async function scanned(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: 'Scan this code with your mobile or tablet to open the form there.' });
  await code.waitFor();
  const [size, path] = await code.evaluate((svg) => [
    Number(svg.getAttribute('viewBox')?.split(' ')[2]),
    svg.querySelector('path')?.getAttribute('d') ?? '',
  ]);
  const scale = 4;
  const side = Number(size) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of String(path).matchAll(/M(\d+) (\d+)h1/g)) {
    for (let row = 0; row < scale; row += 1) {
      const start = ((Number(y) * scale + row) * side + Number(x) * scale) * 4;
      for (let at = start; at < start + scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return decodeQR({ width: side, height: side, data });
}
