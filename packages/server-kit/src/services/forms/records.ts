// Records of forms: reading them, and the commits that write a version or a switch.
import { type FormDefinition, hashDefinition } from '@tellsafe/core/form';
import { END_OF_TIME } from '@tellsafe/core/retention';
import type { Commit } from '../../stores/types.ts';
import { auditEvent, type Caller, changerOf } from '../caller.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import {
  type FormChangeRecord,
  type FormRecord,
  formChangeCodec,
  formCodec,
  formVersionCodec,
} from '../records/form.ts';
import { formChangeKey, formKey, formVersionKey } from '../records/keys.ts';

/** Index of an account's forms, by when each was first defined. */
export const formList = { index: 'form', value: 'all' } as const;

/** A form as the store has it. */
export type StoredForm = Versioned<FormRecord>;

/** The record of a form. */
export async function loadForm(kit: Kit, accountId: string, formId: string): Promise<StoredForm | undefined> {
  const [stored] = await kit.stores.records.get([formKey(accountId, formId)]);
  return decodeRecord(formCodec, stored);
}

/** A definition with its hash. */
export interface HashedDefinition {
  readonly definition: FormDefinition;
  readonly hash: string;
}

/** Hashes a definition and remembers it, because it is about to be asked for. */
export async function hashed(kit: Kit, accountId: string, definition: FormDefinition): Promise<HashedDefinition> {
  const hash = await hashDefinition(definition);
  kit.caches.definitions.set(`${accountId}/${hash}`, definition);
  return { definition, hash };
}

/** What a new version is besides its definition. */
export interface VersionFacts {
  readonly restored?: number;
  readonly seed?: string;
}

/** The form after its next version, and the commit that makes it. A new form is enabled. */
export function nextVersion(
  kit: Kit,
  caller: Caller,
  account: string,
  { definition, hash }: HashedDefinition,
  current: StoredForm | undefined,
  { restored, seed = current?.value.seed }: VersionFacts = {},
): { readonly form: FormRecord; readonly change: Commit } {
  const { id, name, description, skills } = definition;
  const at = kit.clock();
  const by = changerOf(caller);
  const form: FormRecord = {
    ...{ id, name, description, hash, version: (current?.value.version ?? 0) + 1 },
    enabled: current?.value.enabled ?? true,
    ...(skills && { skills }),
    ...{ createdAt: current?.value.createdAt ?? at, changedAt: at },
    ...(by && { changedBy: by }),
    ...(seed !== undefined && { seed }),
  };
  const made: FormChangeRecord = {
    ...{ version: form.version, hash, at },
    ...(by && { by }),
    ...(restored !== undefined && { restored }),
  };
  const put = [
    {
      ...formVersionKey(account, id, hash),
      body: formVersionCodec.encode({ hash, definition }),
      expiresAt: END_OF_TIME,
    },
    { ...formChangeKey(account, id, form.version), body: formChangeCodec.encode(made), expiresAt: END_OF_TIME },
  ];
  const append = [auditEvent(kit, caller, 'form-define', { kind: 'form', id })];
  const written = formChange(account, form, current);
  return { form, change: { ...written, put: [...written.put, ...put], append } };
}

/** The commit that writes the record of a form, if it is still as it was read. */
export function formChange(account: string, form: FormRecord, current: StoredForm | undefined) {
  const key = formKey(account, form.id);
  const index = [{ name: formList.index, value: formList.value, order: form.createdAt }];
  return {
    ...{ account, group: key.group },
    expect: [{ key, version: current?.version ?? ('absent' as const) }],
    put: [{ ...key, body: formCodec.encode(form), expiresAt: END_OF_TIME, index }],
  };
}
