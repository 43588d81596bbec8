// The log of an endpoint as a table; on demand the attempts of a message.
import type { WebhookDeliveryView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { exactTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import { duration, reasonOf } from './endpoint-cards.ts';
import type { WebhookSay } from './texts.ts';

/** What the table needs of the page. */
export interface TableOptions {
  readonly deliveries: readonly WebhookDeliveryView[];
  readonly open: ReadonlySet<string>;
  readonly label: string;
  readonly locale: string;
  readonly say: WebhookSay;
  readonly toggle: (id: string) => void;
  readonly resend: (id: string) => void;
}

const COLUMNS = 6;
const looks = { pending: 'tag warn', delivered: 'tag good', failed: 'tag bad' } as const;

/** The table. */
export function deliveryTable(options: TableOptions): TemplateResult {
  const { deliveries, say, label } = options;
  const heads = ['happened', 'type', 'status', 'lastAnswer', 'next'] as const;
  return html`<div class="table" tabindex="0" role="region" aria-label=${label}>
    <table>
      <caption class="hidden-text">${label}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}<th scope="col"><span class="hidden-text">${say('actions')}</span></th></tr></thead>
      <tbody>${deliveries.map((delivery) => row(delivery, options))}</tbody>
    </table>
  </div>`;
}

function row(delivery: WebhookDeliveryView, { open, locale, say, toggle, resend }: TableOptions): TemplateResult {
  const { id, at, type, status, attempts, nextAttemptAt } = delivery;
  const last = attempts.at(-1);
  const isOpen = open.has(id);
  const time = (instant: number) =>
    html`<time datetime=${new Date(instant).toISOString()}>${exactTime(instant, locale)}</time>`;
  return html`<tr>
      <th scope="row"><button class="disclose" type="button" aria-expanded=${isOpen} @click=${() => toggle(id)}>${icon('chevron', isOpen ? 'open' : '')}${time(at)}</button></th>
      <td>${say(`event.${type}`)} <bdi dir="ltr" class="mono muted">${type}</bdi></td>
      <td><span class=${looks[status]}>${say(status)}</span></td>
      <td>${last ? html`${reasonOf(last, say)} <span class="muted">\u00b7 ${say('attempts', { count: attempts.length })}</span>` : html`<span class="muted">${say('noAttempts')}</span>`}</td>
      <td>${nextAttemptAt === undefined ? '\u2013' : time(nextAttemptAt)}</td>
      <td class="number"><button class="link resend" type="button" @click=${() => resend(id)}>${say('resend')}<span class="hidden-text"> ${say(`event.${type}`)}, ${exactTime(at, locale)}</span></button></td>
    </tr>${isOpen ? details(delivery, locale, say) : nothing}`;
}

function details({ id, attempts }: WebhookDeliveryView, locale: string, say: WebhookSay): TemplateResult {
  return html`<tr class="details"><td colspan=${COLUMNS}>
    <dl><div><dt>${say('id')}</dt><dd><bdi dir="ltr" class="mono">${visibleText(id)}</bdi></dd></div></dl>
    ${
      attempts.length === 0
        ? html`<p class="muted">${say('noAttempts')}</p>`
        : html`<ol aria-label=${say('details')}>${attempts.map(
            (attempt) =>
              html`<li><time datetime=${new Date(attempt.at).toISOString()}>${exactTime(attempt.at, locale)}</time> <span>${reasonOf(attempt, say)}</span> <span class="muted">${duration(attempt.durationMs, locale)}</span></li>`,
          )}</ol>`
    }
  </td></tr>`;
}
