// Forms of an account: defining, switching, listing. Definitions are never changed once they are written (SF-FORM-07); what the studio
// does with versions is in versions.ts.
import { TellsafeError } from '@tellsafe/core';
import type { FormDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { checkFormTheme } from '../../accounts/theme.ts';
import { auditEvent, type Caller, changerOf } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { type FormRecord, formCodec, formVersionCodec } from '../records/form.ts';
import { formVersionKey } from '../records/keys.ts';
import { mayUseForm } from './access.ts';
import { formChange, formList, hashed, loadForm, nextVersion } from './records.ts';

/** A form with its current definition. */
export interface FormView {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly enabled: boolean;
  readonly definition: FormDefinition;
}

/**
 * Defines a form, or its next version when the definition differs from the current one. A new form is enabled.
 *
 * @param input a plain definition; defaults are filled in
 * @throws TellsafeError `definition_invalid`
 */
export async function defineForm(kit: Kit, caller: Caller, accountId: string, input: unknown): Promise<FormView> {
  const definition = checkDefinition(kit, accountId, input);
  const given = await hashed(kit, accountId, definition);
  const form = await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, definition.id),
    (current) => {
      if (current?.value.hash === given.hash) return { result: current.value };
      const next = nextVersion(kit, caller, accountId, given, current);
      return { result: next.form, change: next.change };
    },
  );
  return { id: form.id, version: form.version, hash: given.hash, enabled: form.enabled, definition };
}

/**
 * Defines a form as the kit's options give it. Only a definition that the options did not give before changes anything: what was made of
 * the form since, in the studio or by the host's code, survives every start with the same options.
 *
 * @throws TellsafeError `definition_invalid`
 */
export async function seedForm(kit: Kit, caller: Caller, accountId: string, input: unknown): Promise<void> {
  const definition = checkDefinition(kit, accountId, input);
  const given = await hashed(kit, accountId, definition);
  const seed = given.hash;
  await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, definition.id),
    (current) => {
      if (current?.value.seed === seed) return { result: undefined };
      if (current?.value.hash === seed) {
        return { result: undefined, change: formChange(accountId, { ...current.value, seed }, current) };
      }
      return { result: undefined, change: nextVersion(kit, caller, accountId, given, current, { seed }).change };
    },
  );
}

/**
 * Checks a definition, its theme together with the account's.
 *
 * @throws TellsafeError `definition_invalid`
 */
export function checkDefinition(kit: Kit, accountId: string, input: unknown): FormDefinition {
  const account = kit.accounts.get(accountId);
  const definition = parseFormDefinition(input);
  checkFormTheme(account.theme, definition);
  return definition;
}

/**
 * Enables or disables a form. Invitations that were sent already go on.
 *
 * @throws TellsafeError `form_unknown`
 */
export async function switchForm(
  kit: Kit,
  caller: Caller,
  accountId: string,
  formId: string,
  enabled: boolean,
): Promise<void> {
  kit.accounts.get(accountId);
  await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, formId),
    (current) => {
      if (!current) throw new TellsafeError('form_unknown');
      if (current.value.enabled === enabled) return { result: undefined };
      const action = enabled ? 'form-enable' : 'form-disable';
      const { changedBy: _before, ...kept } = current.value;
      const by = changerOf(caller);
      const form: FormRecord = { ...kept, enabled, changedAt: kit.clock(), ...(by && { changedBy: by }) };
      const append = [auditEvent(kit, caller, action, { kind: 'form', id: formId })];
      return { result: undefined, change: { ...formChange(accountId, form, current), append } };
    },
  );
}

/** Records of every form of an account, oldest first. */
export async function listFormRecords(kit: Kit, accountId: string): Promise<readonly FormRecord[]> {
  kit.accounts.get(accountId);
  const forms: FormRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      ...{ account: accountId, ...formList, limit: 200 },
      ...(cursor !== undefined && { cursor }),
    });
    forms.push(...page.records.map((record) => formCodec.decode(record.body)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return forms;
}

/** Every form of an account, oldest first. */
export async function listForms(kit: Kit, accountId: string): Promise<readonly FormView[]> {
  const forms = await listFormRecords(kit, accountId);
  return Promise.all(
    forms.map(async ({ id, version, hash, enabled }) => {
      const definition = await definitionOf(kit, accountId, id, hash);
      return { id, version, hash, enabled, definition };
    }),
  );
}

/** The forms that an agent with these skills may send. */
export async function listUsableForms(
  kit: Kit,
  accountId: string,
  skills: readonly string[],
): Promise<readonly Omit<FormView, 'enabled'>[]> {
  const forms = await listForms(kit, accountId);
  return forms
    .filter(({ enabled, definition }) => mayUseForm(usable(enabled, definition), skills))
    .map(({ enabled: _enabled, ...form }) => form);
}

function usable(enabled: boolean, { skills }: FormDefinition): Pick<FormRecord, 'enabled' | 'skills'> {
  return { enabled, ...(skills && { skills }) };
}

/**
 * One version of a form's definition.
 *
 * @throws TellsafeError `form_unknown`
 */
export async function definitionOf(kit: Kit, accountId: string, formId: string, hash: string): Promise<FormDefinition> {
  const cacheKey = `${accountId}/${hash}`;
  const cached = kit.caches.definitions.get(cacheKey);
  if (cached) return cached;
  const [stored] = await kit.stores.records.get([formVersionKey(accountId, formId, hash)]);
  const version = decodeRecord(formVersionCodec, stored);
  if (!version) throw new TellsafeError('form_unknown');
  kit.caches.definitions.set(cacheKey, version.value.definition);
  return version.value.definition;
}
