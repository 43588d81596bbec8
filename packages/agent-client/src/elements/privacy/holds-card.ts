// The list of what is under a legal hold.
import type { PrivacyHoldsResponse } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { Ask, Place, Writing } from './parts.ts';

/** What the list does. */
export interface HoldActions {
  readonly ask: Ask;
  readonly show: (place: Place) => void;
  readonly more: () => void;
  readonly isBusy: boolean;
}

/** The list, one row for each hold. */
export function holdsCard(writing: Writing, page: PrivacyHoldsResponse, actions: HoldActions): TemplateResult {
  const { say } = writing;
  return html`<div class="card">
    <h3 id="holds">${say('holdsTitle')}</h3>
    ${
      page.held.length === 0 && page.cursor === undefined
        ? html`<div class="empty">${icon('lock')}<strong>${say('noHolds')}</strong><span>${say('noHoldsHint')}</span></div>`
        : table(writing, page, actions)
    }
    ${page.cursor === undefined ? nothing : html`<div class="buttons"><button type="button" class="more" ?disabled=${actions.isBusy} @click=${actions.more}>${say('more')}</button></div>`}
  </div>`;
}

function table({ say, locale }: Writing, { held }: PrivacyHoldsResponse, { ask, show }: HoldActions): TemplateResult {
  const rows = held.flatMap(({ holds, ...place }) => holds.map((hold) => ({ place, hold })));
  return html`<div class="table" role="region" aria-labelledby="holds" tabindex="0"><table>
    <thead><tr><th scope="col">${say('reason')}</th><th scope="col">${say('what')}</th><th scope="col">${say('since')}</th><th scope="col"><span class="hidden-text">${say('release')}</span></th></tr></thead>
    <tbody>${rows.map(
      ({ place, hold }) => html`<tr>
        <th scope="row" class="reason"><bdi>${visibleText(hold.holdId)}</bdi></th>
        <td>${say(place.kind === 'conversation' ? 'conversation' : 'consumer')}<br /><span class="mono muted" dir="ltr">${place.id}</span></td>
        <td>${fullTime(hold.at, locale)}</td>
        <td class="action"><span class="buttons">
          <button type="button" @click=${() => show(place)}>${say('show')}</button>
          <button type="button" aria-label=${say('releaseHold', { reason: hold.holdId })} @click=${() => ask({ ask: 'release', place, hold })}>${say('release')}</button>
        </span></td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}
