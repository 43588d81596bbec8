// The closed set of an account's audit (SF-AUD-01), and what its verification can find. Names only, free of zod: the server writes and
// reads nothing else, and the viewer has a text for each.

/** What was done, or tried. */
export const auditActions = [
  'session-start',
  'session-end',
  'conversation-start',
  'conversation-message',
  'conversation-assign',
  'conversation-transfer',
  'conversation-close',
  'form-define',
  'form-enable',
  'form-disable',
  'invitation-send',
  'invitation-receive',
  'invitation-watch',
  'invitation-begin',
  'invitation-decline',
  'invitation-revoke',
  'invitation-expire',
  'invitation-fail',
  'access-end',
  'form-open',
  'form-resume',
  'form-extend',
  'form-submit',
  'read-key-issue',
  'answers-read',
  'off-the-record-end',
  'history-read',
  'purge',
  'audit-read',
  'audit-export',
  'operator-create',
  'operator-sign-in',
  'operator-second-factor',
  'operator-sign-out',
  'operator-lock',
  'operator-disable',
  'operator-enable',
  'operator-reset',
  'operator-change',
  'operator-password',
  'operator-enrol',
  'operator-unenrol',
  'policy-change',
  'erase',
  'hold-place',
  'hold-release',
  'consumer-find',
  'consumer-export',
  'keys-renew',
  'webhook-replay',
  'webhook-test',
  'webhook-enable',
  'file-open',
  'transcript-find',
  'entry-point-resume',
] as const;

/** What was done, or tried. */
export type AuditAction = (typeof auditActions)[number];

/** Why an attempt was refused. The caller is never told (SF-OTK-06). */
export const refusalReasons = [
  'unknown',
  'expired',
  'spent',
  'purpose',
  'incarnation',
  'session',
  'account',
  'origin',
  'malformed',
  'proof',
  'status',
  'device',
  'reopen',
  'extensions',
  'conversation',
  'assignment',
  'permission',
  'form',
  'content',
  'held',
  'password',
  'second-factor',
  'locked',
  'disabled',
  'policy',
  'rate',
] as const;

/** Why an attempt was refused. */
export type RefusalReason = (typeof refusalReasons)[number];

/** Kinds of who acted: `host` is the application around the kit, `system` the kit's own maintenance. */
export const auditActorKinds = ['agent', 'consumer', 'host', 'system'] as const;

/** Kinds of what it was done to. */
export const auditObjectKinds = [
  'session',
  'conversation',
  'invitation',
  'submission',
  'consumer',
  'form',
  'store',
  'audit',
  'operator',
  'policy',
  'webhook',
  'entry-point',
] as const;

/** Kind of what it was done to. */
export type AuditObjectKind = (typeof auditObjectKinds)[number];

/** How it ended; why it was refused is the reason. */
export const auditOutcomes = ['done', 'repeated', 'refused'] as const;

/** What a verification can find. */
export const auditFindingKinds = [
  'entry-changed',
  'entry-missing',
  'entry-inserted',
  'entry-unknown',
  'entry-late',
  'entry-unsealed',
  'block-changed',
  'block-missing',
  'block-inserted',
  'chain-restarted',
  'head-missing',
  'head-forged',
  'head-behind',
  'anchor-missing',
] as const;

/** What a verification can find. */
export type AuditFindingKind = (typeof auditFindingKinds)[number];

/** In which way an audit is written. */
export const auditFormats = ['jsonl', 'csv'] as const;

/** In which way an audit is written. */
export type AuditFormat = (typeof auditFormats)[number];
