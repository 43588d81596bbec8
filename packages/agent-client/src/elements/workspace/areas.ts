// The areas of the workspace besides the conversations: for whom each is, and how it is loaded when somebody opens it.
import type { OperatorRole } from '@tellsafe/core/wire';
import type { AgentSession } from '../../session.ts';
import type { IconName } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';

/** One area. */
export interface Area {
  /** Stands in the address of the page: lower-case letters. */
  readonly name: string;
  /** Custom element; it gets `client` and `language`. */
  readonly tag: `tellsafe-${string}`;
  /** Shared text with its name. */
  readonly text: Parameters<Words['say']>[0];
  readonly icon: IconName;
  /** Needed to see it; the server decides. */
  readonly permission: string;
  readonly roles: readonly OperatorRole[];
  /** Loads the area's code and registers its element. */
  readonly define: () => Promise<void>;
}

/** Every area, in the order of the navigation. */
export const areas: readonly Area[] = [
  {
    ...{ name: 'board', tag: 'tellsafe-board', text: 'areaBoard', icon: 'table' },
    ...{ permission: 'conversations.watch', roles: ['manager'] },
    define: async () => (await import('../board/define.ts')).defineBoard(),
  },
  {
    ...{ name: 'history', tag: 'tellsafe-history', text: 'areaHistory', icon: 'clock' },
    ...{ permission: 'history.answers.read', roles: ['manager'] },
    define: async () => (await import('../history/define.ts')).defineHistory(),
  },
  {
    ...{ name: 'reports', tag: 'tellsafe-reports', text: 'areaReports', icon: 'chart' },
    ...{ permission: 'reports.read', roles: ['manager', 'admin'] },
    define: async () => (await import('../reports/define.ts')).defineReports(),
  },
  {
    ...{ name: 'studio', tag: 'tellsafe-studio', text: 'areaStudio', icon: 'edit' },
    ...{ permission: 'forms.manage', roles: ['admin'] },
    define: async () => (await import('../studio/define.ts')).defineStudio(),
  },
  {
    ...{ name: 'people', tag: 'tellsafe-operators', text: 'areaPeople', icon: 'people' },
    ...{ permission: 'accounts.manage', roles: ['admin'] },
    define: async () => (await import('../people/define.ts')).defineOperators(),
  },
  {
    ...{ name: 'policy', tag: 'tellsafe-policy', text: 'areaPolicy', icon: 'policy' },
    ...{ permission: 'accounts.manage', roles: ['admin'] },
    define: async () => (await import('../policy/define.ts')).definePolicy(),
  },
  {
    ...{ name: 'privacy', tag: 'tellsafe-privacy', text: 'areaPrivacy', icon: 'lock' },
    ...{ permission: 'privacy.manage', roles: ['admin'] },
    define: async () => (await import('../privacy/define.ts')).definePrivacy(),
  },
  {
    ...{ name: 'channels', tag: 'tellsafe-entry-points', text: 'areaEntryPoints', icon: 'entrance' },
    ...{ permission: 'accounts.manage', roles: ['admin'] },
    define: async () => (await import('../entry-points/define.ts')).defineEntryPoints(),
  },
  {
    ...{ name: 'webhooks', tag: 'tellsafe-webhooks', text: 'areaWebhooks', icon: 'hook' },
    ...{ permission: 'accounts.manage', roles: ['admin'] },
    define: async () => (await import('../webhooks/define.ts')).defineWebhooks(),
  },
  {
    ...{ name: 'audit', tag: 'tellsafe-audit', text: 'areaAudit', icon: 'shield' },
    ...{ permission: 'audit.read', roles: ['manager', 'admin'] },
    define: async () => (await import('../audit/define.ts')).defineAudit(),
  },
];

/** Those areas that are for a session. */
export function areasFor(
  { role, permissions }: Pick<AgentSession, 'role' | 'permissions'>,
  offered: readonly Area[] = areas,
): readonly Area[] {
  return offered.filter(
    ({ permission, roles }) => permissions.includes(permission) && (role === undefined || roles.includes(role)),
  );
}
