// Registers <tellsafe-privacy>.
import { defineOnce } from '../shared/define.ts';
import { TellsafePrivacy } from './privacy.ts';

/** Registers `<tellsafe-privacy>`. */
export function definePrivacy(): void {
  defineOnce('tellsafe-privacy', TellsafePrivacy);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-privacy': TellsafePrivacy;
  }
}
