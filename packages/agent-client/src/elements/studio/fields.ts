// Fields of the studio: a label above, a hint and an error below, joined for screen readers.
import { isRightToLeft, type LocaleTag } from '@tellsafe/core/i18n';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../shared/icons.ts';

/** One field. */
export interface Field {
  /** Unique in its root. */
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly onInput: (value: string) => void;
  readonly rows?: number;
  readonly type?: 'text' | 'number' | 'search';
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string | undefined;
  /** Of what is typed, and of the placeholder. */
  readonly language?: LocaleTag;
}

const describedBy = ({ id, hint, error }: Pick<Field, 'id' | 'hint' | 'error'>) =>
  [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || nothing;

const notes = ({ id, hint, error }: Pick<Field, 'id' | 'hint' | 'error'>) => html`
  ${error ? html`<span class="error" id="${id}-error">${icon('warning')}<span>${error}</span></span>` : nothing}
  ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}`;

const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

/** A text or a number. */
export function textField(field: Field): TemplateResult {
  const { id, label, value, error, onInput, rows, type = 'text', min, max, placeholder, language } = field;
  const input = (event: Event) => onInput(textOf(event));
  // A browser tells the direction by what was typed, not by a placeholder.
  const direction = language && value === '' && isRightToLeft(language) ? 'rtl' : 'auto';
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${
      rows
        ? html`<textarea id=${id} rows=${rows} dir=${direction} lang=${language ?? nothing} placeholder=${placeholder ?? nothing} .value=${live(value)} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${describedBy(field)} @input=${input}></textarea>`
        : html`<input id=${id} type=${type} dir=${direction} lang=${language ?? nothing} placeholder=${placeholder ?? nothing} autocomplete="off" min=${min ?? nothing} max=${max ?? nothing} .value=${live(value)} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${describedBy(field)} @input=${input}>`
    }
    ${notes(field)}
  </div>`;
}

/** One of several. */
export function selectField(
  field: Omit<Field, 'rows' | 'type'>,
  options: readonly (readonly [value: string, text: string])[],
): TemplateResult {
  const { id, label, value, error, onInput } = field;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${describedBy(field)} @change=${(event: Event) => onInput(textOf(event))}>
      ${options.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}
    </select>
    ${notes(field)}
  </div>`;
}

/** Yes or no. */
export function checkField(
  field: Pick<Field, 'id' | 'label' | 'hint'> & { readonly disabled?: boolean },
  checked: boolean,
  onChange: (checked: boolean) => void,
): TemplateResult {
  const { id, label, hint, disabled = false } = field;
  return html`<div class="check-field">
    <div class="check">
      <input id=${id} type="checkbox" .checked=${live(checked)} ?disabled=${disabled} aria-describedby=${hint ? `${id}-hint` : nothing}
        @change=${(event: Event) => onChange((event.target as HTMLInputElement).checked)}>
      <label for=${id}>${label}</label>
    </div>
    ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : nothing}
  </div>`;
}
