// Registers <tellsafe-notice>.
import { TellsafeNotice } from './notice.ts';

/** Registers `<tellsafe-notice>` unless a page has done so already. */
export function defineNotice(): void {
  if (!customElements.get('tellsafe-notice')) customElements.define('tellsafe-notice', TellsafeNotice);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-notice': TellsafeNotice;
  }
}
