// Registers <tellsafe-studio> and its parts.
import { defineOnce } from '../shared/define.ts';
import { ConflictDialog } from './conflict-dialog.ts';
import { StudioEditor } from './editor.ts';
import { StudioPreview } from './preview.ts';
import { StudioSettings } from './settings-page.ts';
import { TellsafeStudio } from './studio.ts';
import { VersionsDialog } from './versions-dialog.ts';
import { StudioWords } from './words-fields.ts';

/** Registers `<tellsafe-studio>`. */
export function defineStudio(): void {
  defineOnce('tellsafe-studio-preview', StudioPreview);
  defineOnce('tellsafe-studio-versions', VersionsDialog);
  defineOnce('tellsafe-studio-words', StudioWords);
  defineOnce('tellsafe-studio-conflict', ConflictDialog);
  defineOnce('tellsafe-studio-editor', StudioEditor);
  defineOnce('tellsafe-studio-settings', StudioSettings);
  defineOnce('tellsafe-studio', TellsafeStudio);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-studio-preview': StudioPreview;
    'tellsafe-studio-versions': VersionsDialog;
    'tellsafe-studio-words': StudioWords;
    'tellsafe-studio-conflict': ConflictDialog;
    'tellsafe-studio-editor': StudioEditor;
    'tellsafe-studio-settings': StudioSettings;
    'tellsafe-studio': TellsafeStudio;
  }
}
