// The audit as the host's code reads it (SF-AUD-01): entries, export, verification, head.
import { type AuditExport, exportAudit } from '../audit/export.ts';
import { type AuditPage, type AuditQuery, listAudit } from '../audit/list.ts';
import type { AuditReport } from '../audit/verify.ts';
import { type AuditHead, type AuditVerification, auditHead, verifyAudit } from '../audit/verify-kit.ts';
import { hostCaller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';

/** The audit. */
export interface AuditMethods {
  /** A page of entries, newest first. Each call is an entry itself. */
  list(query: AuditQuery): Promise<AuditPage>;
  /** All entries up to now, oldest first, as pieces of text. It is an entry itself. */
  export(wanted: AuditExport): AsyncIterable<string>;
  /** Checks that nothing was changed, removed, inserted or moved since it was sealed. */
  verify(wanted: AuditVerification): Promise<AuditReport>;
  /** The end of the chain: kept elsewhere, it tells later whether the chain was cut or begun again. */
  head(place: { readonly accountId: string }): Promise<AuditHead | null>;
}

/** Builds the methods; each waits for the start work. */
export function auditMethods(kit: Kit, ready: Promise<void>): AuditMethods {
  return {
    list: async (query) => {
      await ready;
      return listAudit(kit, hostCaller, query);
    },
    export: async function* (wanted) {
      await ready;
      yield* exportAudit(kit, hostCaller, wanted);
    },
    verify: async (wanted) => {
      await ready;
      return verifyAudit(kit, wanted);
    },
    head: async ({ accountId }) => {
      await ready;
      return auditHead(kit, accountId);
    },
  };
}
