// Registers <tellsafe-invitation>.
import { TellsafeInvitation } from './invitation.ts';

/** Registers `<tellsafe-invitation>` unless a page has done so already. */
export function defineInvitation(): void {
  if (!customElements.get('tellsafe-invitation')) customElements.define('tellsafe-invitation', TellsafeInvitation);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-invitation': TellsafeInvitation;
  }
}
