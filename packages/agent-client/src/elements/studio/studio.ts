// The studio's page (SF-ADM-01): the list of forms, the editor, and the settings of the account.
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import type { StudioFormSummary, StudioSettingsResponse } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import type { UnsavedWork } from '../shared/area/unsaved-work.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { type Draft, draftOf, idFromName, inputOf } from './draft.ts';
import type { Edited } from './editing.ts';
import type { StudioEditor } from './editor.ts';
import { formList, templateDialog } from './form-list.ts';
import type { StudioSettings } from './settings-page.ts';
import { studioStyles } from './studio-styles.ts';
import { begin, type Template, templates } from './templates.ts';
import { type StudioTexts, studioTexts } from './texts.ts';
import type { Writing } from './writing.ts';

/**
 * Forms of an account: list, editor with the real form as preview, versions, theme, time limits, languages. The session needs the permission
 * `forms.manage`. A draft that is not saved is kept in the tab's `sessionStorage`; a definition holds no personal data.
 */
export class TellsafeStudio extends AreaElement<StudioTexts> {
  static override styles = studioStyles;

  protected override readonly texts = studioTexts;
  #forms: readonly StudioFormSummary[] | undefined;
  #settings: StudioSettingsResponse | undefined;
  #view: 'forms' | 'settings' | 'editor' = 'forms';
  #search = '';
  #failure: unknown;
  #told: { readonly text: string; readonly undo?: () => void } | undefined;
  #writing: Writing | undefined;

  protected override async load(client: AgentClient): Promise<void> {
    const [forms, settings] = await Promise.all([client.studio.forms(), client.studio.settings()]);
    this.#forms = forms;
    this.#settings = settings;
  }

  protected override get unsaved(): readonly UnsavedWork[] {
    const settings = this.renderRoot.querySelector<StudioSettings>('tellsafe-studio-settings');
    const form = this.#editor?.unsaved;
    return [
      ...(form ? [form] : []),
      ...(settings?.isDirty ? [{ name: this.say('settings'), giveUp: () => settings.discard() }] : []),
    ];
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    const writing = this.#writingIn(words);
    return html`${this.#view === 'editor' ? nothing : this.#head(writing, phase)}
      ${this.#failure ? html`<p class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)}</span></p>` : nothing}
      ${this.#view === 'forms' ? this.#list(writing) : nothing}
      <tellsafe-studio-settings ?hidden=${this.#view !== 'settings'} role="tabpanel" aria-label=${writing.say('settings')} .writing=${writing} .sample=${this.#sample(writing)}
        .explain=${this.#explain} @settings-saved=${this.#onSettings} @editor-said=${this.#onSaid}></tellsafe-studio-settings>
      <tellsafe-studio-editor ?hidden=${this.#view !== 'editor'} .writing=${writing} .explain=${this.#explain} @editor-left=${() => void this.#leaveEditor()} @editor-saved=${() => void this.#refresh()} @editor-said=${this.#onSaid}></tellsafe-studio-editor>
      ${
        this.#told
          ? html`<p class="notice good said">${icon('check')}<span>${this.#told.text}</span>${this.#told.undo ? html`<button class="link" type="button" @click=${this.#takeBack}>${this.say('undo')}</button>` : nothing}
            <button class="quiet round" type="button" aria-label=${words.say('close')} @click=${() => this.#tell(undefined)}>${icon('close')}</button></p>`
          : nothing
      }
      ${templateDialog(writing, (template) => void this.#startWith(template))}`;
  }

  #head({ say }: Writing, phase: AreaPhase): TemplateResult {
    const tab = (
      view: 'forms' | 'settings',
    ) => html`<button type="button" role="tab" aria-selected=${this.#view === view} tabindex=${this.#view === view ? 0 : -1}
      ?disabled=${phase === 'loading'} @click=${() => void this.#go(view)} @keydown=${this.#onTabKey}>${say(view)}</button>`;
    return html`<header class="area-head"><h2>${say('title')}</h2>
        <button class="primary" type="button" ?disabled=${!this.#forms} @click=${this.#openTemplates}>${icon('plus')}${say('newForm')}</button>
        <p class="lead">${say('lead')}</p></header>
      <div class="tabs" role="tablist" aria-label=${say('title')}>${tab('forms')}${tab('settings')}</div>`;
  }

  #list(writing: Writing): TemplateResult {
    return formList(writing, this.#forms, this.#search, {
      find: (text) => {
        this.#search = text;
        this.requestUpdate();
        const { length } = this.#forms ?? [];
        if (text.trim() !== '') this.announce(this.say('listed', { count: length }));
      },
      edit: (id) => void this.#edit(id),
      duplicate: (id) => void this.#edit(id, true),
      switch: (form) => void this.#switch(form),
      startNew: this.#openTemplates,
    });
  }

  /** Opens a form in the editor, or a new one with its fields. */
  async #edit(id: string, isCopy = false): Promise<void> {
    await this.#try(async (client) => {
      const form = await client.studio.form(id);
      const draft = draftOf(form.definition);
      if (!isCopy) return this.#open(client, { form, draft });
      const name = this.say('copyOf', { name: draft.name }).slice(0, 120);
      this.#open(client, { draft: { ...draft, name, id: idFromName(name, this.#taken) } });
    });
  }

  async #startWith(template: Template | undefined): Promise<void> {
    const { client } = this;
    const writing = this.#writing;
    if (!client || !writing) return;
    const draft: Draft = begin(writing, template);
    this.#open(client, { draft: { ...draft, id: idFromName(draft.name, this.#taken) } });
  }

  #open(client: AgentClient, edited: Pick<Edited, 'draft' | 'form'>): void {
    const settings = this.#settings;
    const accountId = client.state.get().session?.accountId ?? '';
    if (!settings) return;
    this.#editor?.edit({ studio: client.studio, accountId, taken: this.#taken, settings, ...edited });
    this.#show('editor');
    const editor = this.#editor;
    void editor?.updateComplete.then(() =>
      editor.renderRoot.querySelector<HTMLElement>(edited.form ? 'h2' : '#name')?.focus(),
    );
  }

  async #switch({ id, name, enabled }: StudioFormSummary): Promise<void> {
    await this.#try(async (client) => {
      await client.studio.enable(id, !enabled);
      await this.#refresh();
      this.#tell({ text: this.say(enabled ? 'nowDisabled' : 'nowEnabled', { name }) });
    });
  }

  async #go(view: 'forms' | 'settings'): Promise<void> {
    const { client } = this;
    const settings = this.renderRoot.querySelector<StudioSettings>('tellsafe-studio-settings');
    if (view === 'settings' && client && settings && !settings.isDirty) {
      await this.#try(async () => {
        this.#settings = await client.studio.settings();
        settings.edit(client.studio, this.#settings);
      });
    }
    this.#show(view);
  }

  #show(view: 'forms' | 'settings' | 'editor'): void {
    this.#view = view;
    this.#failure = undefined;
    this.#tell(undefined);
  }

  async #refresh(): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#forms = await client.studio.forms();
    this.requestUpdate();
  }

  async #try(run: (client: AgentClient) => Promise<void>): Promise<void> {
    const { client } = this;
    if (!client) return;
    this.#failure = undefined;
    try {
      await run(client);
    } catch (error) {
      this.#failure = error;
    }
    this.requestUpdate();
  }

  async #leaveEditor(): Promise<void> {
    const form = this.#editor?.unsaved;
    if (!(await this.mayLose(form ? [form] : []))) return;
    this.#show('forms');
    void this.#try(() => this.#refresh());
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.area-head .primary')?.focus();
  }

  readonly #onSettings = ({ detail }: CustomEvent<StudioSettingsResponse>): void => {
    this.#settings = detail;
  };

  readonly #onSaid = ({ detail }: CustomEvent<{ readonly text: string; readonly undo?: () => void }>): void => {
    this.announce(detail.text);
    // What only says where a question stands now is heard, not shown.
    if (detail.undo || this.#view === 'settings') this.#tell(detail);
    else this.#tell(undefined);
  };

  readonly #onTabKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const view = this.#view === 'forms' ? 'settings' : 'forms';
    void this.#go(view).then(async () => {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    });
  };

  readonly #takeBack = (): void => {
    this.#told?.undo?.();
    this.#tell(undefined);
  };

  readonly #openTemplates = (): void =>
    this.renderRoot.querySelector<HTMLDialogElement>('dialog.templates')?.showModal();
  readonly #explain = (error: unknown): string => this.explain(error);

  #tell(told: { readonly text: string; readonly undo?: () => void } | undefined): void {
    this.#told = told;
    if (told) this.announce(told.text);
    this.requestUpdate();
  }

  get #taken(): readonly string[] {
    return (this.#forms ?? []).map(({ id }) => id);
  }

  get #editor(): StudioEditor | null {
    return this.renderRoot.querySelector('tellsafe-studio-editor');
  }

  #sampled: { readonly locale: string; readonly definition: ReturnType<typeof parseFormDefinition> } | undefined;

  /** What the settings' preview shows: the template that has the most kinds of questions. */
  #sample(writing: Writing) {
    const { locale } = writing.words;
    if (this.#sampled?.locale !== locale) {
      this.#sampled = {
        locale,
        definition: parseFormDefinition({ ...inputOf(begin(writing, templates[0])), id: 'sample' }),
      };
    }
    return this.#sampled.definition;
  }

  /** The same until the language changes. */
  #writingIn(words: Words): Writing {
    if (this.#writing?.words !== words) this.#writing = { words, say: (key, params) => this.say(key, params) };
    return this.#writing ?? { words, say: () => '' };
  }
}
