// Facts that reports count: that an invitation reached a status, or that its answers were read, at an instant. Each is counted once.
// Beside them that a conversation started, or a message was written. Taken from the events of the account's feed; ids and times only.
import type { ReportMeasure, ReportTime, VolumeMeasure } from '@tellsafe/core/wire';
import { webEntryPoint } from '../accounts/entry-points.ts';
import { AUDIT_EVENT } from '../audit/audit.ts';
import { decodeAuditEntry } from '../audit/entry.ts';
import {
  conversationEventCodec,
  erasedEventCodec,
  eventTypes,
  type InvitationSnapshot,
  invitationEventCodec,
  type MessageEvent,
  messageEventCodec,
} from '../services/events.ts';
import { textOfBytes } from '../services/records/text-bytes.ts';
import type { StoredEvent } from '../stores/types.ts';

/** What figures are told apart by. */
export interface FactPlace {
  readonly form: string;
  readonly agent: string;
  readonly channel: string;
  readonly entryPoint: string;
}

/** A fact. */
export interface Fact extends FactPlace {
  readonly measure: ReportMeasure;
  readonly invitationId: string;
  readonly conversationId: string;
  readonly sentAt: number;
  /** When it happened, epoch ms. */
  readonly at: number;
  /** Whole seconds since the step before. */
  readonly tookSec?: number;
}

/** A first reading; what else is to be known of it says the fact that the invitation was submitted. */
export interface Reading {
  readonly invitationId: string;
  readonly at: number;
}

/** Something that conversations had. Each is an event of its own, so that nothing need be kept of it beside its count. */
export interface Volume extends FactPlace {
  readonly measure: VolumeMeasure;
  /** When it happened, epoch ms. */
  readonly at: number;
}

/** What an event says to reports. */
export type Told =
  | { readonly facts: readonly Fact[] }
  | { readonly volume: Volume }
  | { readonly reading: Reading }
  | { readonly erased: string }
  | undefined;

/** Which time a measure ends. */
export const timeOf: Partial<Readonly<Record<ReportMeasure | VolumeMeasure, ReportTime>>> = {
  viewed: 'sentToViewed',
  submitted: 'viewedToSubmitted',
  read: 'submittedToRead',
};

/** Reads an event. */
export function toldBy({ type, body, group }: StoredEvent): Told {
  if (type === eventTypes.invitation) return { facts: factsOf(invitationEventCodec.decode(body).invitation) };
  if (type === eventTypes.erased) {
    // Erased answers leave the invitation as it is.
    return erasedEventCodec.decode(body).invitationId === undefined ? { erased: group } : undefined;
  }
  if (type === eventTypes.conversation) {
    const { change, conversation } = conversationEventCodec.decode(body);
    return change === 'start' ? volumeOf('conversations', conversation.startedAt, conversation.via) : undefined;
  }
  if (type === eventTypes.message) return messageVolume(messageEventCodec.decode(body));
  // The audit alone knows of a reading. Most entries tell of something else, and need not be read as a whole to see that.
  if (type !== AUDIT_EVENT || !textOfBytes(body).includes('"answers-read"')) return undefined;
  const entry = decodeAuditEntry(body);
  if (entry?.action !== 'answers-read' || entry.outcome !== 'done' || entry.object.kind !== 'invitation') {
    return undefined;
  }
  return { reading: { invitationId: entry.object.id, at: entry.at } };
}

/** What people wrote; edits, reactions and what the system says are no messages of theirs. */
function messageVolume({ message, via, isPart }: MessageEvent): Told {
  if (isPart || message.from === 'system') return undefined;
  return volumeOf(message.from === 'consumer' ? 'messagesIn' : 'messagesOut', message.at, via);
}

/** Of no form, and of no agent. */
function volumeOf(measure: VolumeMeasure, at: number, via: MessageEvent['via']): Told {
  const { channel, entryPoint } = via ?? webEntryPoint;
  return { volume: { form: '', agent: '', channel, entryPoint, measure, at } };
}

/** The fact of a reading. @param submitted the fact of its submission */
export function readFact({ at }: Reading, submitted: Fact): Fact {
  return { ...submitted, measure: 'read', at, tookSec: secondsFrom(submitted.at, at) };
}

/** What is known of an invitation by now; a change may tell of several at once, such as a receipt that was inferred. */
function factsOf(invitation: InvitationSnapshot): readonly Fact[] {
  const { id: invitationId, conversationId, status, form, agent, at, via } = invitation;
  const { sent, received, viewed, submitted, ended } = at;
  const { channel, entryPoint } = via ?? webEntryPoint;
  const place = { form: form.id, agent: agent.id, channel, entryPoint };
  const known = { ...place, invitationId, conversationId, sentAt: sent };
  const facts: Fact[] = [{ ...known, measure: 'sent', at: sent }];
  if (received !== undefined) facts.push({ ...known, measure: 'received', at: received });
  if (viewed !== undefined) facts.push({ ...known, measure: 'viewed', at: viewed, tookSec: secondsFrom(sent, viewed) });
  if (submitted !== undefined) {
    facts.push({ ...known, measure: 'submitted', at: submitted, tookSec: secondsFrom(viewed ?? sent, submitted) });
  }
  if (isEnd(status)) facts.push({ ...known, measure: status, at: ended ?? sent });
  return facts;
}

function isEnd(status: InvitationSnapshot['status']): status is 'declined' | 'expired' | 'revoked' | 'failed' {
  return status === 'declined' || status === 'expired' || status === 'revoked' || status === 'failed';
}

/** Whole seconds; clocks of two processes may differ, so never fewer than none. */
function secondsFrom(earlier: number, later: number): number {
  return Math.max(0, Math.floor((later - earlier) / 1000));
}
