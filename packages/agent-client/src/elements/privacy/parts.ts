// What the parts of the page of privacy share: how they write, and what can be asked of somebody before it happens.
import type { HeldConversation, HoldView, PrivacyReleaseRequest } from '@tellsafe/core/wire';
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { PrivacyTexts } from './texts.ts';

/** Says a text of the page. */
export type Say = (
  key: Exclude<keyof PrivacyTexts, 'locale'>,
  params?: Readonly<Record<string, string | number>>,
) => string;

/** How the parts write. */
export interface Writing {
  readonly say: Say;
  readonly locale: string;
}

/** What can be held: the consumer by the id that was searched or by its MAC, or a conversation. */
export type Place = Pick<PrivacyReleaseRequest, 'kind' | 'id'>;

/** What is asked in a dialog. */
export type Question =
  | { readonly ask: 'erase'; readonly what: Erasable; readonly holds: readonly HoldView[] }
  | { readonly ask: 'hold'; readonly place: Place }
  | { readonly ask: 'release'; readonly place: Place; readonly hold: HoldView };

/** What can be erased. */
export type Erasable =
  | { readonly kind: 'consumer' | 'conversation'; readonly id: string }
  | { readonly kind: 'submission'; readonly id: string; readonly form: string };

/** Opens a question. */
export type Ask = (question: Question) => void;

/** Holds with their reasons, each to be released. */
export function holdTags({ say, locale }: Writing, place: Place, holds: readonly HoldView[], ask: Ask): TemplateResult {
  return html`<div class="holds">${holds.map(
    (
      hold,
    ) => html`<span class="hold">${icon('lock')}<span><bdi>${visibleText(hold.holdId)}</bdi> · ${fullTime(hold.at, locale)}</span>
      <button class="link" type="button" aria-label=${say('releaseHold', { reason: hold.holdId })} @click=${() => ask({ ask: 'release', place, hold })}>${say('release')}</button></span>`,
  )}</div>`;
}

/** A length of time in the largest unit that says it. */
export function lengthText(say: Say, ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return say('seconds', { count: seconds });
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? say('minutes', { count: minutes }) : say('hours', { count: Math.round(minutes / 60) });
}

/** Every hold that keeps a conversation. */
export function holdsOf(whole: readonly HoldView[], conversation?: HeldConversation): readonly HoldView[] {
  return [...whole, ...(conversation?.holds ?? [])];
}
