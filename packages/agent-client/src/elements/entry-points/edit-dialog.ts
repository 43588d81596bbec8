// The dialog in which an entry point is edited, as a template: everything that is no secret of it.
import { localeOptions } from '@tellsafe/core/i18n';
import type { EntryPointRouting, EntryPointView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import type { EntryPointSay } from './texts.ts';

/** What is written; empty texts are none. */
export interface EntryPointFields {
  readonly name: string;
  readonly label: string;
  readonly language: string;
  readonly routing: EntryPointRouting;
}

/** Fields that cannot be saved as they are. */
export type FieldProblems = ReadonlySet<'name' | 'label'>;

/** What the dialog shows and does. */
export interface EditOptions {
  readonly entryPoint: EntryPointView;
  readonly fields: EntryPointFields;
  readonly problems: FieldProblems;
  /** What went wrong, in words. */
  readonly failure: string;
  readonly isBusy: boolean;
  readonly say: EntryPointSay;
  readonly change: (change: Partial<EntryPointFields>) => void;
  readonly save: () => void;
  readonly cancel: () => void;
}

const LONGEST = 80;

/** The fields of an entry point. */
export function fieldsOf({ name, label, language, routing }: EntryPointView): EntryPointFields {
  return { name, label: label ?? '', language: language ?? '', routing };
}

/** What cannot be saved. */
export function problemsIn({ name, label }: EntryPointFields): FieldProblems {
  const isBad = (text: string) => text.trim() === '' || text.length > LONGEST || /[\p{Cc}\p{Surrogate}]/u.test(text);
  return new Set([
    ...(isBad(name) ? ['name' as const] : []),
    ...(label !== '' && isBad(label) ? ['label' as const] : []),
  ]);
}

/** The content of the dialog. */
export function editDialog(options: EditOptions): TemplateResult {
  const { entryPoint, fields, failure, isBusy, say, change } = options;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!isBusy) options.save();
  };
  const languages = localeOptions().map(({ tag, name }) => [tag as string, name] as const);
  const { language } = fields;
  const own = language !== '' && !languages.some(([tag]) => tag === language) ? [[language, language] as const] : [];
  return html`<form novalidate @submit=${submit}>
    <h3 id="edit-title"><bdi>${say('editTitle', { name: plainName(entryPoint.name) })}</bdi></h3>
    ${failure === '' ? nothing : html`<p class="notice bad" role="alert">${icon('warning')}<span>${failure}</span></p>`}
    ${textField(options, 'name')}
    ${textField(options, 'label')}
    ${select('language', say('language'), [['', say('ownLanguage')], ...own, ...languages], language, (value) => change({ language: value }))}
    ${select(
      'routing',
      say('routing'),
      [
        ['queue', say('queue')],
        ['last-agent', say('last-agent')],
      ],
      fields.routing,
      (value) => change({ routing: value as EntryPointRouting }),
    )}
    <div class="buttons"><button type="button" @click=${options.cancel}>${say('cancel')}</button>
      <button class="primary" type="submit" aria-disabled=${isBusy}>${say('save')}</button></div>
  </form>`;
}

const hints = { name: 'nameHint', label: 'labelHint' } as const;

function textField({ fields, problems, say, change }: EditOptions, field: 'name' | 'label'): TemplateResult {
  const isBad = problems.has(field);
  const onInput = (event: Event): void => change({ [field]: (event.target as HTMLInputElement).value });
  return html`<div class="field"><label for=${field}>${say(field)}</label>
    <input id=${field} name=${field} dir="auto" maxlength=${LONGEST} autocomplete="off" .value=${live(fields[field])} aria-invalid=${isBad} aria-describedby=${`${field}-note`} @input=${onInput} />
    <p class=${isBad ? 'error' : 'hint'} id=${`${field}-note`}>${isBad ? [icon('warning'), say('badText')] : say(hints[field])}</p></div>`;
}

function select(
  name: string,
  label: string,
  choices: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  const onChange = (event: Event): void => choose((event.target as HTMLSelectElement).value);
  return html`<label class="field"><span>${label}</span><select name=${name} @change=${onChange}>${choices.map(
    ([value, text]) => html`<option value=${value} .selected=${live(value === chosen)}>${text}</option>`,
  )}</select></label>`;
}
