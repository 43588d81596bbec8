// Reports without a server, counted from invitations that are made up, for what elements do with what they are given.
import type { ReportInvitation, ReportMeasure, ReportRow, ReportTime, ReportVolumeRow } from '@tellsafe/core/wire';
import { type ReportDimension, reportDimensions, reportMeasures, reportTimes } from '@tellsafe/core/wire';
import { Temporal } from 'temporal-polyfill';
import type { ReportInvitationsQuery, ReportQuery, Reports, ReportVolumeQuery } from '../../src/reports.ts';

const HOUR = 3_600_000;

/** What invitations are made up of. */
export interface MadeUp {
  /** Epoch ms: the last was sent before. */
  readonly now: number;
  readonly days: number;
  /** About as many a day. */
  readonly perDay: number;
  /** Names by id. */
  readonly forms?: Readonly<Record<string, string>>;
  readonly agents?: Readonly<Record<string, string>>;
  readonly channels?: readonly string[];
}

const usualForms = {
  'payment-card': 'Payment card',
  'identity-check': 'Identity check',
  'delivery-address': 'Delivery address',
};
const usualAgents = { maya: 'Maya Lind', tom: 'Tom Okafor', aiko: 'Aiko Tanaka' };

/** Names of forms and agents. */
export interface Names {
  readonly forms: Readonly<Record<string, string>>;
  readonly agents: Readonly<Record<string, string>>;
}

/** Makes up invitations, always the same ones. */
export function madeUp(options: MadeUp): { readonly invitations: readonly ReportInvitation[]; readonly names: Names } {
  const { now, days, perDay, forms = usualForms, agents = usualAgents, channels = ['web'] } = options;
  const invitations: ReportInvitation[] = [];
  for (let day = days; day >= 0; day -= 1) {
    const count = Math.round(perDay * (0.6 + 0.5 * Math.abs(Math.sin(day * 1.3))));
    for (let place = 0; place < count; place += 1) {
      const at = now - day * 24 * HOUR - ((place * 47) % 660) * 60_000;
      invitations.push(invitationAt(at, day * 100 + place, Object.keys(forms), Object.keys(agents), channels));
    }
  }
  return { invitations: invitations.sort((one, other) => one.at.sent - other.at.sent), names: { forms, agents } };
}

function invitationAt(
  sent: number,
  number: number,
  forms: readonly string[],
  agents: readonly string[],
  channels: readonly string[],
): ReportInvitation {
  const of = (values: readonly string[], seed: number) => values[seed % values.length] ?? '';
  const uuid = (kind: number) => `${`${number}`.padStart(8, '0')}-0000-4000-8000-00000000000${kind}`;
  const channel = of(channels, number * 7);
  const place = { form: of(forms, (number * 5) % 7), agent: of(agents, number * 3 + (number % 2)), channel };
  const ids = { invitationId: uuid(1), conversationId: uuid(2), ...place, entryPoint: channel };
  const received = sent + 2_000;
  const viewed = received + 20_000 + (number % 17) * 9_000;
  const submitted = viewed + 45_000 + (number % 23) * 11_000;
  switch (number % 12) {
    case 3:
      return { ...ids, status: 'declined', at: { sent, received, ended: received + 30_000 } };
    case 7:
      return { ...ids, status: 'expired', at: { sent, received, viewed, ended: viewed + HOUR } };
    case 9:
      return { ...ids, status: 'expired', at: { sent, ended: sent + HOUR } };
    case 10:
      return { ...ids, status: 'viewed', at: { sent, received, viewed } };
    default:
      return {
        ...{ ...ids, status: 'submitted' as const },
        at: { sent, received, viewed, submitted, ...(number % 5 > 0 && { read: submitted + 15_000 }) },
      };
  }
}

/** Reports that count made-up invitations. */
export function fakeReports({ invitations, names }: ReturnType<typeof madeUp>): Reports {
  const rowsOf = (query: ReportQuery): ReportRow[] =>
    periodsOf(query).flatMap(({ start, end }) => {
      const groups = new Map<string, ReportInvitation[]>(query.by ? [] : [['', []]]);
      for (const each of invitations) {
        if (each.at.sent < start || each.at.sent >= end || !fits(each, query)) continue;
        const name = (query.by ?? []).map((dimension) => each[dimension]).join('\n');
        const group = groups.get(name);
        if (group) group.push(each);
        else groups.set(name, [each]);
      }
      return [...groups.values()].map((some) => rowOf(start, end, some, query.by ?? [], names));
    });
  const volumeOf = (query: ReportVolumeQuery): ReportVolumeRow[] => {
    const { by = [], channel, entryPoint, ...range } = query;
    const filter = { ...(channel !== undefined && { channel }), ...(entryPoint !== undefined && { entryPoint }) };
    return rowsOf({ ...range, ...filter, ...(by.length > 0 && { by }) }).map(volumeRow);
  };
  return {
    figures: async (query) => ({ rows: rowsOf(query), complete: true }),
    rows: async function* (query) {
      yield* rowsOf(query);
    },
    invitations: async (query) => pageOf(invitations, query),
    csv: async (query) => new Blob([`${rowsOf(query).length} rows`], { type: 'text/csv;charset=utf-8' }),
    volume: async (query) => ({ rows: volumeOf(query), complete: true }),
    volumeRows: async function* (query) {
      yield* volumeOf(query);
    },
    volumeCsv: async (query) => new Blob([`${volumeOf(query).length} rows`], { type: 'text/csv;charset=utf-8' }),
  };
}

/** Of every invitation some words before and after it. */
function volumeRow({ start, end, channel, entryPoint, counts: { sent, submitted } }: ReportRow): ReportVolumeRow {
  return {
    ...{ start, end, ...(channel !== undefined && { channel }), ...(entryPoint !== undefined && { entryPoint }) },
    ...(entryPoint !== undefined && entryPoint !== 'web' && { entryPointName: `${entryPoint} line` }),
    counts: { conversations: sent * 2, messagesIn: sent * 7 + submitted, messagesOut: sent * 6 },
  };
}

function pageOf(invitations: readonly ReportInvitation[], query: ReportInvitationsQuery) {
  const found = invitations.filter(
    (each) =>
      fits(each, query) && each.at.sent >= query.from && each.at.sent < query.to && reached(each, query.measure),
  );
  const begin = Number(query.cursor ?? 0);
  const end = begin + (query.limit ?? 50);
  return { invitations: found.slice(begin, end), ...(end < found.length && { cursor: `${end}` }) };
}

function fits(each: ReportInvitation, query: Partial<Record<ReportDimension, string>>): boolean {
  return reportDimensions.every((name) => query[name] === undefined || query[name] === each[name]);
}

function reached({ status, at }: ReportInvitation, measure: ReportMeasure): boolean {
  return measure in at ? at[measure as keyof typeof at] !== undefined : status === measure;
}

function periodsOf({ from, to, period, timeZone }: ReportQuery): { start: number; end: number }[] {
  if (period === 'whole') return [{ start: from, end: to }];
  const periods: { start: number; end: number }[] = [];
  for (let start = from; start < to; ) {
    const at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
    const begins = {
      hour: () => at.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 }),
      day: () => at.startOfDay().add({ days: 1 }),
      week: () => at.startOfDay().add({ days: 8 - at.dayOfWeek }),
      month: () => at.startOfDay().with({ day: 1 }).add({ months: 1 }),
    };
    const end = Math.min(begins[period]().epochMilliseconds, to);
    periods.push({ start, end });
    start = end;
  }
  return periods;
}

const timeOf: Readonly<
  Record<ReportTime, readonly ['sent' | 'viewed' | 'submitted', 'viewed' | 'submitted' | 'read']>
> = {
  sentToViewed: ['sent', 'viewed'],
  viewedToSubmitted: ['viewed', 'submitted'],
  submittedToRead: ['submitted', 'read'],
};

function rowOf(
  start: number,
  end: number,
  some: readonly ReportInvitation[],
  by: readonly ReportDimension[],
  { forms, agents }: Names,
): ReportRow {
  const [first] = some;
  const median = (name: ReportTime) => {
    const [from, to] = timeOf[name];
    const seconds = some
      .flatMap(({ at }) => (at[to] === undefined ? [] : [(at[to] - (at[from] ?? 0)) / 1000]))
      .sort((one, other) => one - other);
    return seconds[Math.floor(seconds.length / 2)] ?? null;
  };
  return {
    ...{ start, end },
    ...(first && Object.fromEntries(by.map((name) => [name, first[name]]))),
    ...(first && by.includes('form') && { formName: forms[first.form] ?? first.form }),
    ...(first && by.includes('agent') && { agentName: agents[first.agent] ?? first.agent }),
    counts: Object.fromEntries(
      reportMeasures.map((name) => [name, some.filter((each) => reached(each, name)).length]),
    ) as ReportRow['counts'],
    medianSec: Object.fromEntries(reportTimes.map((name) => [name, median(name)])) as ReportRow['medianSec'],
  };
}
