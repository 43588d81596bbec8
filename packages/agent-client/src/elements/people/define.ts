// Registers <tellsafe-operators>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeOperators } from './people.ts';

/** Registers `<tellsafe-operators>`. */
export function defineOperators(): void {
  defineOnce('tellsafe-operators', TellsafeOperators);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-operators': TellsafeOperators;
  }
}
