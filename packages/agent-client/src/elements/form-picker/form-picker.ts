// The picker: which form to send into a conversation, with a look at what it asks for. Sends it, or says why not.
import type { AgentForm } from '@tellsafe/core/wire';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AgentElement } from '../shared/agent-element.ts';
import type { ExtraTextKey } from '../shared/extra-texts.ts';
import { formPreview } from '../shared/form-preview.ts';
import { findForms, RECENT_FORMS } from '../shared/form-search.ts';
import { icon } from '../shared/icons.ts';
import { recentForms, rememberForm } from '../shared/recent-forms.ts';
import type { Words } from '../shared/words.ts';
import { formPickerStyles } from './styles.ts';

/**
 * Lists the forms that the agent may send, searchable, those sent lately first, each with a preview of its questions. Which
 * were sent lately stays on this device, by their ids.
 *
 * @fires form-sent - a form was sent; detail `{ invitation }`
 * @fires picker-closed - the person closed the picker
 * @csspart header - title and close button
 * @csspart search - the search field
 * @csspart form - one form
 * @csspart button - every button
 */
export class TellsafeFormPicker extends AgentElement {
  static override styles = formPickerStyles;
  static override properties = {
    ...AgentElement.properties,
    conversationId: { type: String, attribute: 'conversation-id' },
  };

  /** The conversation that a form is sent into. */
  declare conversationId: string | undefined;

  #forms: readonly AgentForm[] | undefined;
  #recent: readonly string[] = [];
  #search = '';
  #opened: string | undefined;
  #sending: string | undefined;
  #failure: unknown;
  #note = '';
  #wantsFocus = false;

  constructor() {
    super();
    this.conversationId = undefined;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('conversationId')) this.#note = '';
    if (changed.has('client')) void this.#load();
  }

  override updated(): void {
    const field = this.#wantsFocus && this.renderRoot.querySelector('input');
    if (!field) return;
    this.#wantsFocus = false;
    field.focus();
  }

  /** Moves the focus to the search field, or to the title until there is one. */
  override focus(): void {
    const field = this.renderRoot.querySelector('input');
    this.#wantsFocus = field === null;
    (field ?? this.renderRoot.querySelector('h2'))?.focus();
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    return [client.on('session-started', () => void this.#load())];
  }

  protected override view(words: Words): TemplateResult {
    return html`<section dir=${words.direction} aria-labelledby="title">
      <header part="header">
        <h2 id="title" tabindex="-1">${words.say('secureForms')}</h2>
        <button class="quiet round" part="button" type="button" aria-label=${words.say('close')} @click=${() => this.tell('picker-closed', {})}>${icon('close')}</button>
      </header>
      ${this.#failure ? this.#problem(words) : nothing}
      ${this.#list(words)}
      <p class="status" role="status">${this.#note}</p>
    </section>`;
  }

  #list(words: Words): TemplateResult {
    if (!this.#forms) {
      return this.#failure ? html`` : html`<div class="empty"><span class="spinner"></span></div>`;
    }
    if (this.#forms.length === 0) return html`<p class="empty">${words.say('noForms')}</p>`;
    const found = findForms(this.#forms, this.#search, this.#recent);
    const recent = this.#search.trim() === '' ? found.filter(({ id }) => this.#recent.includes(id)) : [];
    const others = found.filter((form) => !recent.includes(form));
    return html`
      <div class="search">
        ${icon('search')}
        <input part="search" type="search" aria-label=${words.say('searchForms')} placeholder=${words.say('searchForms')} .value=${this.#search} @input=${this.#onSearch} autocomplete="off" spellcheck="false" />
      </div>
      ${found.length === 0 ? html`<p class="empty" role="status">${words.say('noMatch')}</p>` : nothing}
      ${recent.length > 0 ? this.#group(words, 'recent', recent) : nothing}
      ${recent.length > 0 && others.length > 0 ? this.#group(words, 'allForms', others) : this.#cards(words, others)}
    `;
  }

  #group(words: Words, name: ExtraTextKey, forms: readonly AgentForm[]): TemplateResult {
    return html`<p class="group" id="group-${name}">${words.say(name)}</p>${this.#cards(words, forms, `group-${name}`)}`;
  }

  #cards(words: Words, forms: readonly AgentForm[], label?: string): TemplateResult | typeof nothing {
    if (forms.length === 0) return nothing;
    return html`<ul aria-labelledby=${label ?? 'title'}>${repeat(
      forms,
      (form) => form.id,
      (form) => this.#form(words, form),
    )}</ul>`;
  }

  #form(words: Words, { id, definition }: AgentForm): TemplateResult {
    const open = this.#opened === id;
    const count = definition.questions.length;
    return html`<li part="form" class=${open ? 'open' : ''}>
      <h3>
        <button class="summary" type="button" aria-expanded=${open} aria-controls="details-${id}" @click=${() => this.#toggle(id)}>
          <span class="badge">${icon('form')}</span>
          <span class="about">
            <span class="name"><bdi>${definition.name}</bdi></span>
            <span class="count">${words.say('questionCount', { count })}</span>
          </span>
          ${icon('chevron', 'chevron')}
        </button>
      </h3>
      <div class="details" id="details-${id}" ?hidden=${!open}>
        ${open ? formPreview(words, definition) : nothing}
        <button class="primary" part="button" type="button" ?disabled=${this.#sending !== undefined || !this.conversationId} @click=${() => void this.#send(id)}>
          ${icon('lock')}${words.say('sendFormNamed', { form: definition.name })}
        </button>
      </div>
    </li>`;
  }

  #problem(words: Words): TemplateResult {
    return html`<div class="notice bad" role="alert">
      ${icon('warning')}
      <span>${this.explain(this.#failure)}
        ${this.#forms ? nothing : html`<button class="link" type="button" @click=${() => void this.#load()}>${words.say('retry')}</button>`}
      </span>
    </div>`;
  }

  readonly #onSearch = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value;
    this.client?.touch();
    this.requestUpdate();
  };

  #toggle(formId: string): void {
    this.#opened = this.#opened === formId ? undefined : formId;
    this.client?.touch();
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    const { client } = this;
    this.#failure = undefined;
    try {
      const [forms, recent] = await Promise.all([client?.forms(), recentForms(client?.state.get().session)]);
      if (client !== this.client) return;
      this.#forms = forms;
      this.#recent = recent.filter((id) => forms?.some((form) => form.id === id)).slice(0, RECENT_FORMS);
    } catch (error) {
      this.#failure = error;
    }
    this.requestUpdate();
  }

  async #send(formId: string): Promise<void> {
    const { client, conversationId } = this;
    if (!client || !conversationId || this.#sending) return;
    this.#sending = formId;
    this.#failure = undefined;
    this.#note = '';
    this.requestUpdate();
    try {
      const invitation = await client.send(conversationId, formId);
      this.#note = this.words?.say('formSent', { form: invitation.formName }) ?? '';
      this.#opened = undefined;
      void rememberForm(client.state.get().session, formId);
      this.tell('form-sent', { invitation });
    } catch (error) {
      this.#failure = error;
    }
    this.#sending = undefined;
    this.requestUpdate();
  }
}
