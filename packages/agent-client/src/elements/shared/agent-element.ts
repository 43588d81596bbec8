// What the elements have in common: the client, the language, following and leaving both. No look, no words of their own.

import { isTellsafeError } from '@tellsafe/core';
import { agentErrorKeys } from '@tellsafe/core/i18n';
import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { knownWords, loadWords, localeFor, type Words } from './words.ts';

/**
 * Base of every element of this package.
 *
 * @cssproperty --tellsafe-font - font family
 * @cssproperty --tellsafe-accent - colour of what can be acted on
 * @cssproperty --tellsafe-on-accent - text on that colour
 * @cssproperty --tellsafe-background - behind everything
 * @cssproperty --tellsafe-surface - cards, bars, panels
 * @cssproperty --tellsafe-text - text
 * @cssproperty --tellsafe-muted - secondary text
 * @cssproperty --tellsafe-line - thin lines
 * @cssproperty --tellsafe-radius - corners
 */
export abstract class AgentElement extends LitElement {
  static override properties = {
    client: { attribute: false },
    language: { type: String },
  };

  /** The client whose session this element works in. */
  declare client: AgentClient | undefined;
  /** BCP 47 tag; default: the nearest `lang`, then the browser's languages. */
  declare language: string | undefined;

  #words: Words | undefined;
  #followed: AgentClient | undefined;
  #leave: readonly Unsubscribe[] = [];

  constructor() {
    super();
    this.client = undefined;
    this.language = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow();
  }

  override willUpdate(_changed: PropertyValues): void {
    this.#chooseWords();
    if (this.isConnected && this.client !== this.#followed) {
      this.#unfollow();
      this.#followed = this.client;
      if (this.client) this.#leave = this.follow(this.client);
    }
  }

  override render(): TemplateResult | typeof nothing {
    return this.#words ? this.view(this.#words) : nothing;
  }

  /** What the element looks like once its texts are there. */
  protected abstract view(words: Words): TemplateResult | typeof nothing;

  /** Subscribes to a client; returns how to stop. */
  protected abstract follow(client: AgentClient): readonly Unsubscribe[];

  /** The texts, when they are loaded. */
  protected get words(): Words | undefined {
    return this.#words;
  }

  /** A failure in the agent's language. */
  protected explain(error: unknown): string {
    const code = isTellsafeError(error) ? error.code : 'internal';
    return this.#words?.say(agentErrorKeys[code] ?? 'errorInternal') ?? '';
  }

  /** Tells the outside something; crosses shadow roots. */
  protected tell<Detail>(name: string, detail: Detail): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  #unfollow(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#followed = undefined;
  }

  #chooseWords(): void {
    const locale = localeFor(this, this.language);
    if (this.#words?.locale === locale) return;
    this.#words = knownWords(locale) ?? this.#words;
    if (this.#words?.locale === locale) return;
    void loadWords(locale).then(() => this.requestUpdate());
  }
}
