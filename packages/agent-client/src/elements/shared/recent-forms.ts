// Which forms an agent sent lately: the ids, on this device, for this agent alone.
import type { AgentSession } from '../../session.ts';
import { deviceList } from './device-list.ts';
import { withSent } from './form-search.ts';

/** How many are remembered; more than are shown, for forms that are switched off meanwhile. */
const REMEMBERED = 8;

/**
 * The ids of forms that were sent lately, the last one first.
 *
 * @param session - whose; without one there are none
 */
export async function recentForms(session: AgentSession | null | undefined): Promise<readonly string[]> {
  return session ? (await deviceList('recent-forms', session, REMEMBERED)).load() : [];
}

/** Remembers that a form was sent. */
export async function rememberForm(session: AgentSession | null | undefined, formId: string): Promise<void> {
  if (!session) return;
  const list = await deviceList('recent-forms', session, REMEMBERED);
  list.save(withSent(list.load(), formId));
}
