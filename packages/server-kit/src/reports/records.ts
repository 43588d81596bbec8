// Records of reports: how far the feed is counted, the facts that were counted, and buckets of counts. All in one group, so that one
// commit moves the place and adds what it counts. Facts and buckets carry a generation: a recount makes new ones beside the old ones.
import { END_OF_TIME, retentionExpiry } from '@tellsafe/core/retention';
import {
  REPORT_STEP_MS,
  type ReportCohort,
  type ReportMeasure,
  type ReportTime,
  type VolumeMeasure,
} from '@tellsafe/core/wire';
import { jsonCodec } from '../services/records/codec.ts';
import type { Key, Position, RecordInput } from '../stores/types.ts';
import type { Fact, FactPlace } from './facts.ts';
import type { Histogram } from './histogram.ts';

/** The group of all that reports keep. */
export const REPORTS_GROUP = 'reports';

/** Lengths of buckets in ms: a quarter of an hour, for every time zone, and a day of UTC, so that months stay few to read. */
export const BUCKET_MS = { step: REPORT_STEP_MS, day: 86_400_000 } as const;

/** A length of buckets. */
export type BucketLevel = keyof typeof BUCKET_MS;

/** How far one generation has counted. */
export interface Track {
  readonly generation: number;
  readonly position: Position;
}

/** How far an account's feed is counted. */
export interface ReportState {
  /** What is asked. */
  readonly active: Track;
  /** A recount from the beginning, which takes the place of the active one when it has caught up. */
  readonly building?: Track;
  /** Generations whose records are to be removed. */
  readonly stale: readonly number[];
}

/** Before anything was counted. */
export const initialState: ReportState = { active: { generation: 1, position: '' }, stale: [] };

/** Counts of one bucket and place. */
export interface BucketRecord extends FactPlace {
  readonly counts: Partial<Readonly<Record<ReportMeasure | VolumeMeasure, number>>>;
  readonly times: Partial<Readonly<Record<ReportTime, Histogram>>>;
}

/** What is counted together: invitations by one of their cohorts, or what conversations had, each in the period in which it happened. */
export type BucketCohort = ReportCohort | 'volume';

/** Which bucket. */
export interface BucketName {
  readonly cohort: BucketCohort;
  readonly level: BucketLevel;
  /** Beginning of the bucket, epoch ms. */
  readonly start: number;
}

export const stateCodec = jsonCodec<ReportState>();
export const factCodec = jsonCodec<Fact>();
export const bucketCodec = jsonCodec<BucketRecord>();

/** Names of the collections of a generation. */
export const collectionsOf = (generation: number) =>
  ({ fact: `report-fact:${generation}`, bucket: `report-bucket:${generation}` }) as const;

/** Names and values of the lists of a generation. */
export const reportLists = {
  buckets: (generation: number, cohort: BucketCohort, level: BucketLevel) =>
    ({ index: 'report-bucket', value: `${generation}:${cohort}:${level}` }) as const,
  facts: (generation: number, cohort: ReportCohort, measure: ReportMeasure) =>
    ({ index: 'report-fact', value: `${generation}:${cohort}:${measure}` }) as const,
  conversation: (generation: number, id: string) =>
    ({ index: 'report-conversation', value: `${generation}:${id}` }) as const,
};

/** The record of how far an account is counted. */
export function stateKey(account: string): Key {
  return { account, group: REPORTS_GROUP, collection: 'report-state', id: 'report-state' };
}

/** A fact; its name makes it one. */
export function factKey(account: string, generation: number, measure: ReportMeasure, invitationId: string): Key {
  const { fact: collection } = collectionsOf(generation);
  return { account, group: REPORTS_GROUP, collection, id: `${measure}:${invitationId}` };
}

/** The text of a place in ids of buckets. */
export function placeText({ form, agent, channel, entryPoint }: FactPlace): string {
  return JSON.stringify([form, agent, channel, entryPoint]);
}

/** The id of a bucket: a JSON list of its name and place. @param place {@link placeText}, made once for all buckets that count there */
export function bucketId({ cohort, level, start }: BucketName, place: string): string {
  return `["${cohort}","${level}",${start},${place.slice(1)}`;
}

/** A bucket of one place. */
export function bucketKey(account: string, generation: number, id: string): Key {
  const { bucket: collection } = collectionsOf(generation);
  return { account, group: REPORTS_GROUP, collection, id };
}

/** The state as the store takes it. Nothing but a recount replaces it. */
export function stateInput(account: string, state: ReportState): RecordInput {
  return { ...stateKey(account), body: stateCodec.encode(state), expiresAt: END_OF_TIME };
}

/** A fact as the store takes it. @param months how long the account keeps it */
export function factInput(account: string, generation: number, months: number, fact: Fact): RecordInput {
  const { measure, invitationId, conversationId, at, sentAt } = fact;
  const entry = ({ index: name, value }: { readonly index: string; readonly value: string }, order: number) => ({
    ...{ name, value, order },
  });
  return {
    ...factKey(account, generation, measure, invitationId),
    body: factCodec.encode(fact),
    expiresAt: keptUntil(at, months),
    index: [
      entry(reportLists.facts(generation, 'event', measure), at),
      entry(reportLists.facts(generation, 'sent', measure), sentAt),
      entry(reportLists.conversation(generation, conversationId), at),
    ],
  };
}

/** A bucket as the store takes it. @param months how long the account keeps it */
export function bucketInput(
  account: string,
  generation: number,
  months: number,
  bucket: BucketName,
  record: BucketRecord,
): RecordInput {
  const { index: name, value } = reportLists.buckets(generation, bucket.cohort, bucket.level);
  return {
    ...bucketKey(account, generation, bucketId(bucket, placeText(record))),
    body: bucketCodec.encode(record),
    expiresAt: keptUntil(bucket.start, months),
    index: [{ name, value, order: bucket.start }],
  };
}

/** All of a day of UTC ends together, so that its quarters and the day never disagree. */
function keptUntil(at: number, months: number): number {
  const nextDay = (Math.floor(at / BUCKET_MS.day) + 1) * BUCKET_MS.day;
  return retentionExpiry(Math.min(nextDay, END_OF_TIME), months);
}
