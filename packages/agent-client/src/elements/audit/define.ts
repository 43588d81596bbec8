// Registers <tellsafe-audit>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeAudit } from './audit.ts';

/** Registers `<tellsafe-audit>`. */
export function defineAudit(): void {
  defineOnce('tellsafe-audit', TellsafeAudit);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-audit': TellsafeAudit;
  }
}
