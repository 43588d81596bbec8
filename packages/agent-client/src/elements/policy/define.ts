// Registers <tellsafe-policy>.
import { defineOnce } from '../shared/define.ts';
import { TellsafePolicy } from './policy.ts';

/** Registers `<tellsafe-policy>`. */
export function definePolicy(): void {
  defineOnce('tellsafe-policy', TellsafePolicy);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-policy': TellsafePolicy;
  }
}
