// Bodies of requests for reports: figures, the invitations behind one, figures as CSV.
import * as z from 'zod';
import {
  REPORT_STEP_MS,
  reportCohorts,
  reportDimensions,
  reportMeasures,
  reportPeriods,
  volumeDimensions,
} from './report-values.ts';
import { agentIdSchema, formIdSchema, instantSchema } from './values.ts';

/** A channel or an entry point as the account calls it: 1 to 128 characters without control characters. */
export const originNameSchema = agentIdSchema;

/** Where the next page begins; opaque. */
export const reportCursorSchema = z.string().regex(/^[\x21-\x7e]{1,1000}$/);

const stepSchema = instantSchema.refine((at) => at % REPORT_STEP_MS === 0);

const rangeShape = {
  /** Beginning, inclusive: epoch ms, a multiple of 15 minutes. */
  from: stepSchema,
  /** End, exclusive: epoch ms, a multiple of 15 minutes. */
  to: stepSchema,
  /** Only what is of this channel, entry point. */
  channel: originNameSchema.exactOptional(),
  entryPoint: originNameSchema.exactOptional(),
  cursor: reportCursorSchema.exactOptional(),
};

const whereShape = {
  ...rangeShape,
  /** Default `sent`. */
  cohort: z.enum(reportCohorts).exactOptional(),
  /** Only invitations of this form, agent. */
  form: formIdSchema.exactOptional(),
  agent: agentIdSchema.exactOptional(),
};

const rowsShape = {
  /** IANA name, such as `Europe/Berlin`: periods begin by its clock. */
  timeZone: z.string().regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/),
  period: z.enum(reportPeriods),
  /** Most rows of the answer, 1 to 1000, default 200. */
  limit: z.int().min(1).max(1_000).exactOptional(),
};

const isDistinct = (names: readonly string[]) => new Set(names).size === names.length;

/** Body of `reportFigures` and `reportCsv`. */
export const reportFiguresRequestSchema = z.strictObject({
  ...whereShape,
  ...rowsShape,
  by: z.array(z.enum(reportDimensions)).min(1).refine(isDistinct).exactOptional(),
});

/** Body of `reportVolume` and `reportVolumeCsv`. */
export const reportVolumeRequestSchema = z.strictObject({
  ...rangeShape,
  ...rowsShape,
  by: z.array(z.enum(volumeDimensions)).min(1).refine(isDistinct).exactOptional(),
});

/** Body of `reportInvitations`. */
export const reportInvitationsRequestSchema = z.strictObject({
  ...whereShape,
  measure: z.enum(reportMeasures),
  /** Most invitations of the answer, 1 to 200, default 50. */
  limit: z.int().min(1).max(200).exactOptional(),
});

/** Body of `reportFigures` and `reportCsv`. */
export type ReportFiguresRequest = z.infer<typeof reportFiguresRequestSchema>;
/** Body of `reportVolume` and `reportVolumeCsv`. */
export type ReportVolumeRequest = z.infer<typeof reportVolumeRequestSchema>;
/** Body of `reportInvitations`. */
export type ReportInvitationsRequest = z.infer<typeof reportInvitationsRequestSchema>;
