// The dialog that imports an archive key: file and passphrase go to the client's memory and nowhere else.
import { isTellsafeError } from '@tellsafe/core';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { History } from '../../history.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { historyStyles } from './styles.ts';
import type { HistoryTexts } from './texts.ts';

/** What the dialog needs. */
export interface KeyWriting {
  readonly words: Words;
  say(key: Exclude<keyof HistoryTexts, 'locale'>): string;
  explain(error: unknown): string;
}

type Field = 'file' | 'passphrase';

/** Internal part of `<tellsafe-history>`: not a public element. @fires key-imported - a key was imported */
export class KeyDialog extends LitElement {
  static override styles = historyStyles;
  static override properties = { writing: { attribute: false }, history: { attribute: false } };

  declare writing: KeyWriting | undefined;
  declare history: History | undefined;

  #problem: { readonly field: Field | undefined; readonly text: string } | undefined;
  #isBusy = false;

  constructor() {
    super();
    this.writing = undefined;
    this.history = undefined;
  }

  /** Opens the dialog. */
  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  /** Closes it, with what was typed. */
  hide(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  override render(): TemplateResult | typeof nothing {
    const { writing } = this;
    if (!writing) return nothing;
    const { say, words } = writing;
    return html`<dialog dir=${words.direction} aria-labelledby="key-title" @close=${this.#forget}>
      <form @submit=${this.#submit} novalidate autocomplete="off">
        <h3 id="key-title">${say('importKey')}</h3>
        <p class="muted">${say('keyMissing')}</p>
        <div class="field">
          <label for="file">${say('keyFile')}</label>
          <input id="file" type="file" required aria-invalid=${this.#problem?.field === 'file'} aria-describedby="file-hint file-error" />
          <span class="hint" id="file-hint">${say('keyFileHint')}</span>
          ${this.#error('file')}
        </div>
        <div class="field">
          <label for="passphrase">${say('passphrase')}</label>
          <input id="passphrase" type="password" dir="auto" autocomplete="off" spellcheck="false" aria-invalid=${this.#problem?.field === 'passphrase'} aria-describedby="passphrase-error" />
          ${this.#error('passphrase')}
        </div>
        ${this.#problem && !this.#problem.field ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.#problem.text}</span></p>` : nothing}
        <div class="buttons">
          <button type="button" @click=${() => this.hide()}>${say('cancel')}</button>
          <button class="primary" type="submit" aria-disabled=${this.#isBusy}>${say(this.#isBusy ? 'importing' : 'importKey')}</button>
        </div>
        <p class="hidden-text" role="status">${this.#isBusy ? say('importing') : ''}</p>
      </form>
    </dialog>`;
  }

  #error(field: Field): TemplateResult {
    const text = this.#problem?.field === field ? this.#problem.text : '';
    return html`<span class="error" id="${field}-error">${text ? html`${icon('warning')}${text}` : nothing}</span>`;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { history, writing } = this;
    if (this.#isBusy || !history || !writing) return;
    const [file] = this.#input('file')?.files ?? [];
    const passphrase = this.#input('passphrase')?.value ?? '';
    if (!file) return this.#refuse('file', writing.say('fileMissing'));
    this.#isBusy = true;
    this.#problem = undefined;
    this.requestUpdate();
    try {
      await history.importArchiveKey(file, passphrase === '' ? undefined : passphrase);
      this.#isBusy = false;
      this.hide();
      this.dispatchEvent(new CustomEvent('key-imported'));
    } catch (error) {
      this.#isBusy = false;
      const key = isTellsafeError(error, 'key_file_invalid') ? error.params?.key : undefined;
      if (key === 'passphrase') this.#refuse('passphrase', writing.say('passphraseWrong'));
      else if (key === 'file') this.#refuse('file', writing.say('fileWrong'));
      else this.#refuse(undefined, writing.explain(error));
    }
  };

  #refuse(field: Field | undefined, text: string): void {
    this.#problem = { field, text };
    this.requestUpdate();
    if (field) void this.updateComplete.then(() => this.#input(field)?.focus());
  }

  #input(id: Field): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
  }

  /** **Security:** neither file nor passphrase stays in a field of the page. */
  readonly #forget = (): void => {
    this.renderRoot.querySelector('form')?.reset();
    this.#problem = undefined;
    this.requestUpdate();
  };
}
