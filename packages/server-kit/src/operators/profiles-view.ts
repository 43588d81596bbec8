// Roles and profiles as admins see them: what each may do, and what it may never do (SF-PERM-01).
import {
  type Grant,
  type Permission,
  permissions,
  permissionTable,
  type Role,
  roles,
} from '../accounts/permissions.ts';
import type { Profiles } from './parts.ts';

/** What roles and profiles come to. */
export interface ProfilesView {
  readonly roles: readonly { readonly role: Role; readonly grants: Readonly<Record<Permission, Grant>> }[];
  readonly profiles: readonly {
    readonly name: string;
    readonly role: Role;
    readonly permissions: readonly Permission[];
  }[];
}

/** Reads the one table, and the profiles beside it. */
export function profilesView(profiles: Profiles): ProfilesView {
  return {
    roles: roles.map((role) => ({
      role,
      grants: Object.fromEntries(permissions.map((name) => [name, permissionTable[name][role]])) as Record<
        Permission,
        Grant
      >,
    })),
    profiles: Object.entries(profiles).map(([name, profile]) => ({ name, ...profile })),
  };
}
