// The list of forms, and the dialog in which a new one begins.
import type { StudioFormSummary } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { type Template, templates } from './templates.ts';
import { changedText, type Writing } from './writing.ts';

/** What can be done in the list. */
export interface ListActions {
  readonly find: (text: string) => void;
  readonly edit: (id: string) => void;
  readonly duplicate: (id: string) => void;
  readonly switch: (form: StudioFormSummary) => void;
  readonly startNew: () => void;
}

/** Forms whose name, description or id holds the text. */
export function found(forms: readonly StudioFormSummary[], text: string): readonly StudioFormSummary[] {
  const wanted = text.trim().toLowerCase();
  return forms.filter(({ id, name, description }) => `${name}\n${description}\n${id}`.toLowerCase().includes(wanted));
}

/** The list. */
export function formList(
  writing: Writing,
  forms: readonly StudioFormSummary[] | undefined,
  search: string,
  actions: ListActions,
): TemplateResult {
  const { say } = writing;
  if (!forms) return html`<div class="card empty"><span class="spinner"></span></div>`;
  if (forms.length === 0) {
    return html`<div class="card empty">${icon('form')}<strong>${say('none')}</strong><span>${say('noneHint')}</span>
      <button class="primary" type="button" @click=${actions.startNew}>${icon('plus')}${say('newForm')}</button></div>`;
  }
  const shown = found(forms, search);
  return html`<div class="toolbar"><div class="field find">
      <label for="find">${say('find')}</label>
      <input id="find" type="search" autocomplete="off" .value=${search} @input=${(event: Event) => actions.find((event.target as HTMLInputElement).value)}>
    </div></div>
    ${
      shown.length === 0
        ? html`<div class="card empty">${icon('search')}<strong>${say('noMatch')}</strong></div>`
        : html`<div class="table" tabindex="0" role="region" aria-label=${say('forms')}><table>
          <thead><tr><th scope="col">${say('name')}</th><th scope="col">${say('state')}</th><th scope="col" class="number">${say('version')}</th><th scope="col">${say('changedColumn')}</th><th><span class="hidden-text">${say('enable')}</span></th></tr></thead>
          <tbody>${shown.map((form) => row(writing, form, actions))}</tbody>
        </table></div>`
    }`;
}

function row(writing: Writing, form: StudioFormSummary, actions: ListActions): TemplateResult {
  const { say } = writing;
  const { id, name, description, version, enabled, questions, changed, skills } = form;
  return html`<tr data-form=${id}>
    <th scope="row"><div class="named">
      <button class="link" type="button" aria-label=${say('editForm', { name })} @click=${() => actions.edit(id)}><bdi>${name}</bdi></button>
      <span class="muted"><bdi>${description}</bdi></span>
      <span class="muted">${say('questionCount', { count: questions })}${skills ? html` · <bdi>${skills.join(', ')}</bdi>` : nothing}</span>
    </div></th>
    <td><span class="tag ${enabled ? 'good' : ''}">${say(enabled ? 'enabled' : 'disabled')}</span></td>
    <td class="number">${version}</td>
    <td><bdi>${changedText(writing, changed)}</bdi></td>
    <td><div class="row-buttons">
      <button type="button" aria-label=${say(enabled ? 'disableForm' : 'enableForm', { name })} @click=${() => actions.switch(form)}>${say(enabled ? 'disable' : 'enable')}</button>
      <button class="quiet round" type="button" aria-label=${say('duplicateForm', { name })} @click=${() => actions.duplicate(id)}>${icon('copy')}</button>
    </div></td>
  </tr>`;
}

/** The dialog in which a new form begins. */
export function templateDialog(
  { say, words }: Writing,
  choose: (template: Template | undefined) => void,
): TemplateResult {
  const entry = (
    name: string,
    about: string,
    template?: Template,
  ) => html`<button type="submit" @click=${() => choose(template)}>
    <strong>${name}</strong><span class="muted">${about}</span></button>`;
  return html`<dialog class="templates" aria-labelledby="templates" dir=${words.direction}><form method="dialog">
    <h3 id="templates">${say('chooseTemplate')}</h3><p class="muted">${say('chooseTemplateHint')}</p>
    <div class="choices-of-template">
      ${entry(say('blank'), say('blankHint'))}
      ${templates.map((template) => entry(say(template.name), say(template.about), template))}
    </div>
    <div class="buttons"><button class="quiet" type="submit">${say('cancel')}</button></div>
  </form></dialog>`;
}
