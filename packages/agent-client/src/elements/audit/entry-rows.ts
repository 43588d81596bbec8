// The entries as a table: who, what, when, with which outcome, from where, to what; on demand its place in the chain.
import type { AuditItem } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { exactTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { AuditTextKey } from './texts.ts';

/** What the table needs of the page. */
export interface RowsOptions {
  readonly entries: readonly AuditItem[];
  /** Positions of the entries whose details are open. */
  readonly open: ReadonlySet<string>;
  readonly locale: string;
  readonly say: (key: AuditTextKey) => string;
  readonly toggle: (position: string) => void;
}

const COLUMNS = 6;

/** The table. */
export function entryTable(options: RowsOptions): TemplateResult {
  const { entries, say } = options;
  const heads: readonly AuditTextKey[] = ['time', 'who', 'action', 'object', 'outcome', 'origin'];
  return html`<div class="table" tabindex="0" role="region" aria-label=${say('entries')}>
    <table>
      <caption class="hidden-text">${say('entries')}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
      <tbody>${entries.map((entry) => row(entry, options))}</tbody>
    </table>
  </div>`;
}

function row(entry: AuditItem, { open, locale, say, toggle }: RowsOptions): TemplateResult {
  const { at, who, action, object, outcome, origin, position, intact, count } = entry;
  const isOpen = open.has(position);
  const refused = typeof outcome === 'object' ? outcome.refused : undefined;
  const iso = new Date(at).toISOString();
  return html`<tr class=${intact ? '' : 'broken'}>
      <th scope="row">
        <button class="time disclose" type="button" aria-expanded=${isOpen} @click=${() => toggle(position)}>
          ${icon('chevron', isOpen ? 'open' : '')}
          <span class="stack"><time datetime=${iso}>${exactTime(at, locale)}</time><span class="mono" aria-hidden="true">${iso}</span></span>
        </button>
      </th>
      <td>${say(`who.${who.kind}`)}${who.kind === 'agent' ? html` ${id(who.id)}` : nothing}</td>
      <td>${say(`action.${action}`)}${count === undefined ? nothing : html` <span class="muted">(${new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(count)})</span>`}
        ${intact ? nothing : html`<span class="tag bad">${icon('warning')}${say('changed')}</span>`}</td>
      <td>${say(`object.${object.kind}`)} ${id(object.id)}</td>
      <td>${refused ? html`<span class="tag bad">${say('outcome.refused')}</span> <span class="muted reason">${say(`reason.${refused}`)}</span>` : html`<span class=${outcome === 'done' ? 'tag good' : 'tag'}>${say(`outcome.${outcome as 'done'}`)}</span>`}</td>
      <td class=${origin === null ? 'muted' : ''}>${origin === null ? say('noOrigin') : id(origin)}</td>
    </tr>${isOpen ? details(entry, iso, say) : nothing}`;
}

function details(entry: AuditItem, iso: string, say: RowsOptions['say']): TemplateResult {
  const { number, block, position, digest, sealedDigest, intact, who, object } = entry;
  const term = (key: AuditTextKey, value: TemplateResult | string) =>
    html`<div><dt>${say(key)}</dt><dd>${value}</dd></div>`;
  const code = (text: string) => html`<bdi dir="ltr" class="mono">${visibleText(text)}</bdi>`;
  return html`<tr class="details"><td colspan=${COLUMNS}><dl>
    ${term('exact', code(iso))}
    ${term('number', number === 0 ? say('notInChain') : String(number))}
    ${term('block', String(block))}
    ${term('position', code(position))}
    ${term('objectId', code(object.id))}
    ${who.kind === 'agent' && who.sessionId !== undefined ? term('session', code(who.sessionId)) : nothing}
    ${intact ? term('digest', code(digest)) : html`${term('digestNow', code(digest))}${term('digestSealed', sealedDigest === null ? say('notInChain') : code(sealedDigest))}`}
  </dl></td></tr>`;
}

/** Ids are of other systems: text only, in their own direction, cut by the look alone. */
function id(text: string): TemplateResult {
  return html`<bdi dir="ltr" class="mono id">${visibleText(text)}</bdi>`;
}
