// Registers <tellsafe-workspace> and the elements that it is made of.
import { defineAnswers } from '../answers/define.ts';
import { defineConversation } from '../conversation/define.ts';
import { defineFormPicker } from '../form-picker/define.ts';
import { defineOnce } from '../shared/define.ts';
import { TellsafeWorkspace } from './workspace.ts';

/** Registers `<tellsafe-workspace>` and its parts. */
export function defineWorkspace(): void {
  defineFormPicker();
  defineConversation();
  defineAnswers();
  defineOnce('tellsafe-workspace', TellsafeWorkspace);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-workspace': TellsafeWorkspace;
  }
}
