// Registers <tellsafe-answers>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeAnswers } from './answers.ts';

/** Registers `<tellsafe-answers>`. */
export function defineAnswers(): void {
  defineOnce('tellsafe-answers', TellsafeAnswers);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-answers': TellsafeAnswers;
  }
}
