// Every state that a consumer sees, for every body: fingers that need room, eyes that need zoom, keyboards without a mouse, people whom
// motion makes ill, people with colours of their own. One visit to each state looks for all of it.
import { localeOptions } from '@tellsafe/core/i18n';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { sized } from '../../../packages/server-kit/test/proof/size.ts';
import { heardIn, unheardIn } from '../../live-desk/test/accessibility-tree.ts';
import { ask, walk } from '../../live-desk/test/page-checks.ts';
import { ofConsumers, speak, useGallery, ZOOMED } from './stage.ts';

const stage = useGallery();
/** The languages with the longest texts and words, and those from right to left; a long run takes all. */
const languages = sized(
  ['ar', 'de', 'el', 'fi', 'hu', 'ru', 'ur'],
  localeOptions().map(({ tag }) => tag),
);
let troubles: readonly string[];

const about = (what: string) => troubles.filter((trouble) => trouble.includes(` ${what}: `));

beforeAll(
  async () => {
    const states = ofConsumers(await stage.addresses('axis=state&scheme=light'));
    expect(states.length).toBeGreaterThan(35);
    troubles = await stage.visit(states, async (page) => [
      ...(await unstill(page)),
      ...(await walked(page)),
      ...(await colored(page)),
      ...(await cramped(page)),
    ]);
  },
  sized(300_000, 600_000),
);

async function unstill(page: Page): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return (await ask(page, 'movingThings')).map((trouble) => `motion: ${trouble}`);
}

async function walked(page: Page): Promise<string[]> {
  const usual = await walk(page, 'Tab');
  await page.setViewportSize(ZOOMED);
  await page.emulateMedia({ forcedColors: 'active' });
  const back = await walk(page, 'Shift+Tab');
  const forth = await walk(page, 'Tab');
  const missed = usual.stops.filter((stop) => !back.stops.includes(stop) || !forth.stops.includes(stop));
  const all = [usual, back, forth].flatMap((one) => one.troubles);
  return [...new Set([...all, ...missed.map((stop) => `not reached: ${stop}`)])].map((one) => `focus: ${one}`);
}

async function colored(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ forcedColors: 'active', colorScheme: scheme });
    await page.evaluate((value) => document.documentElement.style.setProperty('color-scheme', value), scheme);
    found.push(...(await ask(page, 'invisibleThings')).map((trouble) => `colours: ${scheme}, ${trouble}`));
  }
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
  return found;
}

async function cramped(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const language of languages) {
    await speak(page, language);
    const here = await ask(page, 'smallTargets', 'cutOff', 'tooWide');
    found.push(...here.map((trouble) => `room: ${language}, ${trouble}`));
  }
  return [...found, ...unheardIn(await heardIn(page)).map((trouble) => `ear: ${trouble}`)];
}

test('SF-A11Y-01 the focus is seen wherever Tab leads, at 400 % zoom and in colours of the person too', () => {
  expect(about('focus')).toEqual([]);
});

test('SF-A11Y-01 targets have 24 pixels, and at 400 % zoom nothing is too wide or cut off, in the longest languages too', () => {
  expect(about('room')).toEqual([]);
});

test('SF-A11Y-01 every control has a name for the ear, and every wrong one says what is wrong', () => {
  expect(about('ear')).toEqual([]);
});

test('SF-A11Y-01 nothing moves when the person asked for less motion', () => {
  expect(about('motion')).toEqual([]);
});

test('SF-A11Y-01 in colours of the person every edge, choice and error is still seen', () => {
  expect(about('colours')).toEqual([]);
});

describe('controls: a broken page is seen', () => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.cell('Form', 'errors');
    await page.setViewportSize(ZOOMED);
  });

  /** Looks while the style sheet is spoilt. */
  async function spoilt<Found>(css: string, look: () => Promise<Found>): Promise<Found> {
    const sheet = await page.addStyleTag({ content: css });
    const found = await look();
    await sheet.evaluate((element) => (element as HTMLStyleElement).remove());
    return found;
  }

  test.each([
    ['too small', '.reveal { padding: 0 !important } .reveal svg { inline-size: 18px !important }', /^target of 18 × /],
    ['too wide', '.note { inline-size: 400px }', /^the page is \d+ pixels too wide/],
    ['cut off', '.note { block-size: 1lh; overflow: hidden }', /^cut off: /],
  ])('%s', async (_, css, trouble) => {
    const found = await spoilt(css, () => ask(page, 'smallTargets', 'cutOff', 'tooWide'));
    expect(found).toContainEqual(expect.stringMatching(trouble));
  });

  test.each([
    [
      'a bar over it',
      '.bar { position: sticky !important; block-size: 120px } * { scroll-margin: 0 !important }',
      / covers the focused /,
    ],
    ['no ring', '* { outline: 0 !important }', /^no ring around the focused input q-/],
  ])('%s', async (_, css, trouble) => {
    const { troubles } = await spoilt(css, () => walk(page, 'Shift+Tab'));
    expect(troubles).toContainEqual(expect.stringMatching(trouble));
  });

  test.each([
    ['a button without an edge', '.reveal { border: 0 !important }', /^no edge: button Show /],
    ['colours that are kept', '.error { forced-color-adjust: none }', /^a colour of its own: p q-/],
    ['an error that only has a colour', '.wrong .box { border-width: 1px !important }', /^not marked as wrong/],
  ])('%s', async (_, css, trouble) => {
    await page.emulateMedia({ forcedColors: 'active' });
    const found = await spoilt(css, () => ask(page, 'invisibleThings'));
    expect(found).toContainEqual(expect.stringMatching(trouble));
  });

  test('a dialog that is taller than the window', async () => {
    page = await stage.cell('Invitation', 'decline?', 'language=fi');
    await page.emulateMedia({ reducedMotion: 'reduce' }); // it would still be on its way up
    await page.setViewportSize(ZOOMED);
    expect(await ask(page, 'cutOff')).toEqual([]);
    await page.locator('dialog').evaluate((dialog) => dialog.style.setProperty('max-block-size', 'none'));
    expect(await ask(page, 'cutOff')).toEqual([expect.stringMatching(/^too tall: dialog/)]);
  });

  test('a choice that only has a colour, and a spinner that turns', async () => {
    page = await stage.cell('Form', 'chosen');
    await page.emulateMedia({ forcedColors: 'active' });
    const found = await spoilt('.choice { border-width: 1px !important }', () => ask(page, 'invisibleThings'));
    expect(found).toEqual(['not marked as chosen: label Yes']);
    page = await stage.cell('Form', 'submitting');
    expect(await ask(page, 'movingThings')).toEqual(['rotate of button Submitting …::before moves']);
  });
});
