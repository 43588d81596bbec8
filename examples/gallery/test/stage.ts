// What every test of the gallery stands on: a gallery, a Chromium, and a way through many cells that uses both cores.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { pageChecks } from '../../live-desk/test/page-checks.ts';
import { launchBrowser } from '../../live-desk/test/people.ts';
import { startGallery } from '../src/gallery.ts';

/** A tall phone. */
export const PHONE = { width: 390, height: 760 };
/** 1280 by 1024 pixels at 400 % zoom. */
export const ZOOMED = { width: 320, height: 256 };

/** The running file's gallery. */
export interface GalleryStage {
  /** Opens an address of the gallery; problems are what its console and its scripts complain about. */
  open(path: string): Promise<{ page: Page; problems: string[] }>;
  /** Shows one cell, once all of it is there; always in the same page. */
  cell(group: string, name: string, query?: string): Promise<Page>;
  /** Addresses of the cells that a view of the gallery shows. */
  addresses(query: string): Promise<string[]>;
  /** Visits cells, two at a time; says what `look` finds wrong with each, by its name. */
  visit(addresses: readonly string[], look: (page: Page) => Promise<string[]>): Promise<string[]>;
}

/** Starts the gallery and a browser for the tests of a file. */
export function useGallery(): GalleryStage {
  let gallery: Awaited<ReturnType<typeof startGallery>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let checks: string;
  let own: Page | undefined;
  beforeAll(async () => {
    [gallery, browser, checks] = await Promise.all([startGallery(0), launchBrowser(), pageChecks()]);
  });
  afterAll(async () => {
    await browser.close();
    await gallery.close();
  });

  async function open(path: string) {
    const context = await browser.newContext({ viewport: PHONE });
    await context.addInitScript(checks);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(new URL(path, gallery.url).href);
    return { page, problems };
  }

  async function visitSome(queue: string[], look: (page: Page) => Promise<string[]>): Promise<string[]> {
    const { page, problems } = await open('cell.html');
    const troubles: string[] = [];
    for (let address = queue.shift(); address; address = queue.shift()) {
      await page.setViewportSize(PHONE);
      await page.goto(address);
      await shown(page);
      const found = [...(await look(page)), ...problems.splice(0)];
      const { searchParams } = new URL(address);
      const name = ['name', 'language', 'theme'].map((part) => searchParams.get(part)).join(', ');
      troubles.push(...found.map((one) => `${name}: ${one}`));
    }
    await page.context().close();
    return troubles;
  }

  return {
    open,
    async cell(group, name, query = '') {
      own ??= (await open('cell.html')).page;
      await own.setViewportSize(PHONE);
      await own.emulateMedia({ forcedColors: null, reducedMotion: null, colorScheme: null });
      await own.goto(`${gallery.url}cell.html?${new URLSearchParams({ group, name })}&${query}`);
      await shown(own);
      return own;
    },
    async addresses(query) {
      const { page, problems } = await open(`?${query}`);
      const frames = page.locator('iframe');
      const found = await frames.evaluateAll((all) => all.map((each) => (each as HTMLIFrameElement).src));
      await page.context().close();
      expect(problems).toEqual([]);
      return found;
    },
    async visit(addresses, look) {
      const queue = [...addresses];
      return (await Promise.all([visitSome(queue, look), visitSome(queue, look)])).flat();
    },
  };
}

async function shown(page: Page): Promise<void> {
  await page.locator('html[data-shown=yes]').waitFor({ state: 'attached' });
}

/** Addresses of cells that consumers see. */
export function ofConsumers(addresses: readonly string[]): string[] {
  const consumers = ['Invitation', 'Form', 'Form, before and after', 'Link on a computer'];
  return addresses.filter((address) => consumers.includes(new URL(address).searchParams.get('group') ?? ''));
}

/** Shows a cell in another language. */
export async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((tag) => (globalThis as unknown as { speak(tag: string): Promise<void> }).speak(tag), language);
}
