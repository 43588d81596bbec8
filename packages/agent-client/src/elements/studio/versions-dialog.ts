// Versions of a form: who made them when, what differs from the current one, and rolling back.
import type { FormDefinition } from '@tellsafe/core/form';
import type { StudioFormResponse, StudioVersion } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Studio } from '../../studio.ts';
import { icon } from '../shared/icons.ts';
import { dialogStyles } from './dialog-styles.ts';
import { differenceView } from './difference-view.ts';
import { changedText, type Writing } from './writing.ts';

/** `<tellsafe-studio-versions>`. Tells `version-restored` with the form as it is then. */
export class VersionsDialog extends LitElement {
  static override styles = dialogStyles;
  static override properties = { writing: { attribute: false } };

  declare writing: Writing | undefined;
  #studio: Studio | undefined;
  #form: StudioFormResponse | undefined;
  #explain: (error: unknown) => string = () => '';
  readonly #definitions = new Map<number, FormDefinition>();
  #compared: number | undefined;
  #failure = '';
  #isBusy = false;

  /** Opens the dialog. */
  async show(studio: Studio, form: StudioFormResponse, explain: (error: unknown) => string): Promise<void> {
    this.#studio = studio;
    this.#form = form;
    this.#explain = explain;
    this.#definitions.clear();
    this.#compared = undefined;
    this.#failure = '';
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { writing } = this;
    const form = this.#form;
    if (!writing || !form) return nothing;
    const { say, words } = writing;
    return html`<dialog aria-labelledby="versions" dir=${words.direction}><div class="dialog">
      <h3 id="versions"><bdi>${say('versionsOf', { name: form.form.name })}</bdi></h3>
      <p class="muted">${say('restoreHint')}</p>
      ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.#failure}</span></p>` : nothing}
      <ol class="versions">${form.versions.map((version) => this.#entry(writing, form, version))}</ol>
      <div class="buttons"><button type="button" autofocus @click=${this.#close}>${words.say('close')}</button></div>
    </div></dialog>`;
  }

  #entry(writing: Writing, { form, definition }: StudioFormResponse, version: StudioVersion): TemplateResult {
    const { say } = writing;
    const { version: number, restored } = version;
    const isCurrent = number === form.version;
    const older = this.#compared === number ? this.#definitions.get(number) : undefined;
    return html`<li>
      <div class="version-head">
        <strong>${say('versionNumber', { number })}</strong>
        ${isCurrent ? html`<span class="tag good">${say('current')}</span>` : nothing}
        ${restored === undefined ? nothing : html`<span class="tag">${say('restoredFrom', { number: restored })}</span>`}
        <span class="muted"><bdi>${changedText(writing, version)}</bdi></span>
        ${
          isCurrent
            ? nothing
            : html`<button class="link" type="button" aria-expanded=${older !== undefined} @click=${() => void this.#compare(number)}>${say('showDifference')}</button>
              <button type="button" aria-disabled=${this.#isBusy} @click=${() => void this.#restore(number)}>${icon('undo', 'flips')}${say('restore', { number })}</button>`
        }
      </div>
      ${older ? differenceView(writing, older, definition) : nothing}
    </li>`;
  }

  async #compare(number: number): Promise<void> {
    this.#compared = this.#compared === number ? undefined : number;
    await this.#try(async (studio, formId) => {
      if (!this.#definitions.has(number))
        this.#definitions.set(number, (await studio.version(formId, number)).definition);
    });
  }

  async #restore(version: number): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    await this.#try(async (studio, formId) => {
      const result = await studio.restore(formId, { base: this.#form?.form.version ?? 0, version });
      if (!result.saved) {
        // Somebody else made a version meanwhile: look at the list again, then decide.
        this.#form = result.theirs;
        this.#failure = this.#conflict(result.theirs);
        return;
      }
      this.#close();
      this.dispatchEvent(new CustomEvent('version-restored', { detail: result.now }));
    });
    this.#isBusy = false;
    this.requestUpdate();
  }

  #conflict({ form }: StudioFormResponse): string {
    const params = { name: form.changed.by?.name ?? '', number: form.version };
    return this.writing?.say(form.changed.by ? 'conflictText' : 'conflictCode', params) ?? '';
  }

  async #try(run: (studio: Studio, formId: string) => Promise<void>): Promise<void> {
    if (!this.#studio || !this.#form) return;
    this.#failure = '';
    this.requestUpdate();
    try {
      await run(this.#studio, this.#form.form.id);
    } catch (error) {
      this.#failure = this.#explain(error);
    }
    this.requestUpdate();
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();
}
