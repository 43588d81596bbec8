// Roles and profiles as admins see them: what each may do, and what it may never do (SF-PERM-01).
import type { ProfilesView } from '@tellsafe/core/wire';
import { permissions, permissionTable, roles } from '../accounts/permissions.ts';
import type { Profiles } from './parts.ts';

/** Reads the one table, and the profiles beside it. */
export function profilesView(profiles: Profiles): ProfilesView {
  return {
    roles: roles.map((role) => ({
      role,
      grants: Object.fromEntries(permissions.map((name) => [name, permissionTable[name][role]])),
    })),
    profiles: Object.entries(profiles).map(([name, profile]) => ({ name, ...profile })),
  };
}
