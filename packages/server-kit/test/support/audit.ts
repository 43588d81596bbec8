// The audit entries of the tests' account, in order.
import { AUDIT_EVENT } from '../../src/audit/audit.ts';
import type { AuditEntry } from '../../src/audit/entry.ts';
import { ACCOUNT, type Harness } from '../harness.ts';

export async function auditOf({ stores }: Pick<Harness, 'stores'>): Promise<AuditEntry[]> {
  const events = await stores.records.read({ account: ACCOUNT }, '', 1000);
  const audit = events.filter(({ type }) => type === AUDIT_EVENT);
  return audit.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as AuditEntry);
}
