// Definitions of forms: versions by hash, never changed once they are written (SF-FORM-07).
import { TellsafeError } from '@tellsafe/core';
import { type FormDefinition, hashDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { END_OF_TIME } from '@tellsafe/core/retention';
import { checkFormTheme } from '../../accounts/theme.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { type FormRecord, formCodec, formVersionCodec } from '../records/form.ts';
import { formKey, formVersionKey } from '../records/keys.ts';
import { mayUseForm } from './access.ts';

const FORM_LIST = 'form';
const FORM_LIST_VALUE = 'all';

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
  const account = kit.accounts.get(accountId);
  const definition = parseFormDefinition(input);
  checkFormTheme(account.theme, definition);
  const hash = await hashDefinition(definition);
  kit.caches.definitions.set(`${accountId}/${hash}`, definition);
  const form = await commitWithRetry(
    kit,
    () => loadForm(kit, accountId, definition.id),
    (current) => {
      if (current?.value.hash === hash) return { result: current.value };
      const next = nextVersion(definition, hash, current?.value, kit.clock());
      return { result: next, change: formChange(kit, caller, accountId, definition, next, current) };
    },
  );
  return { id: form.id, version: form.version, hash, enabled: form.enabled, definition };
}

function nextVersion(
  definition: FormDefinition,
  hash: string,
  current: FormRecord | undefined,
  now: number,
): FormRecord {
  const { id, name, description, skills } = definition;
  return {
    id,
    name,
    description,
    version: (current?.version ?? 0) + 1,
    hash,
    enabled: current?.enabled ?? true,
    ...(skills && { skills }),
    createdAt: current?.createdAt ?? now,
  };
}

function formChange(
  kit: Kit,
  caller: Caller,
  accountId: string,
  definition: FormDefinition,
  form: FormRecord,
  current: Versioned<FormRecord> | undefined,
) {
  const version = formVersionKey(accountId, form.id, form.hash);
  const body = formVersionCodec.encode({ version: form.version, hash: form.hash, definition });
  return {
    account: accountId,
    group: version.group,
    expect: [{ key: formKey(accountId, form.id), version: current?.version ?? ('absent' as const) }],
    put: [formInput(accountId, form), { ...version, body, expiresAt: END_OF_TIME }],
    append: [auditEvent(kit, caller, 'form-define', { kind: 'form', id: form.id })],
  };
}

function formInput(accountId: string, form: FormRecord) {
  return {
    ...formKey(accountId, form.id),
    body: formCodec.encode(form),
    expiresAt: END_OF_TIME,
    index: [{ name: FORM_LIST, value: FORM_LIST_VALUE, order: form.createdAt }],
  };
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
      const key = formKey(accountId, formId);
      const action = enabled ? 'form-enable' : 'form-disable';
      return {
        result: undefined,
        change: {
          account: accountId,
          group: key.group,
          expect: [{ key, version: current.version }],
          put: [formInput(accountId, { ...current.value, enabled })],
          append: [auditEvent(kit, caller, action, { kind: 'form', id: formId })],
        },
      };
    },
  );
}

/** Every form of an account, oldest first. */
export async function listForms(kit: Kit, accountId: string): Promise<readonly FormView[]> {
  kit.accounts.get(accountId);
  const forms: FormRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      account: accountId,
      index: FORM_LIST,
      value: FORM_LIST_VALUE,
      limit: 200,
      ...(cursor !== undefined && { cursor }),
    });
    forms.push(...page.records.map((record) => formCodec.decode(record.body)));
    cursor = page.cursor;
  } while (cursor !== undefined);
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

async function loadForm(kit: Kit, accountId: string, formId: string): Promise<Versioned<FormRecord> | undefined> {
  const [stored] = await kit.stores.records.get([formKey(accountId, formId)]);
  return decodeRecord(formCodec, stored);
}
