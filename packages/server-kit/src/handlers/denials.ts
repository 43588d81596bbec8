// Which refusals of an agent's request the audit is told about, beyond those that the rules of one-time keys record themselves
// (SF-AUD-01). A GET leaves nothing behind, not even this.

import type { ErrorCode } from '@tellsafe/core';
import { isAccountId, isTellsafeError, isUuid } from '@tellsafe/core';
import type { RequestOf, RouteName } from '@tellsafe/core/wire';
import type { AuditAction, AuditObject, RefusalReason } from '../audit/entry.ts';
import { type AgentCaller, auditEntry, isToldRefusal } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';

const reasons: Readonly<Partial<Record<ErrorCode, RefusalReason>>> = {
  origin_refused: 'origin',
  permission_denied: 'permission',
  conversation_unknown: 'unknown',
  conversation_not_assigned: 'assignment',
  conversation_closed: 'conversation',
  form_unknown: 'form',
};

interface Attempt {
  /** A function where the request says which of two it is. */
  readonly action: AuditAction | ((input: unknown) => AuditAction);
  /** `named`: the request says it. */
  readonly kind: AuditObject['kind'] | 'named';
}

const attempts: Readonly<Partial<Record<RouteName, Attempt>>> = {
  sessionEnd: { action: 'session-end', kind: 'session' },
  invitationSend: { action: 'invitation-send', kind: 'conversation' },
  invitationRevoke: { action: 'invitation-revoke', kind: 'invitation' },
  readKey: { action: 'read-key-issue', kind: 'submission' },
  read: { action: 'answers-read', kind: 'submission' },
  historyRead: { action: 'history-read', kind: 'invitation' },
  fileRead: { action: 'file-open', kind: 'conversation' },
  transcriptFind: { action: 'transcript-find', kind: 'conversation' },
  conversationMessage: { action: 'conversation-message', kind: 'conversation' },
  conversationAssign: { action: 'conversation-assign', kind: 'conversation' },
  conversationTransfer: { action: 'conversation-transfer', kind: 'conversation' },
  // Who may look leaves no entry; who may not, does.
  historyList: { action: 'history-read', kind: 'invitation' },
  privacyFind: { action: 'consumer-find', kind: 'named' },
  privacyHolds: { action: 'consumer-find', kind: 'consumer' },
  privacyExport: { action: 'consumer-export', kind: 'consumer' },
  privacyErase: { action: 'erase', kind: 'named' },
  privacyHold: { action: 'hold-place', kind: 'named' },
  privacyRelease: { action: 'hold-release', kind: 'named' },
  conversationClose: { action: 'conversation-close', kind: 'conversation' },
  auditList: { action: 'audit-read', kind: 'audit' },
  auditExport: { action: 'audit-export', kind: 'audit' },
  auditVerify: { action: 'audit-read', kind: 'audit' },
  auditHead: { action: 'audit-read', kind: 'audit' },
  webhookResend: { action: 'webhook-replay', kind: 'webhook' },
  webhookReplay: { action: 'webhook-replay', kind: 'webhook' },
  webhookTest: { action: 'webhook-test', kind: 'webhook' },
  webhookEnable: { action: 'webhook-enable', kind: 'webhook' },
  entryPointSave: { action: 'policy-change', kind: 'policy' },
  entryPointResume: { action: 'entry-point-resume', kind: 'entry-point' },
  studioSave: { action: 'form-define', kind: 'form' },
  studioRestore: { action: 'form-define', kind: 'form' },
  studioSwitch: { action: switchAction, kind: 'form' },
  studioSettingsSave: { action: 'policy-change', kind: 'policy' },
};

function switchAction(input: unknown): AuditAction {
  return (input as RequestOf<'studioSwitch'>).enabled ? 'form-enable' : 'form-disable';
}

const FORM_ID = /^[a-z0-9-]{1,40}$/;

/** A request as far as a denial names it. */
export interface DeniedCall {
  readonly name: RouteName;
  readonly parameters: Readonly<Record<string, string>>;
  readonly input: unknown;
}

/** Records that an agent was refused, when that is what the error says. */
export async function recordDenial(kit: Kit, call: DeniedCall, caller: AgentCaller, error: unknown): Promise<void> {
  const reason = isTellsafeError(error) && !isToldRefusal(error) ? reasons[error.code] : undefined;
  const attempt = attempts[call.name];
  if (!reason || !attempt) return;
  const action = typeof attempt.action === 'function' ? attempt.action(call.input) : attempt.action;
  const entry = auditEntry(kit, caller, action, objectOf(call, caller, attempt), { refused: reason });
  await kit.audit.record(caller.session.accountId, entry);
}

/** Only an id of the kit's own is ever kept, never what else may stand in its place, such as the host's id of a consumer. */
function objectOf({ parameters, input }: DeniedCall, { session }: AgentCaller, { kind }: Attempt): AuditObject {
  if (kind === 'session') return { kind, id: session.id };
  if (kind === 'audit') return { kind, id: session.accountId };
  if (kind === 'webhook' || kind === 'entry-point')
    return { kind, id: isAccountId(parameters.id) ? parameters.id : 'unknown' };
  const { conversationId, submissionId, kind: named, id: namedId } = (input ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === 'form') return { kind, id: FORM_ID.test(parameters.id ?? '') ? `${parameters.id}` : 'unknown' };
  if (kind === 'policy') return { kind, id: 'settings' };
  if (kind === 'named') {
    if (named !== 'conversation' && named !== 'submission') return { kind: 'consumer', id: 'unknown' };
    return { kind: named, id: isUuid(namedId) ? namedId : 'unknown' };
  }
  if (kind === 'consumer' && isUuid(conversationId)) return { kind: 'conversation', id: conversationId };
  const id = parameters.id ?? conversationId ?? submissionId;
  return { kind, id: isUuid(id) ? id : 'unknown' };
}
