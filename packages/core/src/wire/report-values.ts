// What reports count and how they can be asked (SF-MGR-02). Names only, free of zod.

/** What is counted of invitations: each reaches each of these at most once. `read` is the first reading of its answers. */
export const reportMeasures = [
  'sent',
  'received',
  'viewed',
  'submitted',
  'declined',
  'expired',
  'revoked',
  'failed',
  'read',
] as const;

/** What is counted of invitations. */
export type ReportMeasure = (typeof reportMeasures)[number];

/** Times whose medians a report says: from one of these to the next, in whole seconds. */
export const reportTimes = ['sentToViewed', 'viewedToSubmitted', 'submittedToRead'] as const;

/** A time whose median a report says. */
export type ReportTime = (typeof reportTimes)[number];

/** Lengths of periods; a week begins on Monday (ISO 8601), `whole` is all of the time that is asked for. */
export const reportPeriods = ['hour', 'day', 'week', 'month', 'whole'] as const;

/** Length of a period. */
export type ReportPeriod = (typeof reportPeriods)[number];

/** What figures can be told apart by. */
export const reportDimensions = ['form', 'agent', 'channel', 'entryPoint'] as const;

/** What figures can be told apart by. */
export type ReportDimension = (typeof reportDimensions)[number];

/** What is counted of conversations (CN-GEN-06): those that started, and what consumers and agents wrote in them. */
export const volumeMeasures = ['conversations', 'messagesIn', 'messagesOut'] as const;

/** What is counted of conversations. */
export type VolumeMeasure = (typeof volumeMeasures)[number];

/** What counts of conversations can be told apart by. */
export const volumeDimensions = ['channel', 'entryPoint'] as const satisfies readonly ReportDimension[];

/** What counts of conversations can be told apart by. */
export type VolumeDimension = (typeof volumeDimensions)[number];

/** Where an invitation counts: in the period in which it was sent, or each status in the period in which it was reached. */
export const reportCohorts = ['sent', 'event'] as const;

/** Where an invitation counts. */
export type ReportCohort = (typeof reportCohorts)[number];

/** The smallest step of time that reports know, in ms: every time zone's hours begin at a multiple of it. */
export const REPORT_STEP_MS = 900_000;
