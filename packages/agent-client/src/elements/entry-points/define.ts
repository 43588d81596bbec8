// Registers <tellsafe-entry-points>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeEntryPoints } from './entry-points.ts';

/** Registers `<tellsafe-entry-points>`. */
export function defineEntryPoints(): void {
  defineOnce('tellsafe-entry-points', TellsafeEntryPoints);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-entry-points': TellsafeEntryPoints;
  }
}
