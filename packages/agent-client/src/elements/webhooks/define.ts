// Registers <tellsafe-webhooks>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeWebhooks } from './webhooks.ts';

/** Registers `<tellsafe-webhooks>`. */
export function defineWebhooks(): void {
  defineOnce('tellsafe-webhooks', TellsafeWebhooks);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-webhooks': TellsafeWebhooks;
  }
}
