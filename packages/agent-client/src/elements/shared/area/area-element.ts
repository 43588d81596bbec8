// What the areas of the workspace have in common: texts of their own, one request at a time whose late answers are dropped, one
// place that says what happened.
import { isTellsafeError } from '@tellsafe/core';
import { formatText, type TextParams } from '@tellsafe/core/i18n';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../../agent-client.ts';
import type { Unsubscribe } from '../../../emitter.ts';
import { AgentElement } from '../agent-element.ts';
import { icon } from '../icons.ts';
import type { Words } from '../words.ts';
import type { AreaTexts } from './area-texts.ts';
import { askBeforeLoss, type MayBeLeft, type UnsavedWork, unsavedDialog } from './unsaved-work.ts';

type AnyTexts = { readonly locale: Words['locale'] };

/** How what an area shows was loaded. */
export type AreaPhase = 'loading' | 'ready' | 'failed';

/** Base of every area: a page that the workspace shows, or that stands alone with a `client`. */
export abstract class AreaElement<Texts extends AnyTexts> extends AgentElement implements MayBeLeft {
  /** Every language of the area. */
  protected abstract readonly texts: AreaTexts<Texts>;

  /** How the loading stands. */
  protected phase: AreaPhase = 'loading';
  #failure: unknown;
  #said = '';
  #turn = 0;
  #asked = '';

  /** Loads what is shown first; called when there is a session, and by "try again". Rejections become the failed state. */
  protected abstract load(client: AgentClient): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#onUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#onUnload);
  }

  /** What would be lost if the area were left now. An area in which something is edited says so here. */
  protected get unsaved(): readonly UnsavedWork[] {
    return [];
  }

  /** Asks about each of {@link unsaved}, and gives them up when all may be lost; `true` when the area may be left. */
  async mayLeave(): Promise<boolean> {
    return this.mayLose(this.unsaved);
  }

  /** Asks about some work; `true` when it was given up. */
  protected async mayLose(works: readonly UnsavedWork[]): Promise<boolean> {
    for (const { name } of works) {
      this.#asked = name;
      this.requestUpdate();
      await this.updateComplete;
      const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog.unsaved');
      if (!dialog || !(await askBeforeLoss(dialog))) return false;
    }
    for (const { giveUp } of works) giveUp();
    return true;
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    if (client.state.get().session) void this.reload();
    return [client.on('session-started', () => void this.reload())];
  }

  /** Loads again from the beginning. */
  protected async reload(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.phase = 'loading';
    this.requestUpdate();
    await this.latest(
      () => this.load(client),
      () => {
        this.phase = 'ready';
      },
      (error) => {
        this.phase = 'failed';
        this.#failure = error;
      },
    );
  }

  /**
   * Runs a request whose answer counts only while no later one was begun here, so that a slow answer never overwrites a newer one.
   *
   * @param run the request
   * @param done takes its answer
   * @param failed takes its failure
   */
  protected async latest<Answer>(
    run: () => Promise<Answer>,
    done: (answer: Answer) => void,
    failed: (error: unknown) => void,
  ): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const answer = await run();
      if (turn === this.#turn) done(answer);
    } catch (error) {
      if (turn === this.#turn) failed(error);
    }
    if (turn === this.#turn) this.requestUpdate();
  }

  /** A text of this area. */
  protected say(key: Exclude<keyof Texts, 'locale'>, params?: TextParams): string {
    const { words } = this;
    return words ? formatText(this.texts[words.locale], key as never, params) : '';
  }

  /** Reads out, politely, what happened. */
  protected announce(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }

  protected override view(words: Words): TemplateResult {
    return html`<section class="area" dir=${words.direction} aria-busy=${this.phase === 'loading'}>
      ${this.phase === 'failed' ? this.#failed(words) : this.content(words, this.phase)}
      <p class="hidden-text" role="status">${this.#said}</p>
      ${unsavedDialog(words, this.#asked)}
    </section>`;
  }

  /** What the area shows. While it is loading for the first time it shows its frame, so that nothing jumps. */
  protected abstract content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult;

  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (this.unsaved.length > 0) event.preventDefault();
  };

  #failed(words: Words): TemplateResult {
    return html`<div class="empty">
      ${icon('warning')}
      <p role="alert">${this.explain(this.#failure)}</p>
      ${isTellsafeError(this.#failure, 'permission_denied') ? nothing : html`<button class="primary" type="button" @click=${() => void this.reload()}>${words.say('retry')}</button>`}
    </div>`;
  }
}
