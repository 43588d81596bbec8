// An audit without a server: entries of a day at a desk, and a chain that fits or does not.
import { type AuditItem, auditActions, auditObjectKinds } from '@tellsafe/core/wire';
import type { Audit, AuditVerdict } from '../../src/audit.ts';

/** A digest of one letter. */
export const digestOf = (letter: string): string => letter.repeat(43);
const uuid = (number: number): string => `9fe06a38-ec06-4ef6-9833-${String(number).padStart(12, '0')}`;

/** An entry. */
export function auditItem(number: number, given: Partial<AuditItem> = {}): AuditItem {
  const digest = digestOf('d');
  return {
    ...{ number, block: Math.ceil(number / 20), position: String(number).padStart(16, '0'), intact: true },
    ...{ digest, sealedDigest: digest, at: Date.UTC(2026, 10, 22, 9, 0, number), action: 'form-open' },
    ...{ who: { kind: 'consumer' }, outcome: 'done', origin: 'https://forms.acme.example' },
    object: { kind: 'invitation', id: uuid(number) },
    ...given,
  };
}

/** One entry of each action, refused, repeated and done in turn. */
export const everyAction: readonly AuditItem[] = auditActions.map((action, at) => {
  const agent = { kind: 'agent', id: at % 2 ? 'maya' : 'ada', sessionId: uuid(900 + at) } as const;
  const who = [agent, { kind: 'consumer' }, { kind: 'host' }, { kind: 'system' }] as const;
  return auditItem(auditActions.length - at, {
    ...{ action, who: who[at % 4] ?? agent, origin: at % 4 > 1 ? null : 'https://desk.acme.example' },
    outcome: at % 7 === 3 ? { refused: 'permission' } : at % 11 === 5 ? 'repeated' : 'done',
    object: { kind: auditObjectKinds[at % auditObjectKinds.length] ?? 'audit', id: uuid(at) },
    ...(action === 'purge' && { count: 1204 }),
  });
});

/** A head. */
export const auditHead = { number: 912, hash: digestOf('h'), entries: 18_204, sealedAt: Date.UTC(2026, 10, 22, 10) };

/** A verdict that everything fits. */
export const fitting: AuditVerdict = {
  ...{ intact: true, authenticated: true, blocks: 912, entries: 18_204, expired: 40, unsealed: 3, head: auditHead },
  ...{ anchor: 'none', holdsUpTo: 912, found: 0, findings: [] },
};

/** A verdict that something does not. */
export const broken: AuditVerdict = {
  ...fitting,
  ...{ intact: false, entries: 18_203, holdsUpTo: 873, found: 2 },
  findings: [
    { kind: 'entry-changed', block: 874, entry: 17_481, position: '0000000000040211' },
    { kind: 'block-missing', block: 880 },
  ],
};

/** What a test tells the fake. */
export interface FakeAuditOptions {
  readonly entries?: readonly AuditItem[];
  readonly verdict?: AuditVerdict;
  /** Most entries of a page, when not as many as are asked for. */
  readonly most?: number;
  /** Instead of an answer. */
  readonly refuse?: () => never;
}

/** The fake with what it was asked. */
export interface FakeAudit extends Audit {
  readonly asked: unknown[];
}

/** Creates a fake audit; it filters by action and outcome alone. */
export function fakeAudit({
  entries = everyAction,
  verdict = fitting,
  most,
  refuse,
}: FakeAuditOptions = {}): FakeAudit {
  const asked: unknown[] = [];
  return {
    asked,
    list: async (query = {}) => {
      asked.push(query);
      refuse?.();
      const { action, outcome, limit = 50, cursor = '0' } = query;
      const isWanted = (item: AuditItem): boolean =>
        (!action || action.includes(item.action)) &&
        (!outcome || outcome === (typeof item.outcome === 'string' ? item.outcome : 'refused'));
      const found = entries.filter(isWanted);
      const end = Number(cursor) + Math.min(limit, most ?? limit);
      return { entries: found.slice(Number(cursor), end), ...(end < found.length && { cursor: String(end) }) };
    },
    export: async (format, filters) => {
      asked.push({ format, ...filters });
      return new Blob(['number,at\r\n'], { type: 'text/csv' });
    },
    verify: async ({ onProgress, head } = {}) => {
      asked.push({ verify: head });
      onProgress?.({ block: 200, total: 912 });
      return head ? { ...verdict, anchor: 'matches' } : verdict;
    },
    head: async () => {
      refuse?.();
      return entries.length > 0 ? auditHead : null;
    },
  };
}
