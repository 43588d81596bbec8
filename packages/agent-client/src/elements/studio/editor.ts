// The editor of one form: fields, questions, preview, saving. What was typed survives a reload of the tab.
import type { StudioFormResponse } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { UnsavedWork } from '../shared/area/unsaved-work.ts';
import { icon } from '../shared/icons.ts';
import { previewOf } from './check.ts';
import type { ConflictDialog } from './conflict-dialog.ts';
import { type Draft, inputOf } from './draft.ts';
import { type DraftHistory, redone, undone } from './draft-history.ts';
import { type Edited, Editing } from './editing.ts';
import { editorStyles } from './editor-styles.ts';
import { type FormContext, formFields, ownTheme } from './form-fields.ts';
import { QuestionList } from './question-list.ts';
import type { VersionsDialog } from './versions-dialog.ts';
import type { Writing } from './writing.ts';
import { focusWrongField } from './wrong-field.ts';

/** `<tellsafe-studio-editor>`. Tells `editor-left` when the admin wants to leave it, and `editor-said` with a text to read out. */
export class StudioEditor extends LitElement {
  static override styles = editorStyles;
  static override properties = { writing: { attribute: false } };

  declare writing: Writing | undefined;
  /** A failure in words. */
  explain: (error: unknown) => string = () => '';

  #editing: Editing | undefined;
  readonly #questions = new QuestionList({
    root: () => this.renderRoot as ShadowRoot,
    rendered: () => this.updateComplete,
    change: (next, about) => this.#change(next, about),
    refresh: () => this.requestUpdate(),
    said: (text, canUndo) => this.#say(text, canUndo),
  });
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

  /** What would be lost now. */
  get unsaved(): UnsavedWork | undefined {
    const editing = this.#editing;
    if (!editing?.isDirty) return undefined;
    const name = editing.draft.name.trim() || (this.writing?.say('untitled') ?? '');
    return { name, giveUp: () => this.#giveUp(editing) };
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
    if (at !== undefined) this.#questions.open(draft.questions[Number(at)]?.key);
    this.requestUpdate();
    void this.updateComplete.then(() => focusWrongField(this.renderRoot));
  }

  #fields(writing: Writing, editing: Editing): TemplateResult {
    const { edited, draft, verdict } = editing;
    const { settings, form, taken } = edited;
    const errorAt = (path: string) => editing.errorAt(path);
    const context: FormContext = {
      ...{ writing, verdict, account: settings.theme, isNew: !form, taken },
      errorAt,
      change: (fields, about) => this.#change({ ...draft, ...fields }, about),
    };
    return html`${formFields(draft, context)}
    ${this.#questions.view(writing, editing)}
    ${ownTheme(draft, context)}`;
  }

  #change(next: Draft, about?: string): void {
    this.#editing?.change(next, about);
    this.requestUpdate();
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

  readonly #discard = (): void => {
    if (this.#editing) this.#go(this.#editing.anew());
  };

  readonly #leave = (): void => this.#tell('editor-left', undefined);

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

  #giveUp(editing: Editing): void {
    editing.forget();
    this.#editing = undefined;
    this.requestUpdate();
  }

  #go(editing: Editing): void {
    this.#editing = editing;
    this.#failure = '';
    this.requestUpdate();
  }

  #say(text: string, canUndo = false): void {
    this.#tell('editor-said', { text, ...(canUndo && { undo: this.#undo }) });
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
