// The page of operators: who there is, adding and changing somebody, taking and giving access, what roles and profiles may do.
import { isTellsafeError } from '@tellsafe/core';
import type { OperatorRole, OperatorView, ProfilesView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { createOperators, type Operators } from '../../operators.ts';
import { AreaElement, type AreaPhase } from '../shared/area/area-element.ts';
import { icon } from '../shared/icons.ts';
import { fullTime } from '../shared/times.ts';
import { visibleText } from '../shared/visible.ts';
import type { Words } from '../shared/words.ts';
import { grantsTable } from './grants-table.ts';
import {
  changesOf,
  type FieldProblems,
  fieldsOf,
  newOperator,
  type PersonFields,
  problemsIn,
  problemsOf,
  shownPeople,
} from './model.ts';
import { type AccessAction, personForm } from './person-form.ts';
import { peopleStyles } from './styles.ts';
import { type PeopleTexts, peopleTexts } from './texts.ts';

const roles: readonly OperatorRole[] = ['agent', 'manager', 'admin'];

/** What is asked before access changes. */
const questions = {
  disable: ['disableQuestion', 'disableNote', 'disable'],
  reset: ['resetQuestion', 'resetNote', 'reset'],
  removeSecondFactor: ['removeQuestion', 'removeNote', 'removeSecondFactor'],
} as const;

/** What is in the dialog. */
type Open =
  | { readonly show: 'form'; readonly person: OperatorView | undefined }
  | { readonly show: 'question'; readonly person: OperatorView; readonly action: keyof typeof questions }
  | { readonly show: 'password'; readonly person: OperatorView; readonly password: string };

/**
 * Operators of the built-in login: list, add, change, disable, enable, reset, second factor, and what roles and profiles may do. Whoever is
 * signed in needs the permission `accounts.manage`. A password that was made up is shown once and is nowhere else; it goes with the session.
 */
export class TellsafeOperators extends AreaElement<PeopleTexts> {
  static override styles = peopleStyles;
  static override properties = {
    ...AreaElement.properties,
    operators: { attribute: false },
    loginEndpoint: { type: String, attribute: 'login-endpoint' },
  };

  /** The login's client. Default: one for `login-endpoint`. */
  declare operators: Operators | undefined;
  /** Address of the login's routes. Default `/operators`. */
  declare loginEndpoint: string | undefined;

  protected override readonly texts = peopleTexts;

  #people: readonly OperatorView[] = [];
  #view: ProfilesView | undefined;
  #isAbsent = false;
  #search = '';
  #role: OperatorRole | '' = '';
  #open: Open | undefined;
  #fields: PersonFields = fieldsOf(undefined);
  #problems: FieldProblems = {};
  #failure = '';
  #isBusy = false;
  #copied = '';
  #opener: string | undefined;

  constructor() {
    super();
    this.operators = undefined;
    this.loginEndpoint = undefined;
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    return [...super.follow(client), client.on('session-ended', () => this.#forget())];
  }

  protected override async load(): Promise<void> {
    const login = this.#login();
    try {
      const [people, view] = await Promise.all([login.list(), login.profiles()]);
      if (!this.client?.state.get().session) return;
      this.#people = people;
      this.#view = view;
      this.#isAbsent = false;
    } catch (error) {
      if (!isTellsafeError(error, 'route_unknown')) throw error;
      this.#isAbsent = true;
    }
  }

  protected override content(words: Words, phase: Exclude<AreaPhase, 'failed'>): TemplateResult {
    if (this.#isAbsent) {
      return html`<header class="area-head"><h2>${this.say('title')}</h2></header>
        <div class="card empty">${icon('lock')}<strong>${this.say('ownLogin')}</strong><span>${this.say('ownLoginHint')}</span></div>`;
    }
    const view = this.#view;
    return html`
      <header class="area-head">
        <h2>${this.say('title')}</h2>
        <button class="primary" id="add" type="button" ?disabled=${!view} @click=${() => this.#edit(undefined)}>${this.say('add')}</button>
        <p class="lead">${this.say('lead')}</p>
      </header>
      ${this.#toolbar()}
      ${view ? this.#table(words) : html`<div class="card placeholder"><span class="spinner"></span></div>`}
      ${view ? grantsTable((key) => this.say(key), view) : nothing}
      <dialog aria-labelledby="form-title" @close=${this.#closed}>${view && phase ? this.#dialog(view) : nothing}</dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.#open && dialog && !dialog.open) dialog.showModal();
    if (!this.#open && dialog?.open) dialog.close();
  }

  #toolbar(): TemplateResult {
    return html`<div class="toolbar">
      <label class="field search"><span>${this.say('search')}</span>
        <input type="search" .value=${live(this.#search)} autocomplete="off" @input=${(event: Event) => {
          this.#search = (event.target as HTMLInputElement).value;
          this.requestUpdate();
        }} /></label>
      <label class="field"><span>${this.say('role')}</span>
        <select .value=${live(this.#role)} @change=${(event: Event) => {
          this.#role = (event.target as HTMLSelectElement).value as OperatorRole | '';
          this.requestUpdate();
        }}>
          <option value="">${this.say('everyRole')}</option>
          ${roles.map((role) => html`<option value=${role}>${this.say(role)}</option>`)}
        </select></label>
    </div>`;
  }

  #table(words: Words): TemplateResult {
    const shown = shownPeople(this.#people, this.#search, this.#role, words.locale);
    if (shown.length === 0) {
      return html`<div class="card empty">${icon('search')}<strong>${this.say('noOne')}</strong><span>${this.say('noOneHint')}</span></div>`;
    }
    return html`<div class="table" role="region" aria-label=${this.say('people')} tabindex="0"><table>
      <caption>${this.say('shown', { count: shown.length })}</caption>
      <thead><tr>
        <th scope="col">${this.say('person')}</th><th scope="col">${this.say('role')}</th><th scope="col">${this.say('state')}</th>
        <th scope="col">${this.say('lastSignIn')}</th><th scope="col"><span class="hidden-text">${this.say('edit')}</span></th>
      </tr></thead>
      <tbody>${shown.map((person) => this.#row(words, person))}</tbody>
    </table></div>`;
  }

  #row(words: Words, person: OperatorView): TemplateResult {
    const { id, name, displayName, role, profile, status, mustChangePassword, hasSecondFactor, lastSignInAt } = person;
    return html`<tr>
      <th scope="row"><span class="who"><bdi>${visibleText(displayName)}</bdi><bdi class="muted">${visibleText(name)}</bdi></span></th>
      <td>${this.say(role)}${profile === null ? nothing : html` · <bdi>${visibleText(profile)}</bdi>`}</td>
      <td><span class="tags">
        <span class="tag ${status === 'active' ? 'good' : 'bad'}">${this.say(status)}</span>
        ${this.#isOneself(person) ? html`<span class="tag">${this.say('you')}</span>` : nothing}
        ${mustChangePassword ? html`<span class="tag warn">${this.say('mustChange')}</span>` : nothing}
        ${hasSecondFactor ? html`<span class="tag">${icon('lock')}${this.say('secondFactor')}</span>` : nothing}
      </span></td>
      <td>${lastSignInAt === undefined ? html`<span class="muted">${this.say('never')}</span>` : html`<time datetime=${new Date(lastSignInAt).toISOString()}>${fullTime(lastSignInAt, words.locale)}</time>`}</td>
      <td class="action"><button type="button" id="edit-${id}" aria-label=${this.say('editPerson', { name: displayName })} @click=${() => this.#edit(person)}>${this.say('edit')}</button></td>
    </tr>`;
  }

  #dialog(view: ProfilesView): TemplateResult | typeof nothing {
    const open = this.#open;
    if (!open) return nothing;
    if (open.show === 'form') {
      return personForm({
        ...{ say: (key, params) => this.say(key, params), person: open.person, view },
        isOneself: open.person !== undefined && this.#isOneself(open.person),
        ...{ fields: this.#fields, problems: this.#problems, failure: this.#failure, isBusy: this.#isBusy },
        onField: (name, value) => this.#type({ [name]: value }),
        onSave: (event) => {
          event.preventDefault();
          void this.#save(open.person);
        },
        onCancel: () => this.#show(undefined),
        onAccess: (action) => void this.#access(action, open.person),
      });
    }
    return open.show === 'question' ? this.#question(open) : this.#password(open);
  }

  #question({ person, action }: Open & { show: 'question' }): TemplateResult {
    const [title, note, button] = questions[action];
    return html`<div class="dialog">
      <h3 id="form-title">${this.say(title, { name: person.displayName })}</h3>
      <p>${this.say(note)}</p>
      ${this.#failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.#failure}</span></div>` : nothing}
      <div class="buttons">
        <button type="button" autofocus @click=${() => this.#show(undefined)}>${this.say('cancel')}</button>
        <button class=${action === 'reset' ? 'primary' : 'destructive'} id="sure" type="button" ?disabled=${this.#isBusy} @click=${() => void this.#doAccess(action, person)}>${this.say(button)}</button>
      </div>
    </div>`;
  }

  #password({ person, password }: Open & { show: 'password' }): TemplateResult {
    return html`<div class="dialog">
      <h3 id="form-title">${this.say('passwordTitle', { name: person.displayName })}</h3>
      <p>${this.say('passwordNote')}</p>
      <div class="secret">
        <output class="mono" dir="ltr" aria-label=${this.say('password')}>${password}</output>
        <button type="button" autofocus @click=${() => void this.#copy(password)}>${icon('copy')}${this.say('copy')}</button>
      </div>
      <p class="muted" role="status">${this.#copied}</p>
      <div class="buttons"><button class="primary" type="button" @click=${() => this.#show(undefined)}>${this.say('done')}</button></div>
    </div>`;
  }

  #edit(person: OperatorView | undefined): void {
    this.#opener = person ? `edit-${person.id}` : 'add';
    this.#fields = fieldsOf(person);
    this.#show({ show: 'form', person });
  }

  #type(change: Partial<PersonFields>): void {
    const [name] = Object.keys(change);
    this.#fields = { ...this.#fields, ...(name === 'role' && { profile: '' }), ...change };
    const { [name as keyof FieldProblems]: _corrected, ...left } = this.#problems;
    this.#problems = left;
    this.client?.touch();
    this.requestUpdate();
  }

  async #save(person: OperatorView | undefined): Promise<void> {
    this.#problems = problemsIn(this.#fields, person === undefined);
    if (Object.keys(this.#problems).length > 0) return this.#focusProblem();
    const login = this.#login();
    await this.#run(
      async () => {
        if (!person) return this.#added(await login.create(newOperator(this.#fields)));
        const changes = changesOf(person, this.#fields);
        if (Object.keys(changes).length > 0) this.#changed(await login.update(person.id, changes), 'saved');
        this.#show(undefined);
      },
      (error) => {
        this.#problems = problemsOf(error, person === undefined);
        if (Object.keys(this.#problems).length === 0) return this.#explainFailure(error);
        void this.#focusProblem();
        return '';
      },
    );
  }

  async #access(action: AccessAction, person: OperatorView | undefined): Promise<void> {
    if (!person) return;
    if (action !== 'enable') return this.#show({ show: 'question', person, action });
    await this.#run(async () => {
      this.#changed(await this.#login().enable(person.id), 'enabledDone');
      this.#show(undefined);
    });
  }

  async #doAccess(action: keyof typeof questions, { id }: OperatorView): Promise<void> {
    const login = this.#login();
    await this.#run(async () => {
      if (action === 'reset') return this.#added(await login.reset(id));
      const isDisabling = action === 'disable';
      this.#changed(
        await (isDisabling ? login.disable(id) : login.removeSecondFactor(id)),
        isDisabling ? 'disabledDone' : 'removedDone',
      );
      this.#show(undefined);
    });
  }

  #added({ operator, password }: { readonly operator: OperatorView; readonly password: string }): void {
    // Nobody looks at a password that comes after the end of the session; it can be made up anew.
    if (!this.client?.state.get().session) return;
    const isKnown = this.#people.some(({ id }) => id === operator.id);
    this.#put(operator);
    if (!isKnown) this.announce(this.say('added', { name: operator.displayName }));
    this.#opener = `edit-${operator.id}`;
    this.#show({ show: 'password', person: operator, password });
  }

  #changed(operator: OperatorView, text: 'saved' | 'enabledDone' | 'disabledDone' | 'removedDone'): void {
    this.#put(operator);
    this.announce(this.say(text, { name: operator.displayName }));
  }

  #put(operator: OperatorView): void {
    const isKnown = this.#people.some(({ id }) => id === operator.id);
    this.#people = isKnown
      ? this.#people.map((each) => (each.id === operator.id ? operator : each))
      : [...this.#people, operator];
  }

  async #run(work: () => Promise<void>, explain = (error: unknown) => this.#explainFailure(error)): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#failure = '';
    this.requestUpdate();
    try {
      await work();
    } catch (error) {
      this.#failure = explain(error);
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  #explainFailure(error: unknown): string {
    return isTellsafeError(error, 'conflict') ? this.say('changedMeanwhile') : this.explain(error);
  }

  async #focusProblem(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('dialog [aria-invalid="true"]')?.focus();
  }

  async #copy(password: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(password);
      this.#copied = this.say('copied');
    } catch {
      this.#copied = this.say('notCopied');
    }
    this.requestUpdate();
  }

  #show(open: Open | undefined): void {
    this.#open = open;
    this.#problems = {};
    this.#failure = '';
    this.#copied = '';
    this.client?.touch();
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const dialog = this.renderRoot.querySelector('dialog');
      if (open && !dialog?.contains(this.shadowRoot?.activeElement ?? null)) {
        dialog?.querySelector<HTMLElement>('input, [autofocus], button')?.focus();
      }
    });
  }

  readonly #closed = (): void => {
    this.#open = undefined;
    this.requestUpdate();
    const opener = this.#opener;
    void this.updateComplete.then(() => opener && this.shadowRoot?.getElementById(opener)?.focus());
  };

  /** **Security:** a password must not stay on a screen that nobody sits at any more. */
  #forget(): void {
    this.#people = [];
    this.#view = undefined;
    this.#search = '';
    this.#fields = fieldsOf(undefined);
    this.#opener = undefined;
    this.#open = undefined;
    this.#problems = {};
    this.#failure = '';
    this.requestUpdate();
  }

  #isOneself({ id }: OperatorView): boolean {
    return id === this.client?.state.get().session?.agent.id;
  }

  #login(): Operators {
    const { loginEndpoint } = this;
    this.operators ??= createOperators(loginEndpoint === undefined ? {} : { endpoint: loginEndpoint });
    return this.operators;
  }
}
