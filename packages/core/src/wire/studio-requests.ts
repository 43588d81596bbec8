// Bodies of requests of the studio (SF-ADM-01): definitions, states, versions, and an account's settings. A definition is only known to
// be an object here; core's form/schema.ts checks it where it is saved, with the account's theme.
import * as z from 'zod';
import { type TimeLimit, type TimeLimitName, timeLimits } from '../retention/policy.ts';
import { themeSchema } from '../theme/schema.ts';
import { originNameSchema } from './report-requests.ts';
import { desktopPolicySchema } from './settings.ts';
import { formIdSchema, languageSchema } from './values.ts';

/** Number of a version, or 0 for "there is none yet". */
const baseSchema = z.int().min(0);

/** Body of `studioSave`. */
export const studioSaveRequestSchema = z.strictObject({
  /** The version that was edited; 0 for a new form. Another one than the current version is a conflict. */
  base: baseSchema,
  /** A form definition as its author writes it; defaults are filled in. Its id is that of the path. */
  definition: z.looseObject({ id: formIdSchema }),
});

/** Body of `studioSwitch`. */
export const studioSwitchRequestSchema = z.strictObject({ enabled: z.boolean() });

/** Body of `studioRestore`: the definition of an older version becomes the next version. */
export const studioRestoreRequestSchema = z.strictObject({ base: z.int().min(1), version: z.int().min(1) });

/** The language of one entry point; `null` is the consumer's own. */
export const entryPointLanguageSchema = z.strictObject({
  channel: originNameSchema,
  entryPoint: originNameSchema,
  language: z.nullable(languageSchema),
});

/** How long answers are kept is no time limit of forms: it stays with the account's options (SF-RET-01). */
export type StudioLimitName = Exclude<TimeLimitName, 'retentionMonths'>;

const limitSchemas = Object.fromEntries(
  Object.entries(timeLimits)
    .filter(([name]) => name !== 'retentionMonths')
    .map(([name, { min, max }]: [string, TimeLimit]) => [name, z.int().min(min).max(max)]),
) as Record<StudioLimitName, z.ZodInt>;

/** The time limits of an account's forms (SF-TIME), each within its range. */
export const studioLimitsSchema = z.strictObject(limitSchemas);

/** Body of `studioSettingsSave`; what is left out stays as it is. */
export const studioSettingsSaveRequestSchema = z.strictObject({
  /** The version that was edited. Another one than the current version is a conflict. */
  base: baseSchema,
  limits: studioLimitsSchema.exactOptional(),
  theme: z.exactOptional(themeSchema),
  desktop: z.exactOptional(desktopPolicySchema),
  /** Of the entry points that are named; the others keep theirs. */
  languages: z.array(entryPointLanguageSchema).min(1).max(200).exactOptional(),
});

/** What a link does on a computer. */
export type DesktopPolicy = z.infer<typeof desktopPolicySchema>;
/** Body of `studioSave`. */
export type StudioSaveRequest = z.infer<typeof studioSaveRequestSchema>;
/** Body of `studioSwitch`. */
export type StudioSwitchRequest = z.infer<typeof studioSwitchRequestSchema>;
/** Body of `studioRestore`. */
export type StudioRestoreRequest = z.infer<typeof studioRestoreRequestSchema>;
/** The language of one entry point. */
export type EntryPointLanguage = z.infer<typeof entryPointLanguageSchema>;
/** The time limits of an account's forms. */
export type StudioLimits = z.infer<typeof studioLimitsSchema>;
/** Body of `studioSettingsSave`. */
export type StudioSettingsSaveRequest = z.infer<typeof studioSettingsSaveRequestSchema>;
