// Bodies of answers about entry points: how each stands. Of a credential its key and how many secrets it has, never a value.
import * as z from 'zod';
import { entryPointChangeShape } from './entry-point-requests.ts';
import { originNameSchema } from './report-requests.ts';
import { accountIdSchema, instantSchema, uuidSchema } from './values.ts';
import { agentViewSchema } from './views.ts';

const countSchema = z.int().min(0);
const codeSchema = z.string().max(200);

/** A credential, by its key in the options. */
export const entryPointCredentialSchema = z.strictObject({
  key: z.string().min(1).max(64),
  /** How many secrets are in use: two during a rotation. */
  secrets: z.int().min(1).max(8),
  /** When the kit first started with what it is now; `null` before it was noticed. */
  since: instantSchema.nullable(),
});

/** An entry point as it stands. */
export const entryPointSchema = z.strictObject({
  id: accountIdSchema,
  channel: originNameSchema,
  ...entryPointChangeShape,
  /** The address for the provider. */
  address: z.url().max(2_000),
  credentials: z.array(entryPointCredentialSchema).readonly(),
  /** Nothing is sent because the provider did not take a credential; `null` while all is well. */
  stopped: z
    .strictObject({
      since: instantSchema,
      /** When it is tried again by itself. */
      until: instantSchema,
      /** The provider's code. */
      code: codeSchema,
    })
    .nullable(),
  /** When the provider last told something with a right signature, to within half a minute; `null` before. */
  lastInboundAt: instantSchema.nullable(),
  /** When the provider last took a message, to within half a minute; `null` before. */
  lastAcceptedAt: instantSchema.nullable(),
  /** The last message that was not taken; `null` before. */
  lastError: z
    .strictObject({ at: instantSchema, class: z.string().regex(/^[a-z_]{1,40}$/), code: codeSchema })
    .nullable(),
  /** Messages that wait, of at most 200 conversations. */
  queued: countSchema,
  /** Messages of the last 13 months of which nobody knows whether they arrived, at most 200 are counted. */
  unknown: countSchema.max(200),
  /** What was set aside in the last week because it could not be understood, at most 100 are counted. */
  quarantined: countSchema.max(100),
});

/** Answer of `entryPointList` and of what changes an entry point: all of the account. */
export const entryPointListResponseSchema = z.strictObject({
  /** Counts the changes of the account's settings; 0 when nothing was changed since the kit's options said so. */
  version: countSchema,
  entryPoints: z.array(entryPointSchema).readonly(),
  /** When and by whom settings of the account were changed last. */
  changed: z.strictObject({ at: instantSchema, by: agentViewSchema.exactOptional() }).exactOptional(),
});

/** Why something was set aside: `unreadable` as a whole, or an `event` that breaks a rule. */
export const quarantineReasons = ['unreadable', 'event'] as const;

/** Something that was set aside. What it says is not told: it may be a consumer's words. */
export const quarantinedSchema = z.strictObject({
  id: uuidSchema,
  at: instantSchema,
  /** Absent for what an earlier version set aside. */
  reason: z.enum(quarantineReasons).exactOptional(),
});

/** Answer of `entryPointQuarantine`, at most 100, the newest first. */
export const entryPointQuarantineResponseSchema = z.strictObject({
  quarantined: z.array(quarantinedSchema).max(100).readonly(),
});

/** An entry point as it stands. */
export type EntryPointView = z.infer<typeof entryPointSchema>;
/** Answer of `entryPointList`. */
export type EntryPointListResponse = z.infer<typeof entryPointListResponseSchema>;
/** Something that was set aside. */
export type QuarantinedView = z.infer<typeof quarantinedSchema>;
/** Answer of `entryPointQuarantine`. */
export type EntryPointQuarantineResponse = z.infer<typeof entryPointQuarantineResponseSchema>;
/** Why something was set aside. */
export type QuarantineReason = (typeof quarantineReasons)[number];
