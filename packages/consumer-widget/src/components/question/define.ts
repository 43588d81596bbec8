// Registers <tellsafe-question>.
import { TellsafeQuestion } from './question.ts';

/** Registers `<tellsafe-question>` unless a page has done so already. */
export function defineQuestion(): void {
  if (!customElements.get('tellsafe-question')) customElements.define('tellsafe-question', TellsafeQuestion);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-question': TellsafeQuestion;
  }
}
