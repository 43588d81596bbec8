// Registers <tellsafe-form-picker>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeFormPicker } from './form-picker.ts';

/** Registers `<tellsafe-form-picker>`. */
export function defineFormPicker(): void {
  defineOnce('tellsafe-form-picker', TellsafeFormPicker);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-form-picker': TellsafeFormPicker;
  }
}
