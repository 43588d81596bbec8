// Registers <tellsafe-history> and its parts.
import { defineAnswers } from '../answers/define.ts';
import { defineOnce } from '../shared/define.ts';
import { TellsafeHistory } from './history.ts';
import { KeyDialog } from './key-dialog.ts';

/** Registers `<tellsafe-history>`. */
export function defineHistory(): void {
  defineAnswers();
  defineOnce('tellsafe-history-key', KeyDialog);
  defineOnce('tellsafe-history', TellsafeHistory);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-history-key': KeyDialog;
    'tellsafe-history': TellsafeHistory;
  }
}
