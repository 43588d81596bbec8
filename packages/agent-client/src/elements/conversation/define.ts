// Registers <tellsafe-conversation>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeConversation } from './conversation.ts';

/** Registers `<tellsafe-conversation>`. */
export function defineConversation(): void {
  defineOnce('tellsafe-conversation', TellsafeConversation);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-conversation': TellsafeConversation;
  }
}
