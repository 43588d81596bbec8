// The reports' page as somebody reads it: what stands in its cards, charts and tables.
import type { ReportMeasure, ReportRow } from '@tellsafe/core/wire';
import type { Locator, Page } from 'playwright-core';
import type { Asked } from './recount.ts';

/** Texts of rows: name, then cells. */
export type Table = readonly (readonly string[])[];

/** The page. */
export interface ReportsPage {
  readonly page: Page;
  readonly area: Locator;
  /** What the page asked for last. */
  asked(): Asked & { readonly timeZone: string };
  /** Waits until an answer is shown that was asked for by an action. */
  after(act: () => Promise<unknown>): Promise<void>;
  /** As on opening it. */
  fresh(): Promise<void>;
  /** Counts of the cards. */
  cards(): Promise<Readonly<Record<string, string>>>;
  medians(): Promise<readonly string[]>;
  funnel(): Promise<Table>;
  trend(): Promise<Table>;
  breakdown(): Promise<Table>;
}

/** Opens the reports of somebody who is signed in. */
export async function openReports(page: Page): Promise<ReportsPage> {
  const bodies: (Asked & { readonly timeZone: string; readonly period: string })[] = [];
  page.on('request', (request) => {
    const body = request.url().endsWith('/v1/reports/figures') ? request.postDataJSON() : undefined;
    if (body) bodies.push(body);
  });
  const area = page.locator('tellsafe-reports');
  const settled = () => area.locator('.area[aria-busy=false]').waitFor();
  const texts = (rows: Locator) =>
    rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim().replace(/\s+/g, ' '))),
    ); // biome-ignore format: one thought
  const reports: ReportsPage = {
    page,
    area,
    asked() {
      // The trend is asked for once for each answer, and never for the time before.
      const last = bodies.findLast(({ period }) => period !== 'whole');
      if (!last) throw new Error('the page asked for nothing');
      return last;
    },
    async after(act) {
      const before = bodies.length;
      await act();
      while (bodies.length === before) await page.waitForTimeout(20);
      await settled();
    },
    fresh: () => reports.after(() => page.reload()),
    async cards() {
      const found = await area
        .locator('[data-measure]')
        .evaluateAll((all) =>
          all.map((each) => [
            each.getAttribute('data-measure') ?? '',
            each.querySelector('.big')?.textContent?.trim() ?? '',
          ]),
        );
      return Object.fromEntries(found);
    },
    medians: () => area.locator('[data-time] .big').allInnerTexts(),
    funnel: () => texts(area.locator('.funnel tbody tr')),
    trend: () => texts(area.locator('tellsafe-report-trend tbody tr')),
    breakdown: () => texts(area.locator('.breakdown tbody tr')),
  };
  await reports.after(() => page.getByRole('button', { name: 'Reports' }).click());
  return reports;
}

/** Counts in the order of the columns. */
export const columns: readonly ReportMeasure[] = [
  'sent',
  'received',
  'viewed',
  'submitted',
  'declined',
  'expired',
  'read',
];

/** The counts of a row, as they are written. */
export function written({ counts }: Pick<ReportRow, 'counts'>): string[] {
  return columns.map((name) => `${counts[name]}`);
}
