// T20 on whole pages: a real server hands out forms whose every word is hostile, to the bubble in a host page and to the link page, under
// the policies that they have. As far as authors may write such words: the rest is refused (SF-FORM-01).
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { nodeListener } from '@tellsafe/server-kit/node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sized } from '../../../packages/server-kit/test/proof/size.ts';
import { hostileStrings } from './hostile-strings.ts';
import { launchBrowser } from './people.ts';
import { freePort } from './server-process.ts';
import { ACCOUNT, openSmallKit, type SmallKit } from './small-kit.ts';

/** Questions of one form. */
const QUESTIONS = 20;
const AGENT = '<img src=x onerror=alert(1)>';

const isAllowed = (part: object) => {
  try {
    parseFormDefinition({ ...hostileForm(['plain'], 0), ...part });
    return true;
  } catch {
    return false;
  }
};
const allowed = hostileStrings
  .map((text) => [...text].slice(0, 100).join(''))
  .filter((text) => isAllowed({ name: text, questions: [questionOf(text, 0)] }));
const forms = Array.from({ length: Math.ceil(allowed.length / QUESTIONS) }, (_, at) =>
  hostileForm(allowed.slice(at * QUESTIONS, (at + 1) * QUESTIONS), at),
);

function questionOf(text: string, at: number): object {
  const words = { id: `q${at}`, label: text, help: text };
  const choices = [0, 1].map((value) => ({ value: `${value}`, label: text }));
  return at % 2 === 0 ? { ...words, type: 'choice', choices } : { ...words, type: 'text', placeholder: text };
}

function hostileForm(texts: readonly string[], at: number): object {
  const [name = ''] = texts;
  return { id: `form-${at}`, name, description: name, note: name, questions: texts.map(questionOf) };
}

let kit: SmallKit;
let servers: Server[];
let browser: Browser;
let shopOrigin: string;
let formOrigin: string;
let hostPage = '';

beforeAll(async () => {
  const [shopPort, formPort] = [await freePort(), await freePort()];
  [shopOrigin, formOrigin] = [`http://localhost:${shopPort}`, `http://127.0.0.1:${formPort}`];
  kit = await openSmallKit(shopOrigin, formOrigin, {}, { forms, agentName: AGENT });
  const shop = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(hostPage));
  const form = createServer(nodeListener(kit.tellsafe.fetch));
  servers = [shop.listen(shopPort, '127.0.0.1'), form.listen(formPort, '127.0.0.1')];
  await Promise.all(servers.map((server) => once(server, 'listening')));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  for (const server of servers) server.close().closeAllConnections();
  await kit.close();
});

/** A window that writes down whatever a page does beside showing text. */
async function watched(): Promise<{ page: Page; acts: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 760 } })).newPage();
  const acts: string[] = [];
  const own = new Set([shopOrigin, formOrigin]);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && !own.has(url.origin)) acts.push(`request ${url.href}`);
    else if (!/^\/($|tellsafe\/(form|assets|widget|v1)\/)/.test(url.pathname)) acts.push(`request ${url.pathname}`);
  });
  page.on('pageerror', (error) => acts.push(error.message));
  page.on('console', (message) => {
    // Browsers look for an icon by themselves.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !isIcon) acts.push(`${message.text()} ${message.location().url}`);
  });
  page.on('popup', () => acts.push('a window'));
  page.on('dialog', (dialog) => {
    acts.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, acts };
}

/** What a page shows in the places of labels, choices, helps and placeholders. */
function wordsOf(page: Page): Promise<Record<'labels' | 'helps' | 'choices' | 'placeholders', string[]>> {
  return page.evaluate(() => {
    const texts = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent ?? '');
    return {
      labels: texts('label[for] > [dir=auto], legend > [dir=auto]'),
      helps: texts('.help bdi'),
      choices: texts('.choice > span'),
      placeholders: [...document.querySelectorAll('input[placeholder]')].map((each) => (each as HTMLInputElement).placeholder), // biome-ignore format: one thought
    };
  });
}

test(
  'T20 a link page shows a form of hostile words as those very words',
  async () => {
    expect(allowed.length).toBeGreaterThan(500);
    for (const [at, texts] of pages().slice(0, sized(4, pages().length))) {
      const { handle } = await kit.invite(`form-${at}`);
      const { page, acts } = await watched();
      await page.goto(`${formOrigin}/tellsafe/form/${ACCOUNT}#${handle}`);
      await page.getByRole('button', { name: 'Open the secure form' }).click();
      await page.locator('form').waitFor();
      const odd = texts.filter((_, index) => index % 2 === 1);
      const even = texts.filter((_, index) => index % 2 === 0);
      const choices = even.flatMap((text) => [text, text]);
      expect(await wordsOf(page)).toEqual({ labels: texts, helps: texts, choices, placeholders: odd });
      expect(await page.locator('h1').textContent()).toBe(texts[0]);
      expect(await page.locator('.note').textContent()).toBe(texts[0]);
      expect(await page.locator('.fine').textContent()).toContain(AGENT);
      expect(await page.locator('main').locator('img, script, iframe, style, object').count()).toBe(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.waitForTimeout(50);
      expect(acts).toEqual([]);
      await page.context().close();
    }
  },
  sized(300_000, 600_000),
);

test('T20 bubbles of hostile forms in a host page show those very words', async () => {
  // Browsers hold six connections to a host, and each bubble watches by one.
  const some = pages().slice(-5);
  const handles: string[] = [];
  for (const [at] of some) handles.push((await kit.invite(`form-${at}`)).handle);
  const bubbles = handles.map((handle) => `<tellsafe-invitation handle="${handle}" endpoint="${formOrigin}/tellsafe"></tellsafe-invitation>`); // biome-ignore format: one thought
  hostPage = `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
    <script type="module" src="${formOrigin}/tellsafe/widget/tellsafe.js"></script>${bubbles.join('')}`;
  const { page, acts } = await watched();
  await page.goto(shopOrigin);
  await expect.poll(() => page.getByText('Ready to fill in').count()).toBe(some.length);
  const names = some.map(([, [name = '']]) => name);
  expect(await page.locator('[part=title]').allTextContents()).toEqual(names);
  expect(await page.locator('[part=description]').allTextContents()).toEqual(names);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(acts).toEqual([]);
  await page.context().close();
});

/** The strings of each form, by its number. */
function pages(): readonly (readonly [at: number, texts: readonly string[]])[] {
  return forms.map((_, at) => [at, allowed.slice(at * QUESTIONS, (at + 1) * QUESTIONS)]);
}
