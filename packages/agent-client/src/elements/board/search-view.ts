// What a search for conversations looks like: fields, and a table of what was found. Ids are in no attribute: options are told apart by place.
import type { FoundConversation } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ageOf } from '../shared/age.ts';
import { channelName } from '../shared/channel-name.ts';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { name, type Writing } from './parts.ts';
import { type Choice, shortId } from './rows.ts';
import type { ConversationSearch, SearchFields } from './search.ts';

/** What the view shows besides the search, and does. */
export interface SearchView {
  readonly search: ConversationSearch;
  readonly agents: readonly Choice[];
  readonly places: readonly Choice[];
  readonly look: () => void;
  readonly more: () => void;
  readonly open: (conversationId: string) => void;
  readonly explain: (failure: unknown) => string;
}

/** The fields, and what was found. */
export function searchView(writing: Writing, view: SearchView): TemplateResult {
  const { say } = writing;
  const { failure, found, isBusy } = view.search;
  return html`${form(writing, view)}
    ${failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${view.explain(failure)}</span></p>` : nothing}
    ${isBusy && !found ? html`<div class="card wait"><span class="spinner"></span></div>` : nothing}
    ${found ? results(writing, view, found) : isBusy ? nothing : html`<div class="card empty">${icon('search')}<strong>${say('searchEmpty')}</strong><span>${say('searchHint')}</span></div>`}`;
}

function form({ say, words }: Writing, { search, agents, places, look }: SearchView): TemplateResult {
  const { fields, problem, isBusy } = search;
  const isNamed = fields.who.trim() !== '';
  const states: readonly Choice[] = [
    { id: 'open', name: say('isOpen') },
    { id: 'closed', name: say('isClosed') },
  ];
  const any: Choice = { id: '', name: say('either') };
  const submit = (event: Event): void => {
    event.preventDefault();
    look();
  };
  const day = (field: 'from' | 'to', label: string): TemplateResult => {
    const isWrong = field === 'to' && problem === 'dateOrder';
    return html`<div class="field"><label for="search-${field}">${label}</label>
      <input id="search-${field}" type="date" .value=${live(fields[field])} aria-invalid=${isWrong} aria-describedby=${isWrong ? 'search-problem' : nothing} @change=${(event: Event) => search.change({ [field]: textIn(event) })} />
      ${isWrong ? html`<span class="error" id="search-problem" role="alert">${say('dateOrder')}</span>` : nothing}
    </div>`;
  };
  return html`<form class="card search" role="search" aria-label=${say('search')} novalidate @submit=${submit}>
    <div class="toolbar">
      ${select(
        'by',
        say('by'),
        [
          { id: 'consumer', name: say('byConsumer') },
          { id: 'address', name: say('byAddress') },
        ],
        fields.by,
        (by) => search.change({ by: by as SearchFields['by'] }),
      )}
      <div class="field who"><label for="who">${say(fields.by === 'address' ? 'address' : 'consumerId')}</label>
        <input id="who" dir="auto" autocomplete="off" spellcheck="false" maxlength="200" .value=${live(fields.who)} @input=${(event: Event) => search.change({ who: textIn(event) })} /></div>
      ${select('place', say('channel'), [{ id: '', name: words.say('everyChannel') }, ...places], fields.place, (place) => search.change({ place }), problem === 'channelNeeded' ? say('channelNeeded') : '')}
      ${select('holder', say('agent'), [{ id: '', name: say('everyAgent') }, ...agents], fields.agent, (agent) => search.change({ agent }))}
      ${select('state', say('status'), isNamed ? [any, ...states] : states, fields.status, (status) => search.change({ status: status as SearchFields['status'] }))}
      ${day('from', say('startedFrom'))} ${day('to', say('startedTo'))}
    </div>
    <div class="buttons"><button class="primary" type="submit" aria-disabled=${isBusy}>${icon('search')}${say('find')}</button></div>
  </form>`;
}

function select(
  field: string,
  label: string,
  choices: readonly Choice[],
  chosen: string,
  choose: (id: string) => void,
  problem = '',
): TemplateResult {
  const change = (event: Event): void => choose(choices[(event.target as HTMLSelectElement).selectedIndex]?.id ?? '');
  const isOffered = choices.some(({ id }) => id === chosen);
  return html`<div class="field"><label for="search-${field}">${label}</label>
    <select id="search-${field}" name="search-${field}" aria-invalid=${problem !== ''} aria-describedby=${problem ? 'search-problem' : nothing} @change=${change}>${choices.map(
      ({ id, name: text }, at) =>
        html`<option .selected=${live(isOffered ? id === chosen : at === 0)}>${text}</option>`,
    )}</select>
    ${problem ? html`<span class="error" id="search-problem" role="alert">${problem}</span>` : nothing}
  </div>`;
}

function textIn(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

function results(writing: Writing, view: SearchView, found: readonly FoundConversation[]): TemplateResult {
  const { say } = writing;
  const { cursor, isBusy } = view.search;
  const more = html`<button type="button" data-action="more" aria-disabled=${isBusy} @click=${view.more}>${say('more')}</button>`;
  if (found.length === 0) {
    return html`<div class="card empty">${icon('search')}<strong>${say(cursor === undefined ? 'noHit' : 'noHitYet')}</strong>${cursor === undefined ? html`<span>${say('noHitHint')}</span>` : more}</div>`;
  }
  const heads = ['conversation', 'status', 'agent', 'channel', 'started', 'ended'] as const;
  return html`<div class="table" tabindex="0" role="region" aria-label=${say('searchResults')}><table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
      <tbody>${found.map((each) => row(writing, each, view.open))}</tbody>
    </table></div>
    <div class="pages"><span>${say('shown', { count: found.length })}</span>${cursor === undefined ? nothing : more}</div>`;
}

function row(writing: Writing, each: FoundConversation, open: SearchView['open']): TemplateResult {
  const { say } = writing;
  const { conversationId, status, agent, channel, label, entryPoint, startedAt, closedAt } = each;
  const short = shortId(conversationId);
  const place = channel === 'web' ? say('channelWeb') : [channelName(channel), label ?? entryPoint].join(' · ');
  const state = status === 'closed' ? 'isClosed' : agent ? 'isOpen' : 'waiting';
  const tone = { isClosed: '', isOpen: 'good', waiting: 'warn' }[state];
  return html`<tr>
    <th scope="row"><button class="link mono" type="button" aria-haspopup="dialog" aria-label=${say('openTimeline', { name: short })} @click=${() => open(conversationId)}>${short}</button></th>
    <td><span class="tag ${tone}">${say(state)}</span></td>
    <td class="name">${agent ? name(agent.name) : html`<span class="muted">${say('queue')}</span>`}</td>
    <td class="name">${name(place)}</td>
    <td>${time(writing, startedAt)}</td>
    <td>${closedAt === undefined ? html`<span class="muted">–</span>` : time(writing, closedAt)}</td>
  </tr>`;
}

function time({ words, now }: Writing, at: number): TemplateResult {
  const full = fullTime(at, words.locale);
  return html`<time datetime=${new Date(at).toISOString()} title=${ageOf(at, now, words.locale)}>${full}</time>`;
}
