// What a scene is: something that fills the page of a cell.
import type { Theme } from '@tellsafe/core/theme';

/** How a scene is to look. */
export interface Look {
  readonly language: string;
  readonly theme: Theme;
}

/** Fills the page; resolves when everything is shown. */
export type Scene = (look: Look) => Promise<void>;
