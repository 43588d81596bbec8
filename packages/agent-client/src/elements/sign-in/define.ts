// Registers <tellsafe-sign-in>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeSignIn } from './sign-in.ts';

/** Registers `<tellsafe-sign-in>`. */
export function defineSignIn(): void {
  defineOnce('tellsafe-sign-in', TellsafeSignIn);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-sign-in': TellsafeSignIn;
  }
}
