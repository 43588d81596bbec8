// Registers <tellsafe-form> and the elements that it is made of.
import { defineQuestion } from '../question/define.ts';
import { TellsafeForm } from './form.ts';

/** Registers `<tellsafe-form>` and its parts unless a page has done so already. */
export function defineForm(): void {
  defineQuestion();
  if (!customElements.get('tellsafe-form')) customElements.define('tellsafe-form', TellsafeForm);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-form': TellsafeForm;
  }
}
