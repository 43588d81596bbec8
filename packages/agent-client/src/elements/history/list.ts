// The list of the history: filters and a table, one row a form.
import type { HistoryEntry } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { HistoryQuery } from '../../history.ts';
import { plainName } from '../shared/plain-name.ts';
import { fullTime } from '../shared/times.ts';
import type { KeyWriting } from './key-dialog.ts';
import type { HistoryTexts } from './texts.ts';

/** What the parts write with. */
export interface Writing extends KeyWriting {
  say(key: Exclude<keyof HistoryTexts, 'locale'>, params?: Readonly<Record<string, string | number>>): string;
}

/** What is wanted. Days are as date fields give them, `2026-11-22`. */
export interface HistoryFilter {
  readonly form: string;
  readonly agent: string;
  readonly from: string;
  readonly to: string;
}

export const noFilter: HistoryFilter = { form: '', agent: '', from: '', to: '' };

/** The filter as a query; days begin and end by the clock of this computer. */
export function queryOf({ form, agent, from, to }: HistoryFilter): HistoryQuery {
  const end = to === '' ? undefined : new Date(`${to}T00:00`);
  end?.setDate(end.getDate() + 1);
  return {
    ...(form !== '' && { form }),
    ...(agent !== '' && { agent }),
    ...(from !== '' && { since: new Date(`${from}T00:00`).getTime() }),
    ...(end && { until: end.getTime() }),
  };
}

/** Whether the days are in order. */
export function isInOrder({ from, to }: HistoryFilter): boolean {
  return from === '' || to === '' || from <= to;
}

/** Names to choose from, by id: those that have been listed. */
export interface Choices {
  readonly forms: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
}

/** The filters. */
export function filters(
  { say }: Writing,
  filter: HistoryFilter,
  { forms, agents }: Choices,
  choose: (change: Partial<HistoryFilter>) => void,
  reset: () => void,
): TemplateResult {
  const wrong = !isInOrder(filter);
  const day = (name: 'from' | 'to'): TemplateResult =>
    html`<div class="field">
      <label for=${name}>${say(name)}</label>
      <input id=${name} type="date" .value=${live(filter[name])} aria-invalid=${name === 'to' && wrong} aria-describedby="${name}-error" @change=${(event: Event) => choose({ [name]: (event.target as HTMLInputElement).value })} />
      <span class="error" id="${name}-error" role="alert">${name === 'to' && wrong ? say('dateOrder') : ''}</span>
    </div>`;
  return html`<div class="toolbar">
    ${select('form', say('form'), say('everyForm'), forms, filter.form, (form) => choose({ form }))}
    ${select('agent', say('agent'), say('everyAgent'), agents, filter.agent, (agent) => choose({ agent }))}
    ${day('from')} ${day('to')}
    ${filter === noFilter ? nothing : html`<button class="link" type="button" @click=${reset}>${say('reset')}</button>`}
  </div>`;
}

/** Options are told apart by their place: ids are not put into attributes. */
function select(
  name: string,
  label: string,
  all: string,
  choices: ReadonlyMap<string, string>,
  chosen: string,
  choose: (id: string) => void,
): TemplateResult {
  const options = [['', all], ...[...choices].map(([id, text]) => [id, plainName(text)])] as [string, string][];
  const change = (event: Event): void => choose(options[(event.target as HTMLSelectElement).selectedIndex]?.[0] ?? '');
  return html`<label class="field"><span>${label}</span><select name=${name} @change=${change}>${options.map(
    ([id, text]) => html`<option .selected=${live(id === chosen)}>${text}</option>`,
  )}</select></label>`;
}

/** The table. It scrolls by itself where it is too wide. */
export function historyTable(
  { say, words }: Writing,
  entries: readonly HistoryEntry[],
  open: (entry: HistoryEntry) => void,
): TemplateResult {
  const heads = ['form', 'agent', 'submitted', 'closed', 'answers'] as const;
  return html`<div class="table" tabindex="0" role="region" aria-label=${say('title')}><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
    <tbody>${entries.map((entry) => {
      const submitted = fullTime(entry.submittedAt, words.locale);
      const label = say('openEntry', { form: plainName(entry.formName), time: submitted });
      return html`<tr>
        <th scope="row" class="name"><button class="link" type="button" aria-haspopup="dialog" aria-label=${label} @click=${() => open(entry)}><bdi>${plainName(entry.formName)}</bdi></button></th>
        <td class="name"><bdi>${plainName(entry.agent.name)}</bdi></td>
        <td><time datetime=${new Date(entry.submittedAt).toISOString()}>${submitted}</time></td>
        <td><time datetime=${new Date(entry.closedAt).toISOString()}>${fullTime(entry.closedAt, words.locale)}</time></td>
        <td><span class="tag ${entry.archiveKeyId === undefined ? '' : 'good'}">${say(entry.archiveKeyId === undefined ? 'notAvailable' : 'available')}</span></td>
      </tr>`;
    })}</tbody>
  </table></div>`;
}
