// What a manager's board knows, as an immutable value, and the pure rules by which news change it. No input or output.
import { statusRank } from '@tellsafe/core/invitation';
import {
  BOARD_FORM_LIMIT,
  type BoardConversation,
  type BoardEvent,
  type BoardForm,
  type BoardListResponse,
} from '@tellsafe/core/wire';

/** A conversation with the statuses of its newest forms, the oldest first. */
export type BoardEntry = BoardListResponse['conversations'][number];

/** Every entry by the conversation's id. */
export type BoardEntries = ReadonlyMap<string, BoardEntry>;

/** Most conversations that a board holds; of more, the latest started. */
export const BOARD_LIMIT = 2_000;

/** How long what ended still counts and closed conversations stay, in milliseconds. */
export const RECENT_MS = 3_600_000;

/** Figures of a board. */
export interface BoardCounts {
  /** Conversations in the queue. */
  readonly waiting: number;
  /** Open conversations with an agent. */
  readonly open: number;
  /** Forms on their way or being filled in. */
  readonly formsOut: number;
  /** Submitted forms of open conversations that no agent has read. */
  readonly unread: number;
  /** Forms that expired within the last hour. */
  readonly expired: number;
}

/** Counts a board. @param now epoch ms */
export function boardCounts(entries: Iterable<BoardEntry>, now: number): BoardCounts {
  const counts = { waiting: 0, open: 0, formsOut: 0, unread: 0, expired: 0 };
  for (const { status, agent, forms } of entries) {
    if (status === 'open') counts[agent === null ? 'waiting' : 'open'] += 1;
    for (const form of forms) {
      if (isOut(form)) counts.formsOut += 1;
      else if (status === 'open' && isUnread(form)) counts.unread += 1;
      else if (form.status === 'expired' && isRecent(form.at.ended, now)) counts.expired += 1;
    }
  }
  return counts;
}

/** Whether a form is on its way or being filled in. */
export function isOut({ status }: BoardForm): boolean {
  return status === 'sent' || status === 'received' || status === 'viewed';
}

/** Whether a form was submitted and its answers have not been read. */
export function isUnread({ status, at }: BoardForm): boolean {
  return status === 'submitted' && at.read === undefined;
}

/** Whether an entry belongs on the board: open, or closed within the last hour. */
export function isCurrent({ status, closedAt }: BoardEntry, now: number): boolean {
  return status === 'open' || isRecent(closedAt, now);
}

function isRecent(at: number | undefined, now: number): boolean {
  return at !== undefined && at > now - RECENT_MS;
}

/** Takes in entries of a list. */
export function withEntries(entries: BoardEntries, listed: readonly BoardEntry[]): BoardEntries {
  const next = new Map(entries);
  for (const { forms, ...conversation } of listed) {
    const merged = withConversation(next.get(conversation.conversationId), conversation);
    next.set(conversation.conversationId, { ...merged, forms: forms.reduce(withForm, merged.forms) });
  }
  return next;
}

/**
 * Takes in an event. The same entries are given back when it changes nothing.
 *
 * @param now - epoch ms; what was closed too long ago goes
 */
export function withBoardEvent(entries: BoardEntries, event: BoardEvent, now: number): BoardEntries {
  switch (event.event) {
    case 'conversation': {
      const { conversation } = event.data;
      const known = entries.get(conversation.conversationId);
      return placed(entries, known, withConversation(known, conversation), now);
    }
    case 'form': {
      const known = entries.get(event.data.form.conversationId);
      return known ? placed(entries, known, withForms(known, withForm(known.forms, event.data.form)), now) : entries;
    }
    case 'read': {
      const known = entries.get(event.data.conversationId);
      return known ? placed(entries, known, withForms(known, withReading(known.forms, event.data)), now) : entries;
    }
    case 'erased': {
      if (!entries.has(event.data.conversationId)) return entries;
      const next = new Map(entries);
      next.delete(event.data.conversationId);
      return next;
    }
    default:
      return entries;
  }
}

function placed(entries: BoardEntries, known: BoardEntry | undefined, told: BoardEntry, now: number): BoardEntries {
  if (known === told) return entries;
  const next = new Map(entries);
  if (isCurrent(told, now)) next.set(told.conversationId, told);
  else next.delete(told.conversationId);
  if (next.size > BOARD_LIMIT) dropOldest(next, now);
  return next;
}

function dropOldest(entries: Map<string, BoardEntry>, now: number): void {
  for (const [id, entry] of entries) if (!isCurrent(entry, now)) entries.delete(id);
  const oldest = [...entries.values()].sort((one, other) => one.startedAt - other.startedAt);
  for (const { conversationId } of oldest.slice(0, Math.max(0, entries.size - BOARD_LIMIT))) {
    entries.delete(conversationId);
  }
}

/** A closed conversation never opens again. */
function withConversation(known: BoardEntry | undefined, told: BoardConversation): BoardEntry {
  if (!known) return { ...told, forms: [] };
  if (known.status === 'closed') return known;
  const { forms, ...former } = known;
  return JSON.stringify(former) === JSON.stringify(told) ? known : { ...told, forms };
}

function withForms(entry: BoardEntry, forms: readonly BoardForm[]): BoardEntry {
  return forms === entry.forms ? entry : { ...entry, forms };
}

/** A status never goes backwards (SF-STA-05), and of two ends the first stays. */
function withForm(forms: readonly BoardForm[], told: BoardForm): readonly BoardForm[] {
  const index = forms.findIndex(({ invitationId }) => invitationId === told.invitationId);
  const known = forms[index];
  if (!known) {
    const place = forms.findLastIndex((each) => each.at.sent <= told.at.sent) + 1;
    return forms.toSpliced(place, 0, told).slice(-BOARD_FORM_LIMIT);
  }
  const step = statusRank(told.status) - statusRank(known.status);
  const base = step < 0 || (step === 0 && told.status !== known.status) ? known : told;
  const merged = { ...base, at: { ...told.at, ...known.at, ...base.at } };
  return JSON.stringify(merged) === JSON.stringify(known) ? forms : forms.with(index, merged);
}

/** The first reading counts. */
function withReading(
  forms: readonly BoardForm[],
  { invitationId, at }: { readonly invitationId: string; readonly at: number },
): readonly BoardForm[] {
  const index = forms.findIndex((each) => each.invitationId === invitationId);
  const known = forms[index];
  if (!known || known.at.read !== undefined) return forms;
  return forms.with(index, { ...known, at: { ...known.at, read: at } });
}
