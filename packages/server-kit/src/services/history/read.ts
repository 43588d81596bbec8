// Reading out of the history (SF-ACC-04): one commit tells the audit and keeps who read, then the archive's copy is delivered, as it
// is or sealed again for the session that asks. Every refusal has the answer that whoever lacks the permission gets.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import type { SealContext, SealedPart } from '@tellsafe/core/answers';
import type { HistoryReadRequest, HistoryReadResponse } from '@tellsafe/core/wire';
import type { RefusalReason } from '../../audit/entry.ts';
import { type AgentCaller, auditEvent, refuse } from '../caller.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { definitionOf } from '../forms/definitions.ts';
import { expectationsOf, type InvitationPlace, loadInvitation } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { sealContextOf } from '../opening/opened.ts';
import { fetchRecorded } from '../submissions/vault.ts';
import { type Archived, archivedOf, archiveKeyIdOf } from './conditions.ts';
import { readingInput } from './reads.ts';
import { readerOf, resealFor } from './reseal.ts';

type Readable = Archived & Pick<HistoryReadResponse, 'definition'> & { readonly part: SealedPart };
type Refused = { readonly refused: RefusalReason };

/**
 * Delivers the recorded answers of a submitted form of a closed conversation to a manager's session, which the route has found to
 * have the permission.
 *
 * @param given the rest of the request: where the invitation is, and the session's reader key
 * @throws TellsafeError `permission_denied` for every reason there can be; the audit knows which. `request_invalid` for a reader key
 * that is missing where the vault needs one, or cannot be used
 */
export async function readHistory(
  kit: Kit,
  caller: AgentCaller,
  invitationId: string,
  given: HistoryReadRequest,
): Promise<HistoryReadResponse> {
  const { accountId, agent } = caller.session;
  const place = { accountId, conversationId: given.conversationId, invitationId };
  const object = { kind: 'invitation', id: invitationId } as const;
  const result = await commitWithRetry(
    kit,
    () => loadInvitation(kit, place),
    async (state): Promise<Decision<Readable | Refused>> => {
      const readable = await readableOf(kit, place, archivedOf(state));
      if ('refused' in readable) return { result: readable };
      if (kit.accounts.get(accountId).archive === 'vault') await readerOf(caller, given.reader);
      const change = {
        account: accountId,
        group: given.conversationId,
        expect: expectationsOf(accountId, readable.invitation, readable.conversation),
        put: [readingInput(kit, place, agent)],
        append: [auditEvent(kit, caller, 'history-read', object)],
      };
      return { result: readable, change };
    },
  );
  if ('refused' in result) {
    return refuse(kit, accountId, caller, {
      ...{ code: 'permission_denied', reason: result.refused, action: 'history-read', object },
    });
  }
  return deliver(kit, caller, sealContextOf(place, result.invitation.value), result, given);
}

/** With what would be delivered: nothing is told to be read that is not there. */
async function readableOf(
  kit: Kit,
  { accountId, conversationId }: InvitationPlace,
  archived: Archived | Refused,
): Promise<Readable | Refused> {
  if ('refused' in archived) return archived;
  const { submissionId } = archived;
  const { form } = archived.invitation.value;
  const definition = await definitionOf(kit, accountId, form.id, form.hash);
  const keyId = archiveKeyIdOf(kit, accountId, archived.invitation.value, definition);
  if (keyId === undefined) return { refused: 'content' };
  const part = await fetchRecorded(kit, { accountId, conversationId, submissionId });
  if (!part) return { refused: 'expired' };
  const copies = part.recipients.filter((copy) => copy.role === 'archive' && copy.keyId === keyId);
  return copies.length === 1
    ? { ...archived, definition, part: { ...part, recipients: copies } }
    : { refused: 'content' };
}

async function deliver(
  kit: Kit,
  caller: AgentCaller,
  context: SealContext,
  { invitation, submissionId, definition, part }: Readable,
  given: HistoryReadRequest,
): Promise<HistoryReadResponse> {
  const { at } = invitation.value;
  return {
    ...{ context, submissionId, definition, submittedAt: at.submitted ?? at.sent },
    answers: await answersFor(kit, caller, context, part, given),
  };
}

async function answersFor(
  kit: Kit,
  caller: AgentCaller,
  context: SealContext,
  part: SealedPart,
  given: HistoryReadRequest,
): Promise<HistoryReadResponse['answers']> {
  if (kit.accounts.get(context.accountId).archive !== 'vault') return { sealedTo: 'archive', part };
  try {
    return { sealedTo: 'reader', part: await resealFor(kit, caller, part, context, given.reader) };
  } catch (cause) {
    // A manipulated page may have sealed anything to the archive.
    if (isTellsafeError(cause, 'answers_invalid')) throw new TellsafeError('answers_unavailable', undefined, { cause });
    throw cause;
  }
}
