// The way between the areas: a rail beside them, on small screens a menu. Which areas there are is areas.ts's matter.
import { html, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** Where somebody can go. */
export interface Place {
  readonly name: string;
  readonly text: Parameters<Words['say']>[0];
  readonly icon: IconName;
}

/** The place of the conversations. */
export const conversationsPlace: Place = { name: 'conversations', text: 'conversations', icon: 'chat' };

/** What the navigation shows and does. */
export interface NavigationOptions {
  readonly places: readonly Place[];
  /** Name of the place that is shown. */
  readonly current: string;
  /** Conversations with news. */
  readonly unread: number;
  readonly open: boolean;
  readonly go: (name: string) => void;
  /** Closes the menu of small screens. */
  readonly close: () => void;
}

/** The rail, which is the menu's content on small screens. */
export function navigation(words: Words, options: NavigationOptions): TemplateResult {
  const { places, open } = options;
  return html`<nav class="rail" id="areas" part="rail" aria-label=${words.say('areas')} data-open=${open} @keydown=${(event: KeyboardEvent) => move(event, options)}>
    <ul>${places.map((place) => html`<li>${entry(words, place, options)}</li>`)}</ul>
  </nav>`;
}

function entry(
  words: Words,
  { name, text, icon: shape }: Place,
  { current, unread, go }: NavigationOptions,
): TemplateResult {
  const count = name === conversationsPlace.name && unread > 0;
  return html`<button class="place" part="place" type="button" aria-current=${name === current ? 'page' : nothing} @click=${() => go(name)}>
    <span class="mark">${icon(shape)}${count ? html`<span class="badge">${new Intl.NumberFormat(words.locale).format(unread)}</span>` : nothing}</span>
    <span class="place-name">${words.say(text)}</span>
    ${count ? html`<span class="hidden-text">${words.say('unread')}</span>` : nothing}
  </button>`;
}

/** The button that opens the menu on small screens. */
export function menuButton(words: Words, open: boolean, hasNews: boolean, toggle: () => void): TemplateResult {
  return html`<button class="quiet round menu" part="button" type="button" aria-label=${words.say('menu')} aria-expanded=${open} aria-controls="areas" @click=${toggle}>
    ${icon('menu')}${hasNews ? html`<span class="dot"></span>` : nothing}
  </button>`;
}

/** Arrow keys, Home and End go between the places, beside Tab; Escape closes the menu. */
function move(event: KeyboardEvent, { open, close }: NavigationOptions): void {
  if (event.key === 'Escape' && open) close();
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const targets: Readonly<Record<string, number>> = {
    ...{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 },
  };
  const target = targets[event.key];
  if (target === undefined || at === -1) return;
  event.preventDefault();
  buttons.at(target % buttons.length)?.focus();
}
