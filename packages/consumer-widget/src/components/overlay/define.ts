// Registers <tellsafe-overlay>, the part of the invitation that is loaded when it is needed.
import { TellsafeOverlay } from './overlay.ts';

/** Registers `<tellsafe-overlay>` unless a page has done so already. */
export function defineOverlay(): void {
  if (!customElements.get('tellsafe-overlay')) customElements.define('tellsafe-overlay', TellsafeOverlay);
}
