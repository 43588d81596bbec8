// Finding words in a conversation: what was asked, what was found, and how both are shown. Words are marked by elements around text, never
// by markup that is made of it.
import type { FoundText } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import { clockTime, dayName } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';

/** The element around. */
export interface FindHost {
  readonly client: AgentClient | undefined;
  readonly conversationId: string | undefined;
  requestUpdate(): void;
}

/** The state of finding in one conversation. */
export class FindBar {
  readonly #host: FindHost;
  isOpen = false;
  text = '';
  /** Absent until something was looked for. */
  found: readonly FoundText[] | undefined;
  cursor: string | undefined;
  busy = false;
  failure: unknown;

  constructor(host: FindHost) {
    this.#host = host;
  }

  /** Shows or hides the field. */
  toggle(): void {
    const { isOpen } = this;
    this.reset();
    this.isOpen = !isOpen;
  }

  /** It is another conversation. */
  reset(): void {
    this.isOpen = false;
    this.text = '';
    this.found = undefined;
    this.cursor = undefined;
    this.failure = undefined;
    this.#host.requestUpdate();
  }

  /** Looks for the words, or further for the same ones. */
  async look(further: boolean): Promise<void> {
    const { client, conversationId } = this.#host;
    const text = this.text.trim();
    if (!client || !conversationId || text === '' || this.busy) return;
    const before = further ? (this.found ?? []) : [];
    const cursor = further ? this.cursor : undefined;
    this.busy = true;
    this.failure = undefined;
    this.#host.requestUpdate();
    try {
      const answer = await client.findText(conversationId, text, cursor);
      if (conversationId === this.#host.conversationId && text === this.text.trim()) {
        this.found = [...before, ...answer.found];
        this.cursor = answer.cursor;
      }
    } catch (error) {
      this.failure = error;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }
}

/** What the bar does besides looking. */
export interface FindActions {
  /** Shows the message; absent where only places are shown. */
  readonly show?: (messageId: string) => void;
  readonly explain: (failure: unknown) => string;
  readonly change: (text: string) => void;
  /** Ends it; absent where it stays. */
  readonly close?: () => void;
}

/** The field and what was found. */
export function findBar(
  words: Words,
  bar: FindBar,
  now: number,
  actions: FindActions,
): TemplateResult | typeof nothing {
  if (!bar.isOpen) return nothing;
  const { found, cursor, busy, failure } = bar;
  const submit = (event: Event): void => {
    event.preventDefault();
    void bar.look(false);
  };
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !actions.close) return;
    event.stopPropagation();
    actions.close();
  };
  return html`<div class="find" role="search" aria-label=${words.say('findInConversation')} @keydown=${onEscape}>
    <form @submit=${submit}>
      <input type="search" maxlength="100" autocomplete="off" aria-label=${words.say('findInConversation')} placeholder=${words.say('findInConversation')} .value=${bar.text} @input=${(event: Event) => actions.change((event.target as HTMLInputElement).value)} />
      <button class="primary" part="button" type="submit" ?disabled=${busy || bar.text.trim() === ''}>${words.say('findWords')}</button>
      ${actions.close ? html`<button class="quiet" part="button" type="button" @click=${actions.close}>${words.say('close')}</button>` : nothing}
    </form>
    <p class="find-status" role="status">${busy ? words.say('loading') : failure ? actions.explain(failure) : found && found.length === 0 && !cursor ? words.say('findNothing') : ''}</p>
    ${found && found.length > 0 ? html`<ul>${found.map((place) => entry(words, place, now, actions))}</ul>` : nothing}
    ${cursor === undefined ? nothing : html`<button class="quiet" part="button" type="button" ?disabled=${busy} @click=${() => void bar.look(true)}>${words.say('findFurther')}</button>`}
  </div>`;
}

function entry(words: Words, place: FoundText, now: number, { show }: FindActions): TemplateResult {
  const { messageId, from, at, excerpt, start, length } = place;
  const content = html`<span class="when">${words.say(from === 'system' ? 'agent' : from)} · ${dayName(at, now, words.locale)}, ${clockTime(at, words.locale)}</span>
    <bdi>${excerpt.slice(0, start)}<mark>${excerpt.slice(start, start + length)}</mark>${excerpt.slice(start + length)}</bdi>`;
  if (!show) return html`<li><div class="place">${content}</div></li>`;
  return html`<li><button class="quiet" part="button" type="button" @click=${() => show(messageId)}>${content}</button></li>`;
}
