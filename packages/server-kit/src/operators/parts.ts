// What the operators' services work with, and the profiles that an operator can have.
import { type Clock, TellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import {
  defaultPermissions,
  grantablePermissions,
  isRole,
  type Permission,
  type Role,
  roles,
} from '../accounts/permissions.ts';
import type { EndedLogin } from '../accounts/principal.ts';
import type { Audit } from '../audit/audit.ts';
import type { KeyProvider } from '../keys/types.ts';
import type { Committing } from '../services/commit.ts';
import type { PasswordHash } from './password-hash.ts';
import type { LoginPolicy } from './policy.ts';

/** A named set of permissions inside a role (SF-PERM-01). */
export interface Profile {
  readonly role: Role;
  /** Out of those that the role may have at all. */
  readonly permissions: readonly Permission[];
}

/** Profiles by name. */
export type Profiles = Readonly<Record<string, Profile>>;

/** The operators of some accounts, as their services see them. */
export interface Operators extends Committing {
  readonly keys: KeyProvider;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly audit: Audit;
  readonly accounts: readonly string[];
  readonly policy: LoginPolicy;
  readonly profiles: Profiles;
  readonly passwords: PasswordHash;
  /** Shown by authenticator apps. */
  readonly issuer: string;
  /** Ends agent sessions in every kit that uses this login. */
  endSessions(ended: EndedLogin): Promise<void>;
}

/**
 * Checks profiles.
 *
 * @throws TellsafeError `option_invalid` naming the profile
 */
export function parseProfiles(profiles: Profiles = {}): Profiles {
  const checked = Object.entries(profiles).map(([name, { role, permissions }]): [string, Profile] => {
    const refuse = (key: string, hint: string) => new TellsafeError('option_invalid', { key: `profiles.${key}`, hint });
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name))
      throw refuse(name.slice(0, 40), 'must be named by 1 to 40 of a-z, 0-9 and -');
    if (!isRole(role)) throw refuse(`${name}.role`, `must be ${roles.join(', ')}`);
    const grantable = grantablePermissions(role);
    if (!Array.isArray(permissions) || !permissions.every((permission) => grantable.includes(permission))) {
      throw refuse(`${name}.permissions`, `must be a list out of ${grantable.join(', ')}`);
    }
    return [name, { role, permissions: [...permissions] }];
  });
  return Object.freeze(Object.fromEntries(checked));
}

/** What somebody may do: their profile, or what the role has by itself. A profile that is gone grants nothing. */
export function permissionsOf(
  profiles: Profiles,
  { role, profile }: { readonly role: Role; readonly profile: string | null },
): readonly Permission[] {
  if (profile === null) return defaultPermissions(role);
  const found = Object.hasOwn(profiles, profile) ? profiles[profile] : undefined;
  return found?.role === role ? found.permissions : [];
}
