// The fields of the sign-in as templates. What is typed stays in the inputs: it is in no attribute and no property of an element.
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';

/** A field. */
export interface FieldOptions {
  readonly id: string;
  readonly label: string;
  /** Token of the HTML standard. */
  readonly autocomplete: string;
  /** Beside the field, in words. */
  readonly error?: string | undefined;
  /** Further ids that describe it. */
  readonly describedBy?: string;
  readonly onInput?: (text: string) => void;
}

/** How all password fields of a form are shown. */
export interface PasswordLook {
  readonly shown: boolean;
  readonly toggle: () => void;
  /** Name of the button. */
  readonly toggleLabel: string;
  readonly onKey: (event: KeyboardEvent) => void;
}

const describing = ({ id, error, describedBy }: FieldOptions): string | typeof nothing =>
  [error ? `${id}-error` : '', describedBy ?? ''].filter(Boolean).join(' ') || nothing;

const errorLine = ({ id, error }: FieldOptions): TemplateResult | typeof nothing =>
  error ? html`<p class="error" id="${id}-error">${icon('warning')}<span>${error}</span></p>` : nothing;

const typed = (event: Event): string => (event.currentTarget as HTMLInputElement).value;

/** A field for a user name. */
export function nameField(field: FieldOptions): TemplateResult {
  return html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    <input id=${field.id} name=${field.id} type="text" autocomplete=${field.autocomplete} autocapitalize="none" spellcheck="false" dir="auto" maxlength="128"
      aria-invalid=${field.error ? 'true' : nothing} aria-describedby=${describing(field)} />
    ${errorLine(field)}
  </div>`;
}

/** A field for a password, with a button that shows it. */
export function passwordField(field: FieldOptions, look: PasswordLook): TemplateResult {
  return html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    <div class="revealing">
      <input id=${field.id} name=${field.id} type=${look.shown ? 'text' : 'password'} autocomplete=${field.autocomplete} autocapitalize="none" spellcheck="false"
        aria-invalid=${field.error ? 'true' : nothing} aria-describedby=${describing(field)}
        @input=${(event: Event) => field.onInput?.(typed(event))} @keydown=${look.onKey} @keyup=${look.onKey} />
      <button class="quiet round" part="button" type="button" aria-label=${look.toggleLabel} title=${look.toggleLabel} aria-controls=${field.id} @click=${look.toggle}>${icon(look.shown ? 'eyeOff' : 'eye')}</button>
    </div>
    ${errorLine(field)}
  </div>`;
}

/** A field for the code of an authenticator app. */
export function codeField(field: FieldOptions): TemplateResult {
  return html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    <input class="code" id=${field.id} name=${field.id} type="text" inputmode="numeric" autocomplete=${field.autocomplete} dir="ltr" maxlength="12" spellcheck="false"
      aria-invalid=${field.error ? 'true' : nothing} aria-describedby=${describing(field)} />
    ${errorLine(field)}
  </div>`;
}
