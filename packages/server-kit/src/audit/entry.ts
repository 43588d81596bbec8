// The closed set of audit entries (SF-AUD-01): who did what, when, with which outcome, from where, to which object.
// Ids only: no names, no texts, no addresses, no keys.

/** Who acted. */
export type AuditActor =
  | { readonly kind: 'agent'; readonly id: string; readonly sessionId?: string }
  | { readonly kind: 'consumer' }
  | { readonly kind: 'host' }
  | { readonly kind: 'system' };

/** What was done, or tried. */
export type AuditAction =
  | 'session-start'
  | 'session-end'
  | 'conversation-start'
  | 'conversation-message'
  | 'conversation-assign'
  | 'conversation-transfer'
  | 'conversation-close'
  | 'form-define'
  | 'form-enable'
  | 'form-disable'
  | 'invitation-send'
  | 'invitation-receive'
  | 'invitation-watch'
  | 'invitation-begin'
  | 'invitation-decline'
  | 'invitation-revoke'
  | 'invitation-expire'
  | 'access-end'
  | 'form-open'
  | 'form-resume'
  | 'form-extend'
  | 'form-submit'
  | 'read-key-issue'
  | 'answers-read'
  | 'purge';

/** Why an attempt was refused. The caller is never told (SF-OTK-06). */
export type RefusalReason =
  | 'unknown'
  | 'expired'
  | 'spent'
  | 'purpose'
  | 'incarnation'
  | 'session'
  | 'account'
  | 'origin'
  | 'malformed'
  | 'proof'
  | 'status'
  | 'device'
  | 'reopen'
  | 'extensions'
  | 'conversation'
  | 'assignment'
  | 'permission'
  | 'form'
  | 'content';

/** What it was done to. */
export interface AuditObject {
  readonly kind: 'session' | 'conversation' | 'invitation' | 'submission' | 'form' | 'store';
  readonly id: string;
}

/** How it ended. */
export type AuditOutcome = 'done' | 'repeated' | { readonly refused: RefusalReason };

/** One entry. */
export interface AuditEntry {
  readonly who: AuditActor;
  readonly action: AuditAction;
  readonly at: number;
  readonly outcome: AuditOutcome;
  /** Web origin of the caller; `null` when the call came without one or from the host's own code. */
  readonly origin: string | null;
  readonly object: AuditObject;
  /** A count that belongs to the entry, such as purged records. */
  readonly count?: number;
}
