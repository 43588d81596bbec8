// Names of forms and agents as they are called now.
import type { ReportRow } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import { agentCodec } from '../services/records/agent-session.ts';
import { formCodec } from '../services/records/form.ts';
import { agentKey, formKey } from '../services/records/keys.ts';
import type { Key } from '../stores/types.ts';

const KEYS_AT_ONCE = 1000;

/** Adds names to rows; what has none any more is told by its id alone. */
export async function withNames(kit: Kit, account: string, rows: readonly ReportRow[]): Promise<readonly ReportRow[]> {
  const forms = await namesOf(
    kit,
    rows,
    ({ form }) => form,
    (id) => formKey(account, id),
    formCodec.decode,
  );
  const agents = await namesOf(
    kit,
    rows,
    ({ agent }) => agent,
    (id) => agentKey(account, id),
    agentCodec.decode,
  );
  return rows.map((row) => {
    const formName = row.form === undefined ? undefined : forms.get(row.form);
    const agentName = row.agent === undefined ? undefined : agents.get(row.agent);
    return { ...row, ...(formName !== undefined && { formName }), ...(agentName !== undefined && { agentName }) };
  });
}

async function namesOf(
  kit: Kit,
  rows: readonly ReportRow[],
  idOf: (row: ReportRow) => string | undefined,
  keyOf: (id: string) => Key,
  decode: (body: Uint8Array) => { readonly name: string },
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(idOf).filter((id) => id !== undefined))];
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += KEYS_AT_ONCE) {
    const some = ids.slice(at, at + KEYS_AT_ONCE);
    const stored = await kit.stores.records.get(some.map(keyOf));
    for (const [place, id] of some.entries()) {
      const record = stored[place];
      if (record) names.set(id, decode(record.body).name);
    }
  }
  return names;
}
