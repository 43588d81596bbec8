// The figures as cards: a count, its rate to the step before, and the difference to the time before.
import type { ReportMeasure } from '@tellsafe/core/wire';
import { reportTimes } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { NOTHING } from './format.ts';
import { cardMeasures, type ReportData, rateOf } from './model.ts';
import { countButton, type Open, type Writing } from './parts.ts';

/** The cards; without data their frames. */
export function cards(writing: Writing, data: ReportData | undefined, open: Open): TemplateResult {
  const { say } = writing;
  return html`
    <section aria-label=${say('figures')}>
      <ul class="cells counts">${cardMeasures.map((name) => countCard(writing, name, data, open))}</ul>
    </section>
    <section aria-label=${say('times')}>
      <ul class="cells times">${reportTimes.map((name) => timeCard(writing, name, data))}</ul>
    </section>`;
}

function countCard(writing: Writing, measure: ReportMeasure, data: ReportData | undefined, open: Open): TemplateResult {
  const { say, formats } = writing;
  return html`<li class="card figure" data-measure=${measure}>
    <h3>${say(measure)}</h3>
    <p class="big">${data ? countOf(writing, measure, data, open) : NOTHING}</p>
    <p class="rate">${data ? rateText(writing, measure, data) : nothing}</p>
    <p class="change">${data ? change(writing, data.totals.counts[measure], data.before.counts[measure], formats.number) : nothing}</p>
  </li>`;
}

function countOf(writing: Writing, measure: ReportMeasure, data: ReportData, open: Open): TemplateResult {
  const { counts } = data.totals;
  return countButton(writing, {
    measure,
    count: counts[measure],
    open: () => open({ span: data.question.range, measure, counts, about: [] }),
  });
}

function rateText({ say, formats }: Writing, measure: ReportMeasure, data: ReportData): string {
  const rate = rateOf(data.totals, measure, data.question.cohort);
  return rate ? say('rateOf', { rate: formats.rate(rate.share), step: say(rate.of) }) : '';
}

function timeCard(writing: Writing, name: (typeof reportTimes)[number], data: ReportData | undefined): TemplateResult {
  const { say, formats } = writing;
  const now = data?.totals.medianSec[name] ?? null;
  const before = data?.before.medianSec[name] ?? null;
  return html`<li class="card figure" data-time=${name}>
    <h3>${say(name)}</h3>
    <p class="big">${formats.duration(now)}</p>
    <p class="rate">${say('median')}</p>
    <p class="change">${now === null || before === null ? nothing : change(writing, now, before, formats.duration)}</p>
  </li>`;
}

/** Which way, by how much, and from what: in a sign for the eye and in words for the ear. */
function change({ say }: Writing, now: number, before: number, write: (value: number) => string): TemplateResult {
  const difference = now - before;
  if (difference === 0) return html`<span>${say('same')}</span>`;
  const size = write(Math.abs(difference));
  const words = say(difference > 0 ? 'more' : 'less', { difference: size });
  return html`<span aria-hidden="true"><span class="sign">${difference > 0 ? '▲' : '▼'}</span> ${size}</span>
    <span class="was" aria-hidden="true">${say('wasBefore', { count: write(before) })}</span>
    <span class="hidden-text">${words}</span>`;
}
