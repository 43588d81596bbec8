// Which half of the kit a process is, and which routes belong to which half (docs/vault-apart.md). A route that is named nowhere
// below is the desk's: a desk has no way to answers, so that is the side on which a new route does least harm.
import { answerRoutes, type RouteName } from '@tellsafe/core/wire';

/**
 * A half of the kit. `vault`: the form page and everything that a consumer's form or the reading of answers needs. `desk`: all else.
 */
export type ProcessRole = 'desk' | 'vault';

/** Both halves, as a process has them that is not told otherwise. */
export const allRoles: readonly ProcessRole[] = ['desk', 'vault'];

const vaultRoutes: ReadonlySet<RouteName> = new Set<RouteName>([
  'formPage',
  'preview',
  'received',
  'begin',
  'decline',
  'watch',
  'open',
  'resume',
  'extend',
  'submit',
  ...answerRoutes,
]);

/**
 * Files that are the same for everybody: the form page needs its own, a host page loads the script tag from where it likes. And what each
 * process says of itself.
 */
const sharedRoutes: ReadonlySet<RouteName> = new Set<RouteName>(['asset', 'widget', 'integrity', 'live', 'ready']);

/** Whether a process with these roles serves a route. Of the others it knows nothing, not even that they exist. */
export function servesRoute(roles: readonly ProcessRole[], name: RouteName): boolean {
  return sharedRoutes.has(name) || roles.includes(vaultRoutes.has(name) ? 'vault' : 'desk');
}
