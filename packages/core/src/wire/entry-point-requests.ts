// Body of the request that changes an entry point: what is no secret of it (CN-GEN-05).
import * as z from 'zod';
import { languageSchema, nameSchema } from './values.ts';

/** Who gets a conversation that begins: everybody from the queue, or the agent who had the consumer's last one. */
export const entryPointRoutings = ['queue', 'last-agent'] as const;

/** What an admin can change of an entry point. */
export const entryPointChangeShape = {
  /** What people call it. */
  name: nameSchema,
  /** By which agents tell its conversations; `null` for none. */
  label: z.nullable(nameSchema),
  /** What it speaks when the consumer's own language is not known; `null` is the account's. */
  language: z.nullable(languageSchema),
  routing: z.enum(entryPointRoutings),
};

/** Body of `entryPointSave`. */
export const entryPointSaveRequestSchema = z.strictObject({
  /** The version of the account's settings that was edited. Another one than the current version is a conflict. */
  base: z.int().min(0),
  ...entryPointChangeShape,
});

/** Body of `entryPointSave`. */
export type EntryPointSaveRequest = z.infer<typeof entryPointSaveRequestSchema>;
/** Who gets a conversation that begins. */
export type EntryPointRouting = (typeof entryPointRoutings)[number];
