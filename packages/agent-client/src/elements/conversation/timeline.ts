// Messages and form statuses of a conversation as one list in order of time. Pure; what it looks like is decided elsewhere.
import type { AgentTextKey } from '@tellsafe/core/i18n';
import type { InvitationView, Message } from '@tellsafe/core/wire';
import type { Transcript } from '../../state.ts';

/** One status line of an invitation (SF-STA-02). */
export interface StatusStep {
  readonly line: AgentTextKey;
  readonly at: number;
  readonly tone: 'plain' | 'good' | 'warn';
}

/** The beginning of a day, a message, or some status lines of one invitation that follow each other. */
export type TimelineEntry =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message }
  | {
      readonly kind: 'form';
      readonly key: string;
      readonly invitation: InvitationView;
      readonly steps: readonly StatusStep[];
      /** The invitation's last entry: actions belong here. */
      readonly last: boolean;
    };

const ends: Readonly<Partial<Record<InvitationView['status'], AgentTextKey>>> = {
  expired: 'lineExpired',
  declined: 'lineDeclined',
  revoked: 'lineRevoked',
  failed: 'lineFailed',
};

/**
 * The status lines of an invitation, in order.
 *
 * @param invitation - as the agent sees it
 */
export function statusSteps(invitation: InvitationView): readonly StatusStep[] {
  const { at, status, receivedInferred, openedElsewhere } = invitation;
  const end = ends[status];
  const steps: (StatusStep | undefined)[] = [
    { line: 'lineSent', at: at.sent, tone: 'plain' },
    step(receivedInferred ? 'lineReceivedInferred' : 'lineReceived', at.received),
    step('lineViewed', at.viewed),
    openedElsewhere ? step('lineOpenedElsewhere', at.viewed ?? at.sent, 'warn') : undefined,
    step('lineSubmitted', at.submitted, 'good'),
    end && step(end, at.ended ?? latest(at), 'warn'),
  ];
  return steps.filter((each) => each !== undefined);
}

/**
 * Everything that happened, in order of time; at the same time messages first.
 *
 * @param transcript - of one conversation
 */
export function timelineOf({ messages, invitations }: Transcript): readonly TimelineEntry[] {
  const moments = [
    ...messages.map((message) => ({ at: message.at, order: 0, message })),
    ...invitations.flatMap((invitation, index) =>
      statusSteps(invitation).map((each) => ({ at: each.at, order: index + 1, invitation, step: each })),
    ),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  const entries: TimelineEntry[] = [];
  const lastOf = new Map<string, number>();
  for (const moment of moments) {
    if ('message' in moment) {
      entries.push({ kind: 'message', key: moment.message.id, message: moment.message });
      continue;
    }
    const { invitation } = moment;
    const before = entries.at(-1);
    if (before?.kind === 'form' && before.invitation.id === invitation.id) {
      entries[entries.length - 1] = { ...before, steps: [...before.steps, moment.step] };
      continue;
    }
    const part = lastOf.has(invitation.id) ? `:${moment.step.line}` : '';
    lastOf.set(invitation.id, entries.length);
    entries.push({ kind: 'form', key: invitation.id + part, invitation, steps: [moment.step], last: false });
  }
  return entries.map((entry, index) =>
    entry.kind === 'form' ? { ...entry, last: lastOf.get(entry.invitation.id) === index } : entry,
  );
}

/**
 * The same, with the beginning of each day marked, unless everything happened today.
 *
 * @param entries - in order of time
 * @param now - epoch milliseconds
 */
export function withDays(entries: readonly TimelineEntry[], now: number): readonly TimelineEntry[] {
  const [first] = entries;
  if (!first || dayOf(momentOf(first)) === dayOf(now)) return entries;
  let day = '';
  return entries.flatMap((entry) => {
    const at = momentOf(entry);
    if (dayOf(at) === day) return [entry];
    day = dayOf(at);
    return [{ kind: 'day', key: day, at }, entry];
  });
}

function momentOf(entry: TimelineEntry): number {
  if (entry.kind === 'day') return entry.at;
  return entry.kind === 'message' ? entry.message.at : (entry.steps[0]?.at ?? 0);
}

/** A calendar day where the agent is. */
function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function step(line: AgentTextKey, at: number | undefined, tone: StatusStep['tone'] = 'plain'): StatusStep | undefined {
  return at === undefined ? undefined : { line, at, tone };
}

function latest(at: InvitationView['at']): number {
  return Math.max(...Object.values(at).filter((each) => each !== undefined));
}
