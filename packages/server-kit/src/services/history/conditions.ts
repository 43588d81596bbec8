// When the history may give answers (SF-ACC-04), beside the account's feature and the permission: submitted, conversation closed,
// recorded, sealed to the archive, not erased. Every reason why not, in one place.
import type { FormDefinition } from '@tellsafe/core/form';
import type { RefusalReason } from '../../audit/entry.ts';
import type { InvitationState } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import type { Versioned } from '../records/codec.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import type { InvitationRecord } from '../records/invitation.ts';

/** What can be read. */
export interface Archived {
  readonly invitation: Versioned<InvitationRecord>;
  readonly conversation: Versioned<ConversationRecord>;
  readonly submissionId: string;
}

/** Whether the answers of an invitation are for the history now. */
export function archivedOf(state: InvitationState): Archived | { readonly refused: RefusalReason } {
  const { invitation, conversation } = state;
  if (!invitation || !conversation) return { refused: 'unknown' };
  const { status, submissionId, accessEnded } = invitation.value;
  if (status !== 'submitted' || submissionId === undefined) return { refused: 'status' };
  if (conversation.value.status !== 'closed') return { refused: 'conversation' };
  if (accessEnded === 'erased') return { refused: 'expired' };
  return { invitation, conversation, submissionId };
}

/**
 * The id of the archive key that opens the recorded answers of a submitted invitation.
 *
 * @returns undefined when no key does: sent before there was an archive, off the record as a whole, or its key is not in the vault,
 * which a desk that runs apart cannot know
 */
export function archiveKeyIdOf(
  kit: Kit,
  account: string,
  { recipients }: InvitationRecord,
  { questions }: FormDefinition,
): string | undefined {
  const keyId = recipients.find(({ role }) => role === 'archive')?.keyId;
  if (keyId === undefined || questions.every(({ offTheRecord }) => offTheRecord)) return undefined;
  const isVaults = kit.vault !== undefined && kit.accounts.get(account).archive === 'vault';
  return isVaults && !kit.vault.keys.archiveKeyIds?.includes(keyId) ? undefined : keyId;
}
