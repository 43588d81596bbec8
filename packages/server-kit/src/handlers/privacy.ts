// Routes of privacy, for admins (SF-RET-03): what is held, export, erasure, legal holds.
import { TellsafeError } from '@tellsafe/core';
import { eraseConsumer, eraseConversation, eraseSubmission } from '../services/privacy/erasure.ts';
import { exportConsumer, exportConversation } from '../services/privacy/export.ts';
import { findHeld } from '../services/privacy/find.ts';
import { listHolds } from '../services/privacy/hold-list.ts';
import { holdConsumer, holdConversation, releaseHold } from '../services/privacy/holds.ts';
import { heldPlaceOf, parseUuid } from '../services/privacy/places.ts';
import { privacyStatus as status } from '../services/privacy/status.ts';
import { agentRoute, type Handler } from './call.ts';

/** Conversations of one answer; the page asks on. */
const EXPORT_LIMIT = 20;

export const privacyStatus: Handler<'privacyStatus'> = agentRoute((kit, _call, { session }) =>
  status(kit, session.accountId),
);

export const privacyFind: Handler<'privacyFind'> = agentRoute((kit, { input }, { session }) =>
  findHeld(kit, { accountId: session.accountId, ...input }),
);

export const privacyExport: Handler<'privacyExport'> = agentRoute(async (kit, { input }, caller) => {
  const { accountId } = caller.session;
  const { consumerId, conversationId, ...part } = input;
  if (consumerId !== undefined)
    return exportConsumer(kit, caller, { accountId, consumerId, limit: EXPORT_LIMIT, ...part });
  const place = { accountId, conversationId: parseUuid(conversationId ?? '') };
  const { conversation, ...about } = await exportConversation(kit, caller, { ...place, ...part });
  return { ...about, holds: [], conversations: [conversation] };
});

export const privacyErase: Handler<'privacyErase'> = agentRoute((kit, { input: { kind, id } }, caller) => {
  const { accountId } = caller.session;
  if (kind === 'consumer') return eraseConsumer(kit, caller, { accountId, consumerId: id });
  if (kind === 'submission') return eraseSubmission(kit, caller, { accountId, submissionId: parseUuid(id) });
  return eraseConversation(kit, caller, { accountId, conversationId: parseUuid(id) });
});

export const privacyHolds: Handler<'privacyHolds'> = agentRoute((kit, { input }, { session }) =>
  listHolds(kit, { accountId: session.accountId, ...input }),
);

export const privacyHold: Handler<'privacyHold'> = agentRoute(async (kit, { input: { kind, id, holdId } }, caller) => {
  const { accountId } = caller.session;
  try {
    if (kind === 'consumer') await holdConsumer(kit, caller, { accountId, consumerId: id, holdId });
    else await holdConversation(kit, caller, { accountId, conversationId: parseUuid(id), holdId });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    // The request was checked: what is out of range now is the number of holds.
    throw new TellsafeError('request_invalid', { issues: [{ path: 'holdId', code: 'too_many' }] }, { cause });
  }
  return undefined;
});

export const privacyRelease: Handler<'privacyRelease'> = agentRoute(async (kit, { input }, caller) => {
  const place = heldPlaceOf(caller.session.accountId, input);
  await releaseHold(kit, caller, { ...place, holdId: input.holdId });
  return undefined;
});
