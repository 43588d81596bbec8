// What the built-in login tells admins about operators, roles, profiles and its policy. Types only: its routes are not of this protocol
// (docs/login.md), but their two ends are.
import type { OperatorRole } from './values.ts';

/** An operator as admins see one. */
export interface OperatorView {
  /** The agent id of their sessions. */
  readonly id: string;
  /** By which they sign in. */
  readonly name: string;
  /** Shown to consumers. */
  readonly displayName: string;
  readonly role: OperatorRole;
  /** Name of a profile of the role; `null` for the role's own permissions. */
  readonly profile: string | null;
  readonly permissions: readonly string[];
  readonly skills: readonly string[];
  /** `locked` after too many failed sign-ins, `disabled` by an admin. */
  readonly status: 'active' | 'locked' | 'disabled';
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  /** Instants in epoch ms. */
  readonly createdAt: number;
  readonly passwordSetAt: number;
  /** Absent until the first one. */
  readonly lastSignInAt?: number;
}

/** How a role has a permission: by itself, by a profile that grants it, or in no way. */
export type PermissionGrant = 'default' | 'profile' | 'never';

/** Roles and profiles: what each may do, and what it may never do (SF-PERM-01). */
export interface ProfilesView {
  readonly roles: readonly {
    readonly role: OperatorRole;
    readonly grants: Readonly<Record<string, PermissionGrant>>;
  }[];
  readonly profiles: readonly {
    readonly name: string;
    readonly role: OperatorRole;
    readonly permissions: readonly string[];
  }[];
}

/** One line of the report on the login policy (SF-POL-05). */
export interface PolicyLine {
  readonly setting: string;
  /** What the preset demands, such as `12 to 64` or `true or false`. */
  readonly required: string;
  readonly actual: number | boolean | string | null;
  readonly holds: boolean;
  /** Section of the standard; `null` where the demand is this project's own. */
  readonly source: string | null;
}

/** The login policy in force. */
export interface PolicyView {
  readonly preset: string;
  readonly settings: readonly PolicyLine[];
}
