// Record of an invitation: status, times, keys (as MACs only), and the rules that need nothing but the record and the clock.

import type { RecipientKey } from '@tellsafe/core/answers';
import { type InvitationStatus, isTerminal } from '@tellsafe/core/invitation';
import type { OtkRecord } from '@tellsafe/core/otk';
import type { AgentName } from './conversation.ts';
import { type Layout, packedCodec } from './packed-codec.ts';
import { rememberingCodec } from './remembering-codec.ts';

/** When an invitation reached a status, epoch ms. */
export interface InvitationTimes {
  readonly sent: number;
  readonly received?: number;
  readonly viewed?: number;
  readonly submitted?: number;
  readonly ended?: number;
}

/** An invitation: one offer of one form version to one consumer (SF-INV, SF-FORM-07). */
export interface InvitationRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly status: InvitationStatus;
  readonly form: { readonly id: string; readonly version: number; readonly name: string; readonly hash: string };
  readonly agent: AgentName;
  /** The one agent session that may read the answers (SF-ACC-01). */
  readonly sessionId: string;
  readonly recipients: readonly RecipientKey[];
  /** Handle, device key and submit keys are derived from these two (base64url, 16 bytes; pepper id). */
  readonly nonce: string;
  readonly macKeyId: string;
  readonly at: InvitationTimes;
  /** Sent to tapped (SF-TIME-03). */
  readonly tapUntil: number;
  /** First opened to submitted (SF-TIME-02), moved by extensions. */
  readonly submitUntil?: number;
  readonly extensionsUsed: number;
  /** Which submit key is current, a random number; open and each resume make a new one. */
  readonly generation?: number;
  /** The device that opened the form. */
  readonly deviceId?: string;
  readonly receivedInferred?: true;
  readonly openedElsewhere?: true;
  /** By which channel and entry point it went out; absent for the web. */
  readonly via?: { readonly channel: string; readonly entryPoint: string };
  readonly openKey?: OtkRecord;
  readonly submitKey?: OtkRecord;
  readonly readKey?: OtkRecord;
  readonly submissionId?: string;
  /** When the agent read the answers first. */
  readonly readAt?: number;
  /** Until when the off-the-record part can live; absent when the form has none. */
  readonly offTheRecordUntil?: number;
  /** Why the answers can no longer be read although the session may live on. */
  readonly accessEnded?: 'transferred' | 'closed' | 'session-ended' | 'erased';
}

/** How a form version, an agent and times are kept, in invitations and in events of them. */
export const invitationParts = {
  form: { id: 'plain', version: 'plain', name: 'plain', hash: 'plain' },
  agent: { id: 'plain', name: 'plain' },
  at: { sent: 'plain', received: 'plain', viewed: 'plain', submitted: 'plain', ended: 'plain' },
  via: { channel: 'plain', entryPoint: 'plain' },
} as const;

const oneTimeKey: Layout<OtkRecord> = {
  purpose: 'plain',
  macKeyId: 'plain',
  mac: 'plain',
  incarnation: 'plain',
  expiresAt: 'plain',
  sessionId: 'plain',
  spent: { by: 'plain', at: 'plain', bodyHash: 'plain' },
};

export const invitationCodec = rememberingCodec(
  packedCodec<InvitationRecord>({
    id: 'plain',
    conversationId: 'plain',
    status: 'plain',
    form: invitationParts.form,
    agent: invitationParts.agent,
    sessionId: 'plain',
    recipients: { each: { role: 'plain', suite: 'plain', keyId: 'plain', publicKey: 'plain' } },
    nonce: 'plain',
    macKeyId: 'plain',
    at: invitationParts.at,
    tapUntil: 'plain',
    extensionsUsed: 'plain',
    openKey: oneTimeKey,
    submitUntil: 'plain',
    generation: 'plain',
    deviceId: 'plain',
    submitKey: oneTimeKey,
    submissionId: 'plain',
    readKey: oneTimeKey,
    readAt: 'plain',
    offTheRecordUntil: 'plain',
    accessEnded: 'plain',
    receivedInferred: 'plain',
    openedElsewhere: 'plain',
    via: invitationParts.via,
  }),
);

/** The instant at which an invitation that is not ended expires; a tap buys the life of its open key (SF-TIME-01). */
export function deadlineOf(invitation: InvitationRecord): number {
  if (invitation.submitUntil !== undefined) return invitation.submitUntil;
  return Math.max(invitation.tapUntil, invitation.openKey?.expiresAt ?? 0);
}

/** The status that holds at an instant, whether or not the sweep came by (SF-TIME-08). */
export function statusAt(invitation: InvitationRecord, now: number): InvitationStatus {
  if (isTerminal(invitation.status)) return invitation.status;
  return now < deadlineOf(invitation) ? invitation.status : 'expired';
}

/** Whole seconds until the invitation expires, never negative. */
export function secondsLeft(invitation: InvitationRecord, now: number): number {
  return isTerminal(invitation.status) ? 0 : secondsUntil(deadlineOf(invitation), now);
}

/** Whole seconds from now until an instant, never negative; rounded down so that nobody is promised too much. */
export function secondsUntil(instant: number, now: number): number {
  return Math.max(0, Math.floor((instant - now) / 1000));
}
