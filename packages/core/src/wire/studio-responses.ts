// Answers of the studio: forms with their state, their versions, and the settings of the account.
import * as z from 'zod';
import { themeSchema } from '../theme/schema.ts';
import { definitionSchema } from './responses.ts';
import { desktopPolicySchema } from './settings.ts';
import { entryPointLanguageSchema, studioLimitsSchema } from './studio-requests.ts';
import { digestSchema, formIdSchema, instantSchema } from './values.ts';
import { agentViewSchema } from './views.ts';

const versionNumber = z.int().min(1);

/** When something was changed, and by whom; `by` is absent for what the host's own code did. */
const changedShape = { at: instantSchema, by: agentViewSchema.exactOptional() };

/** A form in the list. */
export const studioFormSummarySchema = z.strictObject({
  id: formIdSchema,
  name: z.string(),
  description: z.string(),
  version: versionNumber,
  enabled: z.boolean(),
  questions: z.int().min(1),
  skills: z.array(z.string()).readonly().exactOptional(),
  /** The last change, a switch included. */
  changed: z.strictObject(changedShape),
});

/** One version of a form. */
export const studioVersionSchema = z.strictObject({
  ...changedShape,
  version: versionNumber,
  hash: digestSchema,
  /** The older version whose definition this one took over again. */
  restored: versionNumber.exactOptional(),
});

/** Answer of `studioForms`, oldest form first. */
export const studioFormsResponseSchema = z.strictObject({ forms: z.array(studioFormSummarySchema).readonly() });

/** Answer of `studioForm` and of what changes a form. */
export const studioFormResponseSchema = z.strictObject({
  form: studioFormSummarySchema,
  definition: definitionSchema,
  /** Newest first, at most 200; older ones still exist. */
  versions: z.array(studioVersionSchema).max(200).readonly(),
});

/** Answer of `studioVersion`. */
export const studioVersionResponseSchema = z.strictObject({
  version: studioVersionSchema,
  definition: definitionSchema,
});

/** Answer of `studioSettings` and `studioSettingsSave`: what holds now. */
export const studioSettingsResponseSchema = z.strictObject({
  /** Counts the changes; 0 when nothing was changed since the kit's options said so. */
  version: z.int().min(0),
  limits: studioLimitsSchema,
  theme: themeSchema,
  desktop: desktopPolicySchema,
  /** Every entry point of the account. */
  languages: z.array(entryPointLanguageSchema).readonly(),
  /** Address of the page that shows a form in preview. */
  preview: z.url(),
  changed: z.strictObject(changedShape).exactOptional(),
});

/** A form in the list. */
export type StudioFormSummary = z.infer<typeof studioFormSummarySchema>;
/** One version of a form. */
export type StudioVersion = z.infer<typeof studioVersionSchema>;
/** Answer of `studioForms`. */
export type StudioFormsResponse = z.infer<typeof studioFormsResponseSchema>;
/** Answer of `studioForm` and of what changes a form. */
export type StudioFormResponse = z.infer<typeof studioFormResponseSchema>;
/** Answer of `studioVersion`. */
export type StudioVersionResponse = z.infer<typeof studioVersionResponseSchema>;
/** Answer of `studioSettings` and `studioSettingsSave`. */
export type StudioSettingsResponse = z.infer<typeof studioSettingsResponseSchema>;
