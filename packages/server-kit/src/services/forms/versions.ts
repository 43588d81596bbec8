// Forms as the studio has them (SF-ADM-01): with their state and versions, saved against the version that was edited, rolled back by a
// new version with an old definition. Invitations stay bound to the version they were sent with.
import { TellsafeError } from '@tellsafe/core';
import type {
  StudioFormResponse,
  StudioFormSummary,
  StudioSaveRequest,
  StudioVersionResponse,
} from '@tellsafe/core/wire';
import type { Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { type FormChangeRecord, type FormRecord, formChangeCodec } from '../records/form.ts';
import { formChangeKey } from '../records/keys.ts';
import { checkDefinition, definitionOf, listFormRecords } from './definitions.ts';
import { hashed, loadForm, nextVersion } from './records.ts';

/** Most versions that one answer lists. */
const VERSIONS = 200;

/** Every form of an account, oldest first. */
export async function listSummaries(kit: Kit, accountId: string): Promise<readonly StudioFormSummary[]> {
  const forms = await listFormRecords(kit, accountId);
  return Promise.all(forms.map((form) => summaryOf(kit, accountId, form)));
}

/**
 * A form with its current definition and its versions.
 *
 * @throws TellsafeError `form_unknown`
 */
export async function showForm(kit: Kit, accountId: string, formId: string): Promise<StudioFormResponse> {
  kit.accounts.get(accountId);
  const form = (await loadForm(kit, accountId, formId))?.value;
  if (!form) throw new TellsafeError('form_unknown');
  const first = formChangeKey(accountId, formId, form.version);
  const { account, group, collection } = first;
  const { records } = await kit.stores.records.list({ account, group, collection, limit: VERSIONS });
  return {
    form: await summaryOf(kit, accountId, form),
    definition: await definitionOf(kit, accountId, formId, form.hash),
    // A version that was made between the two reads is for the next answer.
    versions: records.map(({ body }) => formChangeCodec.decode(body)).filter(({ version }) => version <= form.version),
  };
}

/**
 * One version of a form.
 *
 * @throws TellsafeError `form_unknown` also when there is no such version
 */
export async function showVersion(
  kit: Kit,
  accountId: string,
  formId: string,
  version: number,
): Promise<StudioVersionResponse> {
  kit.accounts.get(accountId);
  const found = await changeOf(kit, accountId, formId, version);
  return { version: found, definition: await definitionOf(kit, accountId, formId, found.hash) };
}

/**
 * Saves a definition as the form's next version; a definition that holds already changes nothing.
 *
 * @throws TellsafeError `definition_invalid`; `conflict` when `base` is not the current version: read the form, it has the other's
 */
export async function saveForm(
  kit: Kit,
  caller: Caller,
  accountId: string,
  formId: string,
  { base, definition: input }: StudioSaveRequest,
): Promise<StudioFormResponse> {
  const definition = checkDefinition(kit, accountId, input);
  if (definition.id !== formId) {
    throw new TellsafeError('definition_invalid', { issues: [{ path: 'id', code: 'id_differs' }] });
  }
  const given = await hashed(kit, accountId, definition);
  await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, formId),
    (current) => {
      if (current?.value.hash === given.hash) return { result: undefined };
      if ((current?.value.version ?? 0) !== base) throw new TellsafeError('conflict');
      return { result: undefined, change: nextVersion(kit, caller, accountId, given, current).change };
    },
  );
  return showForm(kit, accountId, formId);
}

/**
 * Rolls a form back: the definition of an older version becomes the next version.
 *
 * @throws TellsafeError `form_unknown`, `conflict` as {@link saveForm}; `definition_invalid` when it cannot be read any more with the
 *   account's theme of today
 */
export async function restoreForm(
  kit: Kit,
  caller: Caller,
  accountId: string,
  formId: string,
  { base, version }: { readonly base: number; readonly version: number },
): Promise<StudioFormResponse> {
  const older = await showVersion(kit, accountId, formId, version);
  const given = await hashed(kit, accountId, checkDefinition(kit, accountId, older.definition));
  await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, formId),
    (current) => {
      if (!current) throw new TellsafeError('form_unknown');
      if (current.value.version !== base) throw new TellsafeError('conflict');
      if (current.value.hash === given.hash) return { result: undefined };
      return {
        result: undefined,
        change: nextVersion(kit, caller, accountId, given, current, { restored: version }).change,
      };
    },
  );
  return showForm(kit, accountId, formId);
}

async function changeOf(kit: Kit, accountId: string, formId: string, version: number): Promise<FormChangeRecord> {
  const [stored] = await kit.stores.records.get([formChangeKey(accountId, formId, version)]);
  const found = decodeRecord(formChangeCodec, stored)?.value;
  if (!found) throw new TellsafeError('form_unknown');
  return found;
}

async function summaryOf(kit: Kit, accountId: string, form: FormRecord): Promise<StudioFormSummary> {
  const { id, name, description, version, enabled, skills, changedAt = form.createdAt, changedBy } = form;
  const { questions } = await definitionOf(kit, accountId, id, form.hash);
  return {
    ...{ id, name, description, version, enabled, questions: questions.length },
    ...(skills && { skills }),
    changed: { at: changedAt, ...(changedBy && { by: changedBy }) },
  };
}
