// The editor of one form: fields, questions, preview, saving. What was typed survives a reload of the tab; leaving asks.
import { QUESTION_LIMIT } from '@tellsafe/core/form';
import type { StudioFormResponse } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../shared/icons.ts';
import { previewOf } from './check.ts';
import type { ConflictDialog } from './conflict-dialog.ts';
import {
  blankQuestion,
  type Draft,
  inputOf,
  withCopy,
  withFields,
  withOrder,
  withoutQuestion,
  withQuestion,
} from './draft.ts';
import { type DraftHistory, redone, undone } from './draft-history.ts';
import { type Edited, Editing } from './editing.ts';
import { editorStyles } from './editor-styles.ts';
import { type FormContext, formFields, ownTheme } from './form-fields.ts';
import { issueText } from './issue-texts.ts';
import { questionCard } from './question-card.ts';
import { followDrag } from './question-drag.ts';
import type { VersionsDialog } from './versions-dialog.ts';
import type { Writing } from './writing.ts';

/** `<tellsafe-studio-editor>`. Tells `editor-left`, and `editor-said` with a text to read out. */
export class StudioEditor extends LitElement {
  static override styles = editorStyles;
  static override properties = { writing: { attribute: false } };

  declare writing: Writing | undefined;
  /** A failure in words. */
  explain: (error: unknown) => string = () => '';

  #editing: Editing | undefined;
  #open = '';
  #dragged = '';
  #isSaving = false;
  #failure = '';

  /** Begins to edit. A draft that a reload left behind goes on. */
  edit(edited: Edited): void {
    this.#go(new Editing(edited));
  }

  /** Whether something would be lost. */
  get isDirty(): boolean {
    return this.#editing?.isDirty ?? false;
  }

  /** Asks before something is lost; true when the editor may go. */
  async mayLeave(): Promise<boolean> {
    if (!this.isDirty) return true;
    const dialog = this.renderRoot.querySelector<HTMLDialogElement>('dialog.leaving');
    if (!dialog) return true;
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    if (dialog.returnValue !== 'leave') return false;
    this.#editing?.forget();
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#onUnload);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#onUnload);
  }

  override render(): TemplateResult | typeof nothing {
    const { writing } = this;
    const editing = this.#editing;
    if (!writing || !editing) return nothing;
    const { say } = writing;
    const { edited, history, verdict, draft: now } = editing;
    const title = now.name.trim() || say('untitled');
    return html`<div class="editor" dir=${writing.words.direction} @keydown=${this.#onKey}>
      <header class="area-head">
        <button class="quiet back" type="button" @click=${this.#leave}>${icon('back', 'flips')}${say('backToForms')}</button>
        <h2 tabindex="-1"><bdi>${title}</bdi></h2>
        <span class="tag ${editing.isDirty ? 'warn' : ''}">${say(editing.isDirty ? 'unsaved' : 'unchanged')}</span>
        <div class="buttons">
          <button class="quiet round" type="button" aria-label=${say('undo')} ?disabled=${history.before.length === 0} @click=${this.#undo}>${icon('undo', 'flips')}</button>
          <button class="quiet round" type="button" aria-label=${say('redo')} ?disabled=${history.after.length === 0} @click=${this.#redo}>${icon('redo', 'flips')}</button>
          ${edited.form ? html`<button type="button" @click=${this.#showVersions}>${icon('clock')}${say('versions')}</button>` : nothing}
          <button class="primary" type="button" aria-disabled=${this.#isSaving} @click=${() => void this.save()}>${say(this.#isSaving ? 'saving' : 'save')}</button>
        </div>
      </header>
      ${editing.isRestored && editing.isDirty ? html`<p class="notice">${icon('clock')}<span>${say('restoredDraft')} <button class="link" type="button" @click=${this.#discard}>${say('discard')}</button></span></p>` : nothing}
      ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.#failure}</span></p>` : nothing}
      <div class="columns">
        <div class="column">${this.#fields(writing, editing)}</div>
        <aside class="column side" aria-label=${say('preview')}>
          <tellsafe-studio-preview .writing=${writing} .address=${edited.settings.preview} .theme=${edited.settings.theme}
            .definition=${previewOf(now, verdict, say('untitledQuestion'))}></tellsafe-studio-preview>
        </aside>
      </div>
      <dialog class="leaving" aria-labelledby="leaving"><form method="dialog">
        <h3 id="leaving">${say('leaveTitle')}</h3><p>${say('leaveText', { name: title })}</p>
        <div class="buttons"><button value="stay" autofocus>${say('stay')}</button><button class="destructive" value="leave">${say('leave')}</button></div>
      </form></dialog>
      <tellsafe-studio-versions .writing=${writing} @version-restored=${this.#onRestored}></tellsafe-studio-versions>
      <tellsafe-studio-conflict .writing=${writing}></tellsafe-studio-conflict>
    </div>`;
  }

  /** Saves, or shows what must be mended first. */
  async save(): Promise<void> {
    const editing = this.#editing;
    if (!editing || this.#isSaving) return;
    editing.try();
    this.#failure = '';
    if (!editing.verdict.definition) this.#showErrors(editing);
    else await this.#send(editing, editing.draft, editing.base);
  }

  async #send(editing: Editing, draft: Draft, base: number): Promise<void> {
    const definition = inputOf(draft);
    this.#isSaving = true;
    this.requestUpdate();
    try {
      const result = await editing.edited.studio.save(definition.id, { base, definition });
      if (result.saved) this.#onSaved(editing, result.now);
      else await this.#settle(editing, draft, result.theirs);
    } catch (error) {
      editing.refuse(error);
      this.#failure = this.explain(error);
    }
    this.#isSaving = false;
    this.requestUpdate();
  }

  #onSaved(editing: Editing, form: StudioFormResponse): void {
    this.#go(editing.saved(form));
    const { name, version } = form.form;
    this.#say(this.writing?.say('saved', { name, number: version }) ?? '');
    this.#tell('editor-saved', form);
  }

  /** Somebody else was faster: nothing is saved before the admin chose. */
  async #settle(editing: Editing, draft: Draft, theirs: StudioFormResponse): Promise<void> {
    const mine = editing.verdict.definition;
    const dialog = this.renderRoot.querySelector<ConflictDialog>('tellsafe-studio-conflict');
    if (!mine || !dialog) return;
    this.#isSaving = false;
    this.requestUpdate();
    const { form } = editing.edited;
    const before = form?.form.version === editing.base ? form.definition : undefined;
    const choice = await dialog.ask({ theirs, mine, ...(before && { before }) });
    if (choice === 'mine') await this.#send(editing, draft, theirs.form.version);
    if (choice === 'theirs') this.#onSaved(editing, theirs);
  }

  #showErrors({ verdict, draft }: Editing): void {
    this.#failure = this.writing?.say('errorsFound', { count: verdict.errors.size + verdict.contrast.length }) ?? '';
    const [first] = verdict.errors.keys();
    const at = /^questions\.(\d+)/.exec(first ?? '')?.[1];
    if (at !== undefined) this.#open = draft.questions[Number(at)]?.key ?? '';
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  #fields(writing: Writing, editing: Editing): TemplateResult {
    const { say } = writing;
    const { edited, draft, verdict } = editing;
    const { settings, form, taken } = edited;
    const { questions } = draft;
    const errorAt = (path: string) => editing.errorAt(path);
    const isFull = questions.length >= QUESTION_LIMIT;
    const whole = editing.errorAt('questions', true);
    const context: FormContext = {
      ...{ writing, verdict, account: settings.theme, isNew: !form, taken },
      errorAt,
      change: (fields, about) => this.#change({ ...draft, ...fields }, about),
    };
    return html`${formFields(draft, context)}
    <section class="card" aria-labelledby="questions">
      <div class="section-head"><h3 id="questions">${say('questions')}</h3><span class="muted">${say('questionsLeft', { count: questions.length, max: QUESTION_LIMIT })}</span></div>
      ${whole ? html`<p class="notice bad">${icon('warning')}<span>${issueText(writing, whole)}</span></p>` : nothing}
      <ol class="questions">${repeat(
        questions,
        ({ key }) => key,
        (question, at) =>
          questionCard(
            question,
            {
              ...{ writing, at, errorAt },
              change: (fields, about) => this.#change(withFields(draft, question.key, fields), about),
            },
            {
              count: questions.length,
              isOpen: this.#open === question.key,
              isDragged: this.#dragged === question.key,
              isFull,
              verdict,
            },
            {
              toggle: () => this.#toggle(question.key),
              moveTo: (to) => this.#move(question.key, to),
              duplicate: () => this.#add(withCopy(draft, question.key), say('copied')),
              remove: () => this.#remove(question.key),
              grab: (event) => this.#grab(event, question.key),
            },
          ),
      )}</ol>
      <div class="buttons">
        <button type="button" ?disabled=${isFull} @click=${() => this.#add(withQuestion(draft, blankQuestion(draft)), say('added', { number: questions.length + 1 }))}>${icon('plus')}${say('addQuestion')}</button>
        ${isFull ? html`<span class="muted">${say('limitReached', { max: QUESTION_LIMIT })}</span>` : nothing}
      </div>
    </section>
    ${ownTheme(draft, context)}`;
  }

  #change(next: Draft, about?: string): void {
    this.#editing?.change(next, about);
    this.requestUpdate();
  }

  #add(next: Draft, said: string): void {
    const known = new Set(this.#editing?.draft.questions.map(({ key }) => key));
    const added = next.questions.find(({ key }) => !known.has(key));
    this.#change(next);
    if (!added) return;
    this.#open = added.key;
    this.#say(said);
    void this.updateComplete.then(() => this.#field(added.key, 'input')?.focus());
  }

  #remove(key: string): void {
    const { writing } = this;
    const draft = this.#editing?.draft;
    const at = draft?.questions.findIndex((question) => question.key === key) ?? -1;
    const gone = draft?.questions[at];
    if (!draft || !gone || !writing) return;
    this.#change(withoutQuestion(draft, key));
    const label = gone.label.trim() || writing.say('question', { number: at + 1 });
    this.#say(writing.say('removed', { label }), true);
    const next = this.#editing?.draft.questions[Math.min(at, draft.questions.length - 2)];
    void this.updateComplete.then(() => {
      if (next) this.#field(next.key, '.opener')?.focus();
      else this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    });
  }

  #move(key: string, to: number, isQuiet = false): void {
    const draft = this.#editing?.draft;
    if (!draft || to < 0 || to >= draft.questions.length) return;
    const focused = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.#change(withOrder(draft, key, to), isQuiet ? `order ${key}` : undefined);
    const label = draft.questions.find((question) => question.key === key)?.label.trim();
    const { writing } = this;
    if (!writing || isQuiet) return;
    this.#say(
      writing.say('moved', {
        label: label || writing.say('untitledQuestion'),
        number: to + 1,
        count: draft.questions.length,
      }),
    );
    // The button goes along; at an end the one that is left takes over.
    void this.updateComplete.then(() => {
      if (focused instanceof HTMLButtonElement && focused.disabled) this.#field(key, '.handle')?.focus();
      else focused?.focus();
    });
  }

  #grab(event: PointerEvent, key: string): void {
    this.#dragged = key;
    this.requestUpdate();
    const list = this.renderRoot.querySelector<HTMLElement>('.questions');
    followDrag(event, list, key, {
      moveTo: (to) => this.#move(key, to, true),
      end: () => {
        this.#dragged = '';
        const now = this.#editing?.draft.questions ?? [];
        this.#move(
          key,
          now.findIndex((question) => question.key === key),
        );
        this.requestUpdate();
      },
    });
  }

  readonly #undo = (): void => this.#step(undone, 'undoneSaid');
  readonly #redo = (): void => this.#step(redone, 'redoneSaid');

  #step(step: (history: DraftHistory) => DraftHistory, said: 'undoneSaid' | 'redoneSaid'): void {
    this.#editing?.step(step);
    this.#say(this.writing?.say(said) ?? '');
    this.requestUpdate();
  }

  #onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      event.preventDefault();
      void this.save();
    }
    // In a field the browser's own steps are what people expect.
    const isField = (event.composedPath()[0] as HTMLElement).matches('input, textarea, select');
    if (isField || key !== 'z') return;
    event.preventDefault();
    if (event.shiftKey) this.#redo();
    else this.#undo();
  }

  #toggle(key: string): void {
    this.#open = this.#open === key ? '' : key;
    this.requestUpdate();
  }

  readonly #discard = (): void => {
    if (this.#editing) this.#go(this.#editing.anew());
  };

  readonly #leave = async (): Promise<void> => {
    if (await this.mayLeave()) this.#tell('editor-left', undefined);
  };

  readonly #showVersions = (): void => {
    const { form, studio } = this.#editing?.edited ?? {};
    if (form && studio)
      void this.renderRoot.querySelector<VersionsDialog>('tellsafe-studio-versions')?.show(studio, form, this.explain);
  };

  readonly #onRestored = ({ detail }: CustomEvent<StudioFormResponse>): void => {
    if (!this.#editing) return;
    this.#onSaved(this.#editing, detail);
    this.#go(this.#editing.anew());
  };

  readonly #onUnload = (event: BeforeUnloadEvent): void => {
    if (this.isDirty) event.preventDefault();
  };

  #go(editing: Editing): void {
    this.#editing = editing;
    this.#failure = '';
    this.requestUpdate();
  }

  #field(key: string, selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-key="${key}"] ${selector}`);
  }

  #say(text: string, canUndo = false): void {
    this.#tell('editor-said', { text, ...(canUndo && { undo: this.#undo }) });
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
