// State of the reference model: what a reader of the requirements would write down about a running kit. Times are epoch ms.
import type { ErrorCode } from '@tellsafe/core';
import type { InvitationStatus } from '@tellsafe/core/invitation';
import { retentionExpiry, type TimeLimits } from '@tellsafe/core/retention';

/** What is compared: the code, and what of the body says something about the state. */
export interface Answer {
  readonly code: 'ok' | ErrorCode;
  readonly [detail: string]: unknown;
}

export const refused = (code: ErrorCode): Answer => ({ code });

/** How long the one who spent a key may ask again (protocol.md §10). */
export const REPEAT_MS = 60_000;

/** How long an ended session is kept for the sweep. */
export const GRACE_MS = 86_400_000;

export type Purpose = 'open' | 'submit' | 'read';

export interface ModelKey {
  readonly serial: number;
  readonly purpose: Purpose;
  readonly invitation: number;
  readonly incarnation: number;
  expiresAt: number;
  /** Read keys: the session that may use it. */
  readonly session?: number;
  spent?: { readonly by: number; readonly at: number; readonly body?: number };
}

export interface ModelSession {
  readonly agent: string;
  readonly account: string;
  idleEndsAt: number;
  ended: boolean;
}

export interface ModelConversation {
  agent: string | null;
  handedOverBy?: string;
  open: boolean;
  keptUntil: number;
}

export interface ModelInvitation {
  readonly conversation: number;
  readonly session: number;
  readonly agent: string;
  readonly form: FormId;
  status: InvitationStatus;
  readonly tapUntil: number;
  submitUntil?: number;
  endedAt?: number;
  receivedInferred: boolean;
  openedElsewhere: boolean;
  extensionsUsed: number;
  device?: number;
  openKey?: ModelKey;
  submitKey?: ModelKey;
  readKey?: ModelKey;
  /** Which body was submitted. */
  submitted?: { readonly body: number; readonly keptUntil: number; readonly offTheRecordUntil: number };
  /** The off-the-record part is still in memory. */
  inMemory: boolean;
  accessEnded: boolean;
  keptUntil: number;
}

/** Forms of the model and the classes of their answers. */
export const formParts = {
  card: { recorded: true, offTheRecord: true },
  address: { recorded: true, offTheRecord: false },
  code: { recorded: false, offTheRecord: true },
} as const;

export type FormId = keyof typeof formParts;

/** Bodies of a submit: two that fit the form, and one that does not. */
export const bodies = [0, 1, 2] as const;
export const MISFIT = 2;

const ends: readonly InvitationStatus[] = ['submitted', 'expired', 'declined', 'revoked', 'failed'];

export const isEnd = (status: InvitationStatus): boolean => ends.includes(status);

/** The state, and what more than one rule asks about it. */
export class ModelState {
  now: number;
  readonly limits: TimeLimits;
  readonly sessions: ModelSession[] = [];
  readonly conversations: ModelConversation[] = [];
  readonly invitations: ModelInvitation[] = [];
  /** Every key that was ever given out. */
  readonly keys: ModelKey[] = [];
  /** Request ids that led to something: the content and what was made. */
  readonly requests = new Map<
    string,
    { readonly content: string; readonly made: number; readonly keptUntil: number }
  >();
  readonly agentsKnownUntil = new Map<string, number>();
  /** Of the store, and as the running kit remembers it. */
  incarnation = 0;
  knownIncarnation: number | undefined;
  messages = 0;

  constructor(now: number, limits: TimeLimits) {
    this.now = now;
    this.limits = limits;
  }

  /** Until when something that is written now is kept. */
  keep(): number {
    return retentionExpiry(this.now, this.limits.retentionMonths);
  }

  /** The instant so many seconds from now. */
  inSeconds(seconds: number): number {
    return this.now + seconds * 1000;
  }

  isLive(session: number): boolean {
    const { ended, idleEndsAt } = this.session(session);
    return !ended && this.now < idleEndsAt;
  }

  session(at: number): ModelSession {
    return found(this.sessions[at]);
  }

  conversation(at: number): ModelConversation {
    return found(this.conversations[at]);
  }

  invitation(at: number): ModelInvitation {
    return found(this.invitations[at]);
  }

  /** A tap buys the life of its open key; once opened, the time to submit counts. */
  deadlineOf({ submitUntil, tapUntil, openKey }: ModelInvitation): number {
    return submitUntil ?? Math.max(tapUntil, openKey?.expiresAt ?? 0);
  }

  /** The status that everybody sees. */
  statusOf(invitation: ModelInvitation): InvitationStatus {
    return !isEnd(invitation.status) && this.now >= this.deadlineOf(invitation) ? 'expired' : invitation.status;
  }

  /** An invitation and its conversation are both still kept. */
  isKept(invitation: ModelInvitation): boolean {
    return this.now < invitation.keptUntil && this.now < this.conversation(invitation.conversation).keptUntil;
  }

  /** The conversation is open, still with the sender, and the sender's session lives. */
  isUnderWay({ conversation, agent, session }: ModelInvitation): boolean {
    const { open, agent: leader } = this.conversation(conversation);
    return open && leader === agent && this.isLive(session);
  }

  /** What of the off-the-record answers of a conversation must be in memory now. */
  inMemory(conversation: number): number {
    return this.invitations.filter(
      (each) =>
        each.conversation === conversation && each.inMemory && this.now < (each.submitted?.offTheRecordUntil ?? 0),
    ).length;
  }

  issue(key: Omit<ModelKey, 'serial' | 'incarnation'>): ModelKey {
    const issued = { ...key, serial: this.keys.length, incarnation: this.incarnation };
    this.keys.push(issued);
    return issued;
  }

  /** The running kit asks the store once. */
  current(): number {
    this.knownIncarnation ??= this.incarnation;
    return this.knownIncarnation;
  }

  /** Writes an invitation: from then on it is kept as long as anything new. */
  protected put(invitation: ModelInvitation, change: Partial<ModelInvitation>): void {
    Object.assign(invitation, change, { keptUntil: this.keep() });
  }

  /**
   * A write that depends on the incarnation finds out about a fail-over.
   *
   * @returns whether there was one
   */
  notice(): boolean {
    const changed = this.current() !== this.incarnation;
    this.knownIncarnation = this.incarnation;
    return changed;
  }

  /** A key works once, in time, in its incarnation; its spender may repeat the same request for a minute. */
  judge(key: ModelKey, by: number, body?: number): 'fresh' | 'repeat' | 'spent' | 'refused' {
    if (key.session !== undefined && key.session !== by) return 'refused';
    if (key.incarnation !== this.current()) return 'refused';
    if (key.spent) {
      const same = key.spent.by === by && key.spent.body === body;
      return same && this.now < key.spent.at + REPEAT_MS ? 'repeat' : 'spent';
    }
    return this.now < key.expiresAt ? 'fresh' : 'refused';
  }
}

/** What must be there: an index out of range is the test's own mistake. */
export function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('there is nothing of this number');
  return value;
}
