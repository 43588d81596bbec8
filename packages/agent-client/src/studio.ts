// An admin's studio (SF-ADM-01): forms with their versions, and the settings of the account.
import { isTellsafeError } from '@tellsafe/core';
import type {
  StudioFormResponse,
  StudioFormSummary,
  StudioRestoreRequest,
  StudioSaveRequest,
  StudioSettingsResponse,
  StudioSettingsSaveRequest,
  StudioVersionResponse,
} from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';

/** What became of a change: it holds, or somebody else was first and this is theirs; nothing was changed then. */
export type Saved<Value> =
  | { readonly saved: true; readonly now: Value }
  | { readonly saved: false; readonly theirs: Value };

/** The studio; it needs a session with the permission `forms.manage`. */
export interface Studio {
  /** Every form of the account, the oldest first. */
  forms(): Promise<readonly StudioFormSummary[]>;
  /** A form with its current definition and its versions. @throws {TellsafeError} `form_unknown` */
  form(formId: string): Promise<StudioFormResponse>;
  /** One version of a form. @throws {TellsafeError} `form_unknown` */
  version(formId: string, version: number): Promise<StudioVersionResponse>;
  /**
   * Saves a definition as the next version.
   *
   * @param request - `base` is the version that was edited, 0 for a new form
   * @throws {TellsafeError} `request_invalid` whose issues name the field
   */
  save(formId: string, request: StudioSaveRequest): Promise<Saved<StudioFormResponse>>;
  /** Lets a form be sent, or not. @throws {TellsafeError} `form_unknown` */
  enable(formId: string, enabled: boolean): Promise<StudioFormResponse>;
  /** Makes an older definition the next version. @throws {TellsafeError} as {@link save} and {@link version} */
  restore(formId: string, request: StudioRestoreRequest): Promise<Saved<StudioFormResponse>>;
  /** Time limits, theme and languages as they hold now. */
  settings(): Promise<StudioSettingsResponse>;
  /** Changes some of them. @throws {TellsafeError} `request_invalid` whose issues name the field */
  saveSettings(request: StudioSettingsSaveRequest): Promise<Saved<StudioSettingsResponse>>;
}

/**
 * Creates the studio part of a client.
 *
 * @param call - signed calls
 */
export function createStudio(call: Caller): Studio {
  const form: Studio['form'] = (id) => call('studioForm', { parameters: { id } });
  const settings: Studio['settings'] = () => call('studioSettings', {});
  return {
    forms: async () => (await call('studioForms', {})).forms,
    form,
    version: (id, version) => call('studioVersion', { parameters: { id, version: `${version}` } }),
    save: (id, body) =>
      unlessOthersWere(
        () => call('studioSave', { parameters: { id }, body }),
        () => form(id),
      ),
    enable: (id, enabled) => call('studioSwitch', { parameters: { id }, body: { enabled } }),
    restore: (id, body) =>
      unlessOthersWere(
        () => call('studioRestore', { parameters: { id }, body }),
        () => form(id),
      ),
    settings,
    saveSettings: (body) => unlessOthersWere(() => call('studioSettingsSave', { body }), settings),
  };
}

/** Saves, unless somebody else was first. */
export async function unlessOthersWere<Value>(
  change: () => Promise<Value>,
  read: () => Promise<Value>,
): Promise<Saved<Value>> {
  try {
    return { saved: true, now: await change() };
  } catch (error) {
    if (!isTellsafeError(error, 'conflict')) throw error;
    return { saved: false, theirs: await read() };
  }
}
