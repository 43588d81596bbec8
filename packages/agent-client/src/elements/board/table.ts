// The table of the board: one row a conversation.
import { html, type nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BoardEntry } from '../../board-state.ts';
import { ageOf } from '../shared/age.ts';
import { channelName } from '../shared/channel-name.ts';
import { fullTime } from '../shared/times.ts';
import { formStatus, name, tone, type Writing } from './parts.ts';
import { channelOf, lastNews, shortId } from './rows.ts';

/** What the table shows and does. */
export interface TableView {
  readonly rows: readonly BoardEntry[];
  /** Conversations that have just changed. */
  readonly changed: ReadonlySet<string>;
  readonly open: (conversationId: string) => void;
}

/** The table. It scrolls by itself where it is too wide. */
export function boardTable(writing: Writing, { rows, changed, open }: TableView): TemplateResult {
  const { say } = writing;
  const heads = ['conversation', 'status', 'agent', 'forms', 'channel', 'started', 'news'] as const;
  return html`<div class="table" tabindex="0" role="region" aria-label=${say('title')}><table>
    <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
    <tbody>${repeat(
      rows,
      ({ conversationId }) => conversationId,
      (entry) => row(writing, entry, changed.has(entry.conversationId), open),
    )}</tbody>
  </table></div>`;
}

function row(writing: Writing, entry: BoardEntry, isChanged: boolean, open: TableView['open']): TemplateResult {
  const { say } = writing;
  const { conversationId, agent, startedAt, forms } = entry;
  const short = shortId(conversationId);
  const channel = channelOf(entry);
  return html`<tr class=${isChanged ? 'changed' : ''} data-id=${conversationId}>
    <th scope="row"><button class="link mono" type="button" aria-haspopup="dialog" aria-label=${say('openTimeline', { name: short })} @click=${() => open(conversationId)}>${short}</button></th>
    <td>${status(writing, entry)}</td>
    <td class="name">${agent ? name(agent.name) : html`<span class="muted">${say('queue')}</span>`}</td>
    <td class="forms">${forms.length === 0 ? html`<span class="muted">–</span>` : html`<ul>${forms.map((form) => html`<li><span class="tag ${tone(form)}">${name(form.formName)}<span class="divider" aria-hidden="true">·</span><span class="state">${formStatus(writing, form)}</span></span></li>`)}</ul>`}</td>
    <td class="name">${channel === 'web' ? say('channelWeb') : name([channelName(channel), entry.via?.label ?? entry.via?.entryPoint].join(' · '))}</td>
    <td>${age(writing, startedAt)}</td>
    <td>${age(writing, lastNews(entry))}</td>
  </tr>`;
}

function status({ say, words, now }: Writing, { status: is, agent, waitingSince }: BoardEntry): TemplateResult {
  if (is === 'closed') return html`<span class="tag">${say('isClosed')}</span>`;
  if (agent !== null) return html`<span class="tag good">${say('isOpen')}</span>`;
  return html`<span class="tag warn" title=${fullTime(waitingSince, words.locale)}>${say('waiting')}<span class="divider" aria-hidden="true">·</span>${ageOf(waitingSince, now, words.locale)}</span>`;
}

function age({ words, now }: Writing, at: number): TemplateResult | typeof nothing {
  return html`<time datetime=${new Date(at).toISOString()} title=${fullTime(at, words.locale)}>${ageOf(at, now, words.locale)}</time>`;
}
