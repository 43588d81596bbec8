// Who may do what: the one table of roles, permissions and features of accounts (SF-PERM-01), and the operations that need
// them. Every enforcement asks here; what is in no table is refused. Whose conversation it is, is a rule of the services.
import { TellsafeError } from '@tellsafe/core';
import type { OperatorRole, RouteName, routePaths } from '@tellsafe/core/wire';

/** What somebody is in an account. */
export type Role = OperatorRole;

/** Roles of operators. */
export const roles = ['agent', 'manager', 'admin'] as const satisfies readonly Role[];

/** What an account can have switched on or off. */
export interface Features {
  /** Secure forms. On for an account that the kit is given; every other account is refused. */
  readonly forms: boolean;
  /** Managers read recorded answers of closed conversations (SF-ACC-04); off until it is enabled. */
  readonly history: boolean;
}

/** Features of an account that says nothing about them. */
export const defaultFeatures: Features = { forms: true, history: false };

/** How a role has a permission: by itself, by a profile that grants it, or in no way. */
export type Grant = 'default' | 'profile' | 'never';

interface PermissionRow extends Readonly<Record<Role, Grant>> {
  /** Without this feature of the account nobody has the permission. */
  readonly feature: keyof Features | null;
}

/** Every permission. */
export const permissionTable = {
  'forms.use': { feature: 'forms', agent: 'default', manager: 'profile', admin: 'never' },
  'conversations.watch': { feature: null, agent: 'never', manager: 'default', admin: 'never' },
  'history.answers.read': { feature: 'history', agent: 'never', manager: 'profile', admin: 'never' },
  'reports.read': { feature: null, agent: 'never', manager: 'default', admin: 'default' },
  'forms.manage': { feature: null, agent: 'never', manager: 'never', admin: 'default' },
  'privacy.manage': { feature: null, agent: 'never', manager: 'never', admin: 'default' },
  'accounts.manage': { feature: null, agent: 'never', manager: 'never', admin: 'default' },
  'transcripts.read': { feature: null, agent: 'never', manager: 'profile', admin: 'never' },
  'audit.read': { feature: null, agent: 'never', manager: 'profile', admin: 'default' },
} as const satisfies Record<string, PermissionRow>;

/** Name of a permission. */
export type Permission = keyof typeof permissionTable;

/** Every permission, in the order of the table. */
export const permissions = Object.freeze(Object.keys(permissionTable) as Permission[]);

/** Whether a text is the name of a permission. */
export function isPermission(name: unknown): name is Permission {
  return typeof name === 'string' && Object.hasOwn(permissionTable, name);
}

/** Whether a text is the name of a role. */
export function isRole(name: unknown): name is Role {
  return (roles as readonly unknown[]).includes(name);
}

/** What a role has without a profile. */
export function defaultPermissions(role: Role): readonly Permission[] {
  return permissions.filter((name) => permissionTable[name][role] === 'default');
}

/** What a profile of a role may grant. */
export function grantablePermissions(role: Role): readonly Permission[] {
  return permissions.filter((name) => permissionTable[name][role] !== 'never');
}

/** Routes that carry the proof of an agent session. */
type SessionRoute = {
  [Name in RouteName]: (typeof routePaths)[Name]['proof'] extends 'session' ? Name : never;
}[RouteName];

interface OperationRow {
  /** Needed by everybody. */
  readonly permission: Permission | null;
  /** Roles that the operation is for. A host's principal without a role is judged by its permissions alone. */
  readonly roles: readonly Role[];
}

const anybody: OperationRow = { permission: null, roles };
const whoWatches: OperationRow = { permission: 'conversations.watch', roles: ['manager'] };
const whoReadsHistory: OperationRow = { permission: 'history.answers.read', roles: ['manager'] };
const whoReadsReports: OperationRow = { permission: 'reports.read', roles: ['manager', 'admin'] };
const whoKeepsPrivacy: OperationRow = { permission: 'privacy.manage', roles: ['admin'] };
const whoManagesForms: OperationRow = { permission: 'forms.manage', roles: ['admin'] };
const whoReadsAudit: OperationRow = { permission: 'audit.read', roles: ['manager', 'admin'] };
const whoKeepsWebhooks: OperationRow = { permission: 'accounts.manage', roles: ['admin'] };
const whoKeepsEntryPoints: OperationRow = { permission: 'accounts.manage', roles: ['admin'] };
const whoTalks: OperationRow = { permission: null, roles: ['agent', 'manager'] };

/** What each route of agent sessions needs. A route without a row does not compile, and is refused. */
export const operationTable: { readonly [Name in SessionRoute]: OperationRow } = {
  sessionEnd: anybody,
  sessionActivity: anybody,
  agentForms: whoTalks,
  agentConversations: whoTalks,
  agentConversation: whoTalks,
  agentEvents: whoTalks,
  fileRead: whoTalks,
  transcriptFind: whoTalks,
  boardList: whoWatches,
  conversationFind: whoWatches,
  boardConversation: whoWatches,
  boardEvents: whoWatches,
  historyList: whoReadsHistory,
  historyReads: whoReadsHistory,
  historyRead: whoReadsHistory,
  conversationMessage: whoTalks,
  conversationAssign: whoTalks,
  conversationTransfer: whoTalks,
  conversationClose: whoTalks,
  invitationSend: { permission: 'forms.use', roles: ['agent', 'manager'] },
  invitationList: whoTalks,
  invitationRevoke: whoTalks,
  readKey: whoTalks,
  read: whoTalks,
  privacyStatus: whoKeepsPrivacy,
  privacyFind: whoKeepsPrivacy,
  privacyExport: whoKeepsPrivacy,
  privacyErase: whoKeepsPrivacy,
  privacyHolds: whoKeepsPrivacy,
  privacyHold: whoKeepsPrivacy,
  privacyRelease: whoKeepsPrivacy,
  reportFigures: whoReadsReports,
  reportInvitations: whoReadsReports,
  reportCsv: whoReadsReports,
  reportVolume: whoReadsReports,
  reportVolumeCsv: whoReadsReports,
  auditList: whoReadsAudit,
  auditExport: whoReadsAudit,
  auditVerify: whoReadsAudit,
  auditHead: whoReadsAudit,
  webhookEndpoints: whoKeepsWebhooks,
  webhookDeliveries: whoKeepsWebhooks,
  webhookResend: whoKeepsWebhooks,
  webhookReplay: whoKeepsWebhooks,
  webhookTest: whoKeepsWebhooks,
  webhookEnable: whoKeepsWebhooks,
  entryPointList: whoKeepsEntryPoints,
  entryPointSave: whoKeepsEntryPoints,
  entryPointResume: whoKeepsEntryPoints,
  entryPointQuarantine: whoKeepsEntryPoints,
  studioForms: whoManagesForms,
  studioForm: whoManagesForms,
  studioVersion: whoManagesForms,
  studioSave: whoManagesForms,
  studioSwitch: whoManagesForms,
  studioRestore: whoManagesForms,
  studioSettings: whoManagesForms,
  studioSettingsSave: whoManagesForms,
};

/** Who is asked about. */
export interface Holder {
  readonly role?: Role | undefined;
  readonly permissions: readonly string[];
}

/** Whether somebody has a permission in an account with these features. */
export function holdsPermission(features: Features, { role, permissions: held }: Holder, name: Permission): boolean {
  const row: PermissionRow = permissionTable[name];
  if (row.feature !== null && !features[row.feature]) return false;
  return held.includes(name) && (role === undefined || row[role] !== 'never');
}

/**
 * Refuses whoever lacks a permission.
 *
 * @throws TellsafeError `permission_denied`
 */
export function assertPermission(features: Features, holder: Holder, name: Permission): void {
  if (!holdsPermission(features, holder, name)) throw new TellsafeError('permission_denied');
}

/**
 * Refuses a route of agent sessions to those whom it is not for.
 *
 * @throws TellsafeError `permission_denied`
 */
export function assertOperation(features: Features, holder: Holder, name: RouteName): void {
  const table: Readonly<Partial<Record<RouteName, OperationRow>>> = operationTable;
  const row = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!row || (holder.role !== undefined && !row.roles.includes(holder.role))) {
    throw new TellsafeError('permission_denied');
  }
  if (row.permission !== null) assertPermission(features, holder, row.permission);
}
