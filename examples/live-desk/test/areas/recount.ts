// Counts the raw events of the demo again, in the simplest way and without the code that is tested: everything at once, nothing kept.
import type { ReportDimension, ReportMeasure } from '@tellsafe/core/wire';
import type { Store } from '@tellsafe/server-kit';
import { ACCOUNT } from '../../src/live-desk.ts';

/** One invitation as the raw events tell of it. */
export interface Counted extends Readonly<Record<ReportDimension, string>> {
  readonly id: string;
  readonly at: Partial<Record<ReportMeasure, number>>;
}

/** What is counted of the time from `from` to `to`. */
export interface Asked extends Partial<Readonly<Record<ReportDimension, string>>> {
  readonly from: number;
  readonly to: number;
  readonly cohort?: 'sent' | 'event';
}

/** Every invitation of the feed. */
export async function readInvitations(store: Store): Promise<readonly Counted[]> {
  const invitations = new Map<string, Counted>();
  let position = '';
  for (;;) {
    const events = await store.read({ account: ACCOUNT }, position, 1000);
    for (const { type, body } of events) {
      const told = JSON.parse(new TextDecoder().decode(body));
      if (type === 'invitation') addInvitation(invitations, told[2]);
      if (type === 'audit') addReading(invitations, told);
    }
    const last = events.at(-1);
    if (!last) return [...invitations.values()];
    position = last.position;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: raw events, read without the code that is tested
function addInvitation(invitations: Map<string, Counted>, kept: any): void {
  const [id, , status, [form], [agent], , , , [sent, received, viewed, submitted, ended]] = kept;
  const reached = Object.entries({ sent, received, viewed, submitted }).concat(ended ? [[status, ended]] : []);
  const known = Object.fromEntries(reached.filter(([, at]) => typeof at === 'number'));
  invitations.set(id, {
    id,
    form,
    agent,
    channel: 'web',
    entryPoint: 'web',
    at: { ...known, ...invitations.get(id)?.at },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: raw events, read without the code that is tested
function addReading(invitations: Map<string, Counted>, { action, outcome, object, at }: any): void {
  const found = invitations.get(object?.id);
  if (action === 'answers-read' && outcome === 'done' && found && found.at.read === undefined) found.at.read = at;
}

/** The invitations behind a count. */
export function behind(all: readonly Counted[], measure: ReportMeasure, asked: Asked): readonly Counted[] {
  const { from, to, cohort = 'sent' } = asked;
  return all.filter((each) => {
    const at = cohort === 'sent' ? each.at.sent : each.at[measure];
    const fits = (['form', 'agent', 'channel', 'entryPoint'] as const).every(
      (name) => asked[name] === undefined || asked[name] === each[name],
    );
    return fits && each.at[measure] !== undefined && at !== undefined && at >= from && at < to;
  });
}

/** Median of the whole seconds from one status to the next; `null` of none. */
export function medianOf(all: readonly Counted[], from: ReportMeasure, to: ReportMeasure, asked: Asked): number | null {
  const seconds = behind(all, to, asked).map(({ at }) => Math.floor(((at[to] ?? 0) - (at[from] ?? 0)) / 1000));
  seconds.sort((one, other) => one - other);
  const [low, high] = [seconds[Math.ceil(seconds.length / 2) - 1], seconds[Math.floor(seconds.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
