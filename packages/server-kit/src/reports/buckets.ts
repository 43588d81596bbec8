// Reads the buckets of a part of time, in days of UTC where they fit and in quarters of an hour at the edges.
import type { ReportDimension } from '@tellsafe/core/wire';
import type { Kit } from '../services/kit.ts';
import type { FactPlace } from './facts.ts';
import type { Period } from './periods.ts';
import {
  BUCKET_MS,
  type BucketCohort,
  type BucketLevel,
  type BucketRecord,
  bucketCodec,
  reportLists,
} from './records.ts';

/** Buckets that are read at once. */
const PAGE = 1000;

/** Only what is of these. */
export type PlaceFilter = Partial<Pick<FactPlace, ReportDimension>>;

/** Which buckets. */
export interface BucketQuery {
  readonly account: string;
  readonly generation: number;
  readonly cohort: BucketCohort;
  readonly filter: PlaceFilter;
}

interface Segment extends Period {
  readonly level: BucketLevel;
}

/** Parts of a period by the longest buckets that fit; a bucket belongs to the part in which it begins. */
export function segmentsOf({ start, end }: Period): readonly Segment[] {
  const firstDay = Math.ceil(start / BUCKET_MS.day) * BUCKET_MS.day;
  const lastDay = Math.floor(end / BUCKET_MS.day) * BUCKET_MS.day;
  const segments: readonly Segment[] =
    firstDay < lastDay
      ? [
          { level: 'step', start, end: firstDay },
          { level: 'day', start: firstDay, end: lastDay },
          { level: 'step', start: lastDay, end },
        ]
      : [{ level: 'step', start, end }];
  return segments.filter((segment) => segment.start < segment.end);
}

/** Reads the buckets of a period. */
export async function readBuckets(kit: Kit, query: BucketQuery, period: Period): Promise<readonly BucketRecord[]> {
  const found: BucketRecord[] = [];
  for (const segment of segmentsOf(period)) {
    const list = reportLists.buckets(query.generation, query.cohort, segment.level);
    const range = { from: segment.start, to: segment.end - 1, limit: PAGE };
    let cursor: string | undefined;
    do {
      const at = cursor === undefined ? {} : { cursor };
      const page = await kit.stores.records.list({ account: query.account, ...list, ...range, ...at });
      for (const { body } of page.records) {
        const bucket = bucketCodec.decode(body);
        if (fits(bucket, query.filter)) found.push(bucket);
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return found;
}

/** Whether a place is wanted. */
export function fits(place: FactPlace, filter: PlaceFilter): boolean {
  return (Object.keys(filter) as ReportDimension[]).every((name) => place[name] === filter[name]);
}

/** The filter of a query. */
export function filterOf({ form, agent, channel, entryPoint }: PlaceFilter): PlaceFilter {
  return {
    ...(form !== undefined && { form }),
    ...(agent !== undefined && { agent }),
    ...(channel !== undefined && { channel }),
    ...(entryPoint !== undefined && { entryPoint }),
  };
}
