// How something that went out by a channel stands, as a line under it, in words.
import type { Delivery } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { ExtraTextKey } from '../shared/extra-texts.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

const states: Readonly<Record<Delivery['state'], ExtraTextKey>> = {
  queued: 'deliveryQueued',
  sent: 'deliverySent',
  delivered: 'deliveryDelivered',
  read: 'deliveryRead',
  refused: 'deliveryFailed',
  failed: 'deliveryFailed',
  expired: 'deliveryExpired',
  unknown: 'deliveryUnknown',
};

const reasons: Readonly<Record<NonNullable<Delivery['reason']>, ExtraTextKey>> = {
  window_closed: 'deliveryWindow',
  opted_out: 'deliveryOptedOut',
  closed: 'deliveryClosed',
  too_long: 'deliveryTooLong',
  unreachable: 'deliveryUnreachable',
};

const fine: readonly Delivery['state'][] = ['queued', 'sent', 'delivered', 'read'];

/** The text of a delivery. */
export function deliveryText({ state, reason }: Delivery): ExtraTextKey {
  return reason ? reasons[reason] : states[state];
}

/** The line; nothing for what did not go out by a channel. */
export function deliveryLine(words: Words, delivery: Delivery | undefined): TemplateResult | typeof nothing {
  if (!delivery) return nothing;
  const isFine = fine.includes(delivery.state);
  return html`<p class="delivery ${isFine ? 'fine' : 'warn'}">
    ${isFine ? nothing : icon('warning')}<span>${words.say(deliveryText(delivery))}</span>
  </p>`;
}
