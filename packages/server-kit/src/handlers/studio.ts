// Routes of the studio, for whoever manages forms (SF-ADM-01).
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { switchForm } from '../services/forms/definitions.ts';
import { listSummaries, restoreForm, saveForm, showForm, showVersion } from '../services/forms/versions.ts';
import { saveSettings, showSettings } from '../services/settings/save.ts';
import { agentRoute, type Handler } from './call.ts';

const FORM_ID = /^[a-z0-9-]{1,40}$/;
const VERSION = /^[1-9]\d{0,8}$/;

/** Handlers of the studio. */
export interface StudioHandlers {
  readonly studioForms: Handler<'studioForms'>;
  readonly studioForm: Handler<'studioForm'>;
  readonly studioVersion: Handler<'studioVersion'>;
  readonly studioSave: Handler<'studioSave'>;
  readonly studioSwitch: Handler<'studioSwitch'>;
  readonly studioRestore: Handler<'studioRestore'>;
  readonly studioSettings: Handler<'studioSettings'>;
  readonly studioSettingsSave: Handler<'studioSettingsSave'>;
}

/** Builds the handlers; the settings name the address of the preview below the base path. */
export function studioHandlers(basePath: string): StudioHandlers {
  return {
    studioForms: agentRoute(async (kit, _call, { session }) => ({
      forms: await listSummaries(kit, session.accountId),
    })),
    studioForm: agentRoute((kit, call, { session }) => showForm(kit, session.accountId, formOf(call))),
    studioVersion: agentRoute((kit, call, { session }) => {
      const version = call.parameters.version ?? '';
      if (!VERSION.test(version)) throw new TellsafeError('form_unknown');
      return showVersion(kit, session.accountId, formOf(call), Number(version));
    }),
    studioSave: agentRoute((kit, call, caller) =>
      asRequest(() => saveForm(kit, caller, caller.session.accountId, formOf(call), call.input)),
    ),
    studioSwitch: agentRoute(async (kit, call, caller) => {
      const { accountId } = caller.session;
      await switchForm(kit, caller, accountId, formOf(call), call.input.enabled);
      return showForm(kit, accountId, formOf(call));
    }),
    studioRestore: agentRoute((kit, call, caller) =>
      asRequest(() => restoreForm(kit, caller, caller.session.accountId, formOf(call), call.input)),
    ),
    studioSettings: agentRoute((kit, _call, { session }) => showSettings(kit, session.accountId, basePath)),
    studioSettingsSave: agentRoute(async (kit, call, caller) => {
      const { accountId } = caller.session;
      await saveSettings(kit, caller, accountId, call.input);
      return showSettings(kit, accountId, basePath);
    }),
  };
}

/** The form of a path. What cannot be the id of one is none. */
function formOf({ parameters }: { readonly parameters: Readonly<Record<string, string>> }): string {
  const { id = '' } = parameters;
  if (!FORM_ID.test(id)) throw new TellsafeError('form_unknown');
  return id;
}

/** A definition that came in a request is refused as part of it, field by field. */
async function asRequest<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isTellsafeError(error, 'definition_invalid')) throw error;
    const issues = (error.params?.issues ?? []).map((issue) => ({ ...issue, path: `definition.${issue.path}` }));
    throw new TellsafeError('request_invalid', { issues }, { cause: error });
  }
}
