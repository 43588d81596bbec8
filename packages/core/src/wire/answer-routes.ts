// Routes of agent sessions that lead to answers. Where desk and vault are two processes, clients send them to the vault.
import type { RouteName } from './paths.ts';

/** Their names. */
export const answerRoutes = ['readKey', 'read', 'historyRead'] as const satisfies readonly RouteName[];

/** Whether a route of agent sessions leads to answers. */
export function isAnswerRoute(name: RouteName): boolean {
  return (answerRoutes as readonly RouteName[]).includes(name);
}
