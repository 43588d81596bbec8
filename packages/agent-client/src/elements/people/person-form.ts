// The form of a person, new or known, as it stands in a dialog.
import type { OperatorRole, OperatorView, ProfilesView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';
import { visibleText } from '../shared/visible.ts';
import { profilesOf } from './grants-table.ts';
import type { FieldName, FieldProblems, PersonFields } from './model.ts';
import type { PeopleTexts } from './texts.ts';

const roles: readonly OperatorRole[] = ['agent', 'manager', 'admin'];

/** What an admin does with the access of somebody. */
export type AccessAction = 'disable' | 'enable' | 'reset' | 'removeSecondFactor';

/** What the form is of. */
export interface PersonForm {
  readonly say: (key: Exclude<keyof PeopleTexts, 'locale'>, params?: Readonly<Record<string, string>>) => string;
  /** Nobody: a new one. */
  readonly person: OperatorView | undefined;
  /** It is the admin who looks at it. */
  readonly isOneself: boolean;
  readonly fields: PersonFields;
  readonly problems: FieldProblems;
  /** What went wrong with all of it, in words. */
  readonly failure: string;
  readonly isBusy: boolean;
  readonly view: ProfilesView;
  readonly onField: (name: FieldName, value: string) => void;
  readonly onSave: (event: Event) => void;
  readonly onCancel: () => void;
  readonly onAccess: (action: AccessAction) => void;
}

/** The form. */
export function personForm(form: PersonForm): TemplateResult {
  const { say, person, isOneself, failure, isBusy } = form;
  return html`<form @submit=${form.onSave} novalidate>
    <h3 id="form-title">${person ? html`<bdi>${visibleText(person.displayName)}</bdi>` : say('add')}</h3>
    ${person ? html`<p class="muted">${say('signInName')}: <bdi>${visibleText(person.name)}</bdi></p>` : textField(form, 'name', 'signInName', 'signInNameHint')}
    ${textField(form, 'displayName', 'displayName')}
    <div class="two">
      ${choice(
        form,
        'role',
        roles.map((role) => [role, say(role)] as const),
      )}
      ${choice(form, 'profile', [['', say('noProfile')], ...profilesOf(form.view, form.fields.role).map((name) => [name, name] as const)])}
    </div>
    ${textField(form, 'skills', 'skills', 'skillsHint')}
    ${isOneself ? html`<p class="notice">${icon('lock')}<span>${say('oneself')}</span></p>` : nothing}
    ${failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${failure}</span></div>` : nothing}
    <div class="buttons">
      <button type="button" @click=${form.onCancel}>${say('cancel')}</button>
      <button class="primary" type="submit" ?disabled=${isBusy}>${say(person ? 'save' : 'create')}</button>
    </div>
    ${person && !isOneself ? access(form, person) : nothing}
  </form>`;
}

function access({ say, onAccess, isBusy }: PersonForm, person: OperatorView): TemplateResult {
  const button = (action: AccessAction, text: Parameters<typeof say>[0], danger = true) =>
    html`<button type="button" class=${danger ? 'danger' : ''} ?disabled=${isBusy} @click=${() => onAccess(action)}>${say(text)}</button>`;
  return html`<section class="access" aria-labelledby="access">
    <h3 id="access">${say('access')}</h3>
    ${person.status === 'locked' ? html`<p class="muted">${say('lockedNote')}</p>` : nothing}
    <div class="buttons">
      ${person.status === 'disabled' ? button('enable', 'enable', false) : nothing}
      ${person.status === 'locked' ? button('enable', 'unlock', false) : nothing}
      ${button('reset', 'reset', false)}
      ${person.hasSecondFactor ? button('removeSecondFactor', 'removeSecondFactor') : nothing}
      ${person.status === 'disabled' ? nothing : button('disable', 'disable')}
    </div>
  </section>`;
}

function textField(
  { say, fields, problems, onField }: PersonForm,
  name: FieldName,
  label: Parameters<PersonForm['say']>[0],
  hint?: Parameters<PersonForm['say']>[0],
): TemplateResult {
  const problem = problems[name];
  const described = [hint ? `hint-${name}` : '', problem ? `error-${name}` : ''].filter(Boolean).join(' ');
  const isName = name === 'name';
  return html`<div class="field">
    <label for="field-${name}">${say(label)}</label>
    <input id="field-${name}" .value=${live(fields[name])} dir="auto" autocomplete="off" spellcheck="false"
      autocapitalize=${isName ? 'none' : 'sentences'}
      aria-invalid=${problem ? 'true' : 'false'} aria-describedby=${described || nothing}
      @input=${(event: Event) => onField(name, (event.target as HTMLInputElement).value)} />
    ${hint ? html`<p class="hint" id="hint-${name}">${say(hint)}</p>` : nothing}
    ${problem ? html`<span class="error" id="error-${name}">${icon('warning')}${say(problem as Parameters<PersonForm['say']>[0])}</span>` : nothing}
  </div>`;
}

function choice(
  { say, fields, problems, isOneself, onField }: PersonForm,
  name: 'role' | 'profile',
  options: readonly (readonly [value: string, text: string])[],
): TemplateResult {
  const problem = problems[name];
  return html`<div class="field">
    <label for="field-${name}">${say(name)}</label>
    <select id="field-${name}" .value=${live(fields[name])} ?disabled=${isOneself} aria-invalid=${problem ? 'true' : 'false'}
      aria-describedby=${problem ? `error-${name}` : nothing}
      @change=${(event: Event) => onField(name, (event.target as HTMLSelectElement).value)}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === fields[name]}>${text}</option>`)}
    </select>
    ${problem ? html`<span class="error" id="error-${name}">${icon('warning')}${say(problem as Parameters<PersonForm['say']>[0])}</span>` : nothing}
  </div>`;
}
