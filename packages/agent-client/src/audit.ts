// The audit of an account (SF-AUD-01) for whoever may read it: entries, files, and whether the chain fits.
import type {
  AuditFilter,
  AuditFindingView,
  AuditFormat,
  AuditHeadView,
  AuditListRequest,
  AuditListResponse,
  AuditVerifyRequest,
  AuditVerifyResponse,
} from '@tellsafe/core/wire';
import type { Caller } from './commands.ts';

/** How far a verification is. */
export interface AuditProgress {
  /** Number of the last block that was looked at. */
  readonly block: number;
  /** Number of the last block. */
  readonly total: number;
}

/** What to verify. */
export interface AuditVerification {
  /** A head that was noted earlier, and must be in the chain. */
  readonly head?: AuditVerifyRequest['head'];
  /** Told after each round. */
  readonly onProgress?: (progress: AuditProgress) => void;
  /** Stops between two rounds; the promise is rejected with its reason. */
  readonly signal?: AbortSignal;
}

/** What a verification came to. */
export interface AuditVerdict {
  /** Nothing was found that does not fit. */
  readonly intact: boolean;
  /** The head was made with the account's keys. */
  readonly authenticated: boolean;
  readonly blocks: number;
  /** Entries that fit. */
  readonly entries: number;
  /** Entries that are gone since their time was over. */
  readonly expired: number;
  /** Entries that are not in a block yet; nothing is proven about them. */
  readonly unsealed: number;
  readonly head: AuditHeadView | null;
  /** What became of the head that was noted. */
  readonly anchor: 'none' | 'matches' | 'missing' | 'expired';
  /** Number of the last block up to which everything fits; 0 when nothing does, or nothing is there. */
  readonly holdsUpTo: number;
  /** How many findings there are; `findings` holds the first hundred. */
  readonly found: number;
  readonly findings: readonly AuditFindingView[];
}

/** The audit; it needs a session with the permission `audit.read`. Every page and every part of a file is an entry itself. */
export interface Audit {
  /**
   * A page of entries, newest first; its `cursor`, if any, in the same query asks for the next one. A page may be empty and have one.
   *
   * @throws {TellsafeError} `permission_denied`; `request_invalid` whose issues name what cannot be
   */
  list(query?: AuditListRequest): Promise<AuditListResponse>;
  /** All entries that fit as a file, oldest first; what a spreadsheet would take for a formula is text. @throws {TellsafeError} as {@link list} */
  export(format: AuditFormat, filters?: AuditFilter): Promise<Blob>;
  /** Checks the chain, round by round. @throws {TellsafeError} as {@link list} */
  verify(wanted?: AuditVerification): Promise<AuditVerdict>;
  /** The end of the chain, to be noted elsewhere; `null` when there never was an entry. @throws {TellsafeError} `permission_denied` */
  head(): Promise<AuditHeadView | null>;
}

/** Most findings that are kept. */
const FINDINGS = 100;

const mediaTypes = { csv: 'text/csv;charset=utf-8', jsonl: 'application/jsonl;charset=utf-8' } as const;

/**
 * Creates the audit part of a client.
 *
 * @param call - signed calls
 */
export function createAudit(call: Caller): Audit {
  return {
    list: (query = {}) => call('auditList', { body: query, idempotent: true }),
    async export(format, filters = {}) {
      const parts: string[] = [];
      let cursor: string | undefined;
      do {
        const body = { format, ...filters, ...(cursor !== undefined && { cursor }) };
        const part = await call('auditExport', { body, idempotent: true });
        parts.push(part.text);
        cursor = part.cursor;
      } while (cursor !== undefined);
      return new Blob(parts, { type: mediaTypes[format] });
    },
    async verify({ head, onProgress, signal } = {}) {
      const rounds: AuditVerifyResponse[] = [];
      for (let cursor: string | undefined; ; ) {
        signal?.throwIfAborted();
        const body = { ...(head && { head }), ...(cursor !== undefined && { cursor }) };
        const round = await call('auditVerify', { body, idempotent: true });
        rounds.push(round);
        onProgress?.({ block: round.block, total: round.total });
        cursor = round.cursor;
        if (cursor === undefined) return verdictOf(rounds);
      }
    },
    head: async () => (await call('auditHead', { body: {}, idempotent: true })).head,
  };
}

function verdictOf(rounds: readonly AuditVerifyResponse[]): AuditVerdict {
  const last = rounds.at(-1);
  const sum = (name: 'blocks' | 'entries' | 'expired' | 'found'): number =>
    rounds.reduce((total, round) => total + round[name], 0);
  const findings = rounds.flatMap((round) => round.findings);
  const { authenticated = false, unsealed = 0, head = null, anchor = 'none' } = last?.end ?? {};
  const found = sum('found');
  const broken = findings.flatMap(({ block }) => (block === undefined ? [] : [block - 1]));
  return {
    ...{ intact: found === 0, authenticated, unsealed, head, anchor, found },
    ...{ blocks: sum('blocks'), entries: sum('entries'), expired: sum('expired') },
    holdsUpTo: Math.max(0, Math.min(last?.block ?? 0, ...broken)),
    findings: findings.slice(0, FINDINGS),
  };
}
