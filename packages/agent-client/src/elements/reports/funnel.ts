// The funnel: a bar for every step of a form's way, what was lost between two of them, and how the others ended. A table, so that what
// is seen and what is read out are the same.
import type { ReportMeasure } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { cssValues } from './css-values.ts';
import { otherEnds, type ReportData, rateOf, shareOf, steps } from './model.ts';
import { countButton, type Open, type Writing } from './parts.ts';

/** The funnel of a report. */
export function funnel(writing: Writing, data: ReportData, open: Open): TemplateResult {
  const { say } = writing;
  const { counts } = data.totals;
  const most = Math.max(1, ...steps.map((name) => counts[name]));
  return html`<section class="card funnel" aria-labelledby="funnel-title">
    <h3 id="funnel-title">${say('funnel')}</h3>
    <table>
      <thead><tr>
        <th scope="col"><span class="hidden-text">${say('step')}</span></th>
        <td></td>
        <th scope="col" class="number"><span class="hidden-text">${say('count')}</span></th>
        <th scope="col" class="number">${say('ofStep')}</th>
        <th scope="col" class="number wide">${say('ofSent')}</th>
      </tr></thead>
      <tbody>${steps.map((name, at) => stepRow(writing, name, steps[at - 1], most, data, open))}</tbody>
    </table>
    <div class="ends">
      <h4 id="ends-title">${say('endedOtherwise')}</h4>
      <ul aria-labelledby="ends-title">${otherEnds.map(
        (name) => html`<li><span>${say(name)}</span> ${count(writing, name, data, open)}</li>`,
      )}</ul>
    </div>
  </section>`;
}

function stepRow(
  writing: Writing,
  measure: ReportMeasure,
  before: ReportMeasure | undefined,
  most: number,
  data: ReportData,
  open: Open,
): TemplateResult {
  const { say, formats } = writing;
  const { counts } = data.totals;
  const widthOf = (value: number) => cssValues({ 'inline-size': `${(value / most) * 100}%` });
  const lost = before === undefined ? 0 : Math.max(0, counts[before] - counts[measure]);
  const rate = rateOf(data.totals, measure, data.question.cohort);
  const ofSent = rate && shareOf(counts[measure], counts.sent);
  return html`<tr>
    <th scope="row">${say(measure)}</th>
    <td class="bars"><div class="bar" ${widthOf(counts[measure])}></div>${lost > 0 ? html`<div class="lost" ${widthOf(lost)}></div>` : nothing}</td>
    <td class="number">${count(writing, measure, data, open)}</td>
    <td class="number">${rate ? formats.rate(rate.share) : ''}</td>
    <td class="number muted wide">${rate ? formats.rate(ofSent) : ''}</td>
  </tr>`;
}

function count(writing: Writing, measure: ReportMeasure, data: ReportData, open: Open): TemplateResult {
  const { counts } = data.totals;
  const show = () => open({ span: data.question.range, measure, counts, about: [] });
  return countButton(writing, { measure, count: counts[measure], open: show });
}
