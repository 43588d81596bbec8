// Registers <tellsafe-board>.
import { defineOnce } from '../shared/define.ts';
import { TellsafeBoard } from './board.ts';

/** Registers `<tellsafe-board>`. */
export function defineBoard(): void {
  defineOnce('tellsafe-board', TellsafeBoard);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-board': TellsafeBoard;
  }
}
