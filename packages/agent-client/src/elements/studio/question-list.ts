// The questions of the form that is edited: their list with what can be done to it, by keyboard, by buttons and by pointer.
import { QUESTION_LIMIT } from '@tellsafe/core/form';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../shared/icons.ts';
import {
  blankQuestion,
  type Draft,
  type DraftQuestion,
  withCopy,
  withFields,
  withOrder,
  withoutQuestion,
  withQuestion,
} from './draft.ts';
import type { Editing } from './editing.ts';
import { issueText } from './issue-texts.ts';
import { questionCard } from './question-card.ts';
import { followDrag } from './question-drag.ts';
import type { Writing } from './writing.ts';

/** The editor around the list. */
export interface QuestionListHost {
  readonly root: () => ShadowRoot;
  /** Settles when what was changed is on the screen. */
  readonly rendered: () => Promise<unknown>;
  readonly change: (next: Draft, about?: string) => void;
  readonly refresh: () => void;
  /** Reads out what happened. */
  readonly said: (text: string, canUndo?: boolean) => void;
}

/** The list, and which of its questions is open or dragged. */
export class QuestionList {
  readonly #host: QuestionListHost;
  #open = '';
  #dragged = '';
  #now: { readonly writing: Writing; readonly editing: Editing } | undefined;

  constructor(host: QuestionListHost) {
    this.#host = host;
  }

  /** Opens a question; closes the one that was open. */
  open(key = ''): void {
    this.#open = key;
    this.#host.refresh();
  }

  view(writing: Writing, editing: Editing): TemplateResult {
    this.#now = { writing, editing };
    const { say } = writing;
    const { draft } = editing;
    const { questions } = draft;
    const isFull = questions.length >= QUESTION_LIMIT;
    const whole = editing.errorAt('questions', true);
    const addOne = () =>
      this.#add(withQuestion(draft, blankQuestion(draft)), say('added', { number: questions.length + 1 }));
    return html`<section class="card" aria-labelledby="questions">
      <div class="section-head"><h3 id="questions">${say('questions')}</h3><span class="muted">${say('questionsLeft', { count: questions.length, max: QUESTION_LIMIT })}</span></div>
      ${whole ? html`<p class="notice bad">${icon('warning')}<span>${issueText(writing, whole)}</span></p>` : nothing}
      <ol class="questions ${this.#dragged ? 'dragging' : ''}">${repeat(
        questions,
        ({ key }) => key,
        (question, at) => this.#card(question, at, isFull, writing, editing),
      )}</ol>
      <div class="buttons">
        <button type="button" ?disabled=${isFull} @click=${addOne}>${icon('plus')}${say('addQuestion')}</button>
        ${isFull ? html`<span class="muted">${say('limitReached', { max: QUESTION_LIMIT })}</span>` : nothing}
      </div>
    </section>`;
  }

  #card(question: DraftQuestion, at: number, isFull: boolean, writing: Writing, editing: Editing): TemplateResult {
    const { draft, verdict } = editing;
    const { key } = question;
    const errorAt = (path: string) => editing.errorAt(path);
    return questionCard(
      question,
      {
        ...{ writing, at, errorAt },
        change: (fields, about) => this.#host.change(withFields(draft, key, fields), about),
      },
      {
        ...{ count: draft.questions.length, isFull, verdict },
        ...{ isOpen: this.#open === key, isDragged: this.#dragged === key },
      },
      {
        toggle: () => this.open(this.#open === key ? '' : key),
        moveTo: (to) => this.#move(key, to),
        duplicate: () => this.#add(withCopy(draft, key), writing.say('copied')),
        remove: () => this.#remove(key),
        grab: (event) => this.#grab(event, key),
      },
    );
  }

  #add(next: Draft, said: string): void {
    const known = new Set(this.#questions.map(({ key }) => key));
    const added = next.questions.find(({ key }) => !known.has(key));
    this.#host.change(next);
    if (!added) return;
    this.open(added.key);
    this.#host.said(said);
    this.#focus(() => this.#field(added.key, 'input'));
  }

  #remove(key: string): void {
    const { writing, editing } = this.#now ?? {};
    const at = this.#placeOf(key);
    const gone = this.#questions[at];
    if (!editing || !gone || !writing) return;
    this.#host.change(withoutQuestion(editing.draft, key));
    const label = gone.label.trim() || writing.say('question', { number: at + 1 });
    this.#host.said(writing.say('removed', { label }), true);
    const next = this.#questions[Math.min(at, this.#questions.length - 1)];
    this.#focus(() => (next ? this.#field(next.key, '.opener') : this.#host.root().querySelector<HTMLElement>('h2')));
  }

  #move(key: string, to: number): void {
    if (to < 0 || to >= this.#questions.length) return;
    const focused = this.#host.root().activeElement;
    this.#reorder(key, to);
    this.#tellPlace(key);
    // The button goes along; at an end the one that is left takes over.
    this.#focus(() =>
      focused instanceof HTMLButtonElement && !focused.disabled ? focused : this.#field(key, '.handle'),
    );
  }

  #grab(event: PointerEvent, key: string): void {
    const from = this.#placeOf(key);
    const list = this.#host.root().querySelector<HTMLElement>('.questions');
    if (event.button !== 0 || !list) return;
    this.#dragged = key;
    this.#host.refresh();
    followDrag(event, list, key, {
      moveTo: (to) => this.#reorder(key, to, `order ${key}`),
      end: (isCancelled) => {
        if (isCancelled) this.#reorder(key, from, `order ${key}`);
        this.#dragged = '';
        this.#host.refresh();
        if (this.#placeOf(key) !== from) this.#tellPlace(key);
        this.#focus(() => this.#field(key, '.handle'));
      },
    });
  }

  #reorder(key: string, to: number, about?: string): void {
    const { editing } = this.#now ?? {};
    if (editing) this.#host.change(withOrder(editing.draft, key, to), about);
  }

  #tellPlace(key: string): void {
    const { writing } = this.#now ?? {};
    const at = this.#placeOf(key);
    const label = this.#questions[at]?.label.trim() || writing?.say('untitledQuestion');
    if (writing)
      this.#host.said(writing.say('moved', { label: label ?? '', number: at + 1, count: this.#questions.length }));
  }

  get #questions(): readonly DraftQuestion[] {
    return this.#now?.editing.draft.questions ?? [];
  }

  #placeOf(key: string): number {
    return this.#questions.findIndex((question) => question.key === key);
  }

  #field(key: string, selector: string): HTMLElement | null {
    return this.#host.root().querySelector(`[data-key="${key}"] ${selector}`);
  }

  #focus(find: () => HTMLElement | null): void {
    void this.#host.rendered().then(() => find()?.focus());
  }
}
