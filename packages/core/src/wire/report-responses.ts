// Bodies of answers of reports: figures, the invitations behind one, figures as CSV.
import * as z from 'zod';
import { originNameSchema, reportCursorSchema } from './report-requests.ts';
import { reportMeasures, reportTimes, volumeMeasures } from './report-values.ts';
import { agentIdSchema, formIdSchema, instantSchema, nameSchema, uuidSchema } from './values.ts';
import { invitationStatusSchema } from './views.ts';

const countSchema = z.int().min(0);

/** One period, or one period of one form, agent, channel or entry point. */
export const reportRowSchema = z.strictObject({
  /** Epoch ms, inclusive; the first period is cut off by `from`. */
  start: instantSchema,
  /** Epoch ms, exclusive; the last period is cut off by `to`. */
  end: instantSchema,
  form: formIdSchema.exactOptional(),
  formName: z.string().max(200).exactOptional(),
  agent: agentIdSchema.exactOptional(),
  agentName: z.exactOptional(nameSchema),
  channel: originNameSchema.exactOptional(),
  entryPoint: originNameSchema.exactOptional(),
  counts: z.strictObject(
    Object.fromEntries(reportMeasures.map((name) => [name, countSchema])) as Record<
      (typeof reportMeasures)[number],
      typeof countSchema
    >,
  ),
  /** Seconds, exact over all invitations; half a second between two; `null` when there is none. */
  medianSec: z.strictObject(
    Object.fromEntries(reportTimes.map((name) => [name, z.number().min(0).nullable()])) as Record<
      (typeof reportTimes)[number],
      z.ZodNullable<z.ZodNumber>
    >,
  ),
});

/** Answer of `reportFigures`. */
export const reportFiguresResponseSchema = z.strictObject({
  /** By time, then by form, agent, channel, entry point. Without `by`, one for every period, also an empty one. */
  rows: z.array(reportRowSchema).readonly(),
  /** Whether everything was counted that had happened when it was asked. */
  complete: z.boolean(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: reportCursorSchema.exactOptional(),
});

/** What one period, or one period of one channel or entry point, had of conversations. */
export const reportVolumeRowSchema = z.strictObject({
  /** As in a row of figures. */
  start: instantSchema,
  end: instantSchema,
  channel: originNameSchema.exactOptional(),
  entryPoint: originNameSchema.exactOptional(),
  /** As the entry point is called now; absent when the account has it no more. */
  entryPointName: z.exactOptional(nameSchema),
  counts: z.strictObject(
    Object.fromEntries(volumeMeasures.map((name) => [name, countSchema])) as Record<
      (typeof volumeMeasures)[number],
      typeof countSchema
    >,
  ),
});

/** Answer of `reportVolume`. */
export const reportVolumeResponseSchema = z.strictObject({
  /** By time, then by channel and entry point. Without `by`, one for every period, also an empty one. */
  rows: z.array(reportVolumeRowSchema).readonly(),
  /** Whether everything was counted that had happened when it was asked. */
  complete: z.boolean(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: reportCursorSchema.exactOptional(),
});

/** Answer of `reportCsv` and `reportVolumeCsv`: a part of a file, to be put together in order. */
export const reportCsvResponseSchema = z.strictObject({
  /** Lines of CSV (RFC 4180); the first part begins with the head. No cell is a formula to a spreadsheet. */
  text: z.string(),
  cursor: reportCursorSchema.exactOptional(),
});

/** An invitation behind a figure. */
export const reportInvitationSchema = z.strictObject({
  invitationId: uuidSchema,
  conversationId: uuidSchema,
  form: formIdSchema,
  agent: agentIdSchema,
  channel: originNameSchema,
  entryPoint: originNameSchema,
  status: invitationStatusSchema,
  at: z.strictObject({
    sent: instantSchema,
    received: instantSchema.exactOptional(),
    viewed: instantSchema.exactOptional(),
    submitted: instantSchema.exactOptional(),
    ended: instantSchema.exactOptional(),
    read: instantSchema.exactOptional(),
  }),
});

/** Answer of `reportInvitations`. */
export const reportInvitationsResponseSchema = z.strictObject({
  /** By time. */
  invitations: z.array(reportInvitationSchema).readonly(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: reportCursorSchema.exactOptional(),
});

/** One row of figures. */
export type ReportRow = z.infer<typeof reportRowSchema>;
/** Answer of `reportFigures`. */
export type ReportFiguresResponse = z.infer<typeof reportFiguresResponseSchema>;
/** One row of what conversations had. */
export type ReportVolumeRow = z.infer<typeof reportVolumeRowSchema>;
/** Answer of `reportVolume`. */
export type ReportVolumeResponse = z.infer<typeof reportVolumeResponseSchema>;
/** Answer of `reportCsv` and `reportVolumeCsv`. */
export type ReportCsvResponse = z.infer<typeof reportCsvResponseSchema>;
/** An invitation behind a figure. */
export type ReportInvitation = z.infer<typeof reportInvitationSchema>;
/** Answer of `reportInvitations`. */
export type ReportInvitationsResponse = z.infer<typeof reportInvitationsResponseSchema>;
