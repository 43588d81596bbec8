// How the forms of a conversation stand, in one line of the list. Pure.
import { isTerminal } from '@tellsafe/core/invitation';
import type { InvitationView } from '@tellsafe/core/wire';
import type { Transcript } from '../../state.ts';

/** The form that changed last, and how many others are still open. */
export interface FormNews {
  readonly invitation: InvitationView;
  readonly othersOpen: number;
}

/**
 * What the list says about a conversation's forms; nothing when none was sent.
 *
 * @param transcript - of the conversation, when it is loaded
 */
export function formNews(transcript: Transcript | undefined): FormNews | undefined {
  const invitations = transcript?.invitations ?? [];
  const [invitation, ...others] = invitations.toSorted((one, other) => changedAt(other) - changedAt(one));
  if (!invitation) return undefined;
  return { invitation, othersOpen: others.filter(({ status }) => !isTerminal(status)).length };
}

function changedAt({ at }: InvitationView): number {
  return Math.max(...Object.values(at).filter((each) => each !== undefined));
}
