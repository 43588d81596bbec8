// What a report shows, and what follows from its figures. Pure.
import type {
  ReportCohort,
  ReportDimension,
  ReportMeasure,
  ReportRow,
  ReportTime,
  ReportVolumeRow,
} from '@tellsafe/core/wire';
import { channelName } from '../shared/channel-name.ts';
import type { Words } from '../shared/words.ts';
import type { Granularity, Range } from './range.ts';
import type { ReportTextKey } from './texts.ts';

/** Counts and medians of some time. */
export type Figures = Pick<ReportRow, 'counts' | 'medianSec'>;

/** Only what is of these. */
export type ReportFilter = Partial<Readonly<Record<ReportDimension, string>>>;

/** What a report was asked. */
export interface Question {
  readonly range: Range;
  readonly timeZone: string;
  readonly granularity: Granularity;
  readonly cohort: ReportCohort;
  readonly filter: ReportFilter;
}

/** Rows of the whole time by each dimension. */
export type RowsBy = Readonly<Record<ReportDimension, readonly ReportRow[]>>;

/** A report. */
export interface ReportData {
  readonly question: Question;
  readonly totals: Figures;
  readonly before: Figures;
  readonly trend: readonly ReportRow[];
  readonly breakdown: RowsBy;
  /** What conversations had in the whole time, by channel and entry point. */
  readonly volume: readonly ReportVolumeRow[];
  /** Without the filter: what can be chosen. */
  readonly choices: RowsBy;
  /** Whether everything that had happened was counted. */
  readonly complete: boolean;
}

/** The way of a form, step by step. */
export const steps = ['sent', 'received', 'viewed', 'submitted', 'read'] as const;

/** How it can end otherwise. */
export const otherEnds = ['declined', 'expired', 'revoked', 'failed'] as const;

/** The counts that have a card. */
export const cardMeasures = ['sent', 'received', 'viewed', 'submitted', 'declined', 'expired', 'read'] as const;

/** The step that a rate is of. */
const stepBefore: Partial<Readonly<Record<ReportMeasure, ReportMeasure>>> = {
  received: 'sent',
  viewed: 'received',
  submitted: 'viewed',
  read: 'submitted',
  declined: 'sent',
  expired: 'sent',
  revoked: 'sent',
  failed: 'sent',
};

/** A rate with the step that it is of. */
export interface Rate {
  readonly of: ReportMeasure;
  /** From 0 to 1; `undefined` where nothing reached that step. */
  readonly share: number | undefined;
}

/**
 * The rate of a count to the step before. Counts of the cohort `event` are of different invitations, so there is none.
 */
export function rateOf(figures: Figures, measure: ReportMeasure, cohort: ReportCohort): Rate | undefined {
  const of = stepBefore[measure];
  if (of === undefined || cohort === 'event') return undefined;
  return { of, share: shareOf(figures.counts[measure], figures.counts[of]) };
}

/** A part of a whole; `undefined` of nothing. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** Text with the name of a dimension. */
export const dimensionTexts: Readonly<Record<ReportDimension, ReportTextKey>> = {
  form: 'form',
  agent: 'agent',
  channel: 'channel',
  entryPoint: 'entryPoint',
};

/** Channel and entry point of the brand's own pages and apps. */
export const WEB = 'web';

/** The id and the name of what a row is about; the name now, or the id where there is none any more. */
export function placeIn(
  row: ReportRow,
  dimension: ReportDimension,
  words: Words,
): { readonly id: string; readonly name: string } {
  const id = row[dimension] ?? '';
  const web = id === WEB ? words.say('web') : undefined;
  const names = { form: row.formName, agent: row.agentName, channel: web ?? channelName(id), entryPoint: web };
  const name = names[dimension];
  return { id, name: name ?? id };
}

/** How a table is sorted. */
export interface Order {
  readonly by: ReportMeasure | 'name' | 'share' | ReportTime;
  readonly descending: boolean;
}

/** Rows in an order; equal ones by name. */
export function sorted(
  rows: readonly ReportRow[],
  dimension: ReportDimension,
  { by, descending }: Order,
  words: Words,
): readonly ReportRow[] {
  const { compare } = new Intl.Collator(words.locale, { numeric: true });
  const names = (one: ReportRow, other: ReportRow) =>
    compare(placeIn(one, dimension, words).name, placeIn(other, dimension, words).name);
  const turn = descending ? -1 : 1;
  const numberOf = (row: ReportRow): number => {
    if (by === 'name') return 0;
    if (by === 'share') return shareOf(row.counts.submitted, row.counts.sent) ?? -1;
    return by in row.counts ? row.counts[by as ReportMeasure] : (row.medianSec[by as ReportTime] ?? -1);
  };
  return [...rows].sort((one, other) =>
    by === 'name' ? turn * names(one, other) : turn * (numberOf(one) - numberOf(other)) || names(one, other),
  );
}
