// What the login's routes take, checked once at the edge.
import * as z from 'zod';
import { roles } from '../accounts/permissions.ts';

/** Longer ones are refused by their rules, with a word about it; this only bounds the work. */
const password = z.string().max(2_000);
const text = z.string().max(200);
const skills = z.array(text).max(100);

export const nothingSchema = z.strictObject({});
export const signInSchema = z.strictObject({ account: text, name: z.string().max(2_000), password });
export const codeSchema = z.strictObject({ code: text });
export const passwordChangeSchema = z.strictObject({ current: password, next: password });
export const passwordSchema = z.strictObject({ password });
export const createSchema = z.strictObject({
  name: text,
  displayName: text,
  role: z.enum(roles),
  profile: z.exactOptional(text),
  skills: z.exactOptional(skills),
});
export const updateSchema = z.strictObject({
  displayName: z.exactOptional(text),
  role: z.exactOptional(z.enum(roles)),
  profile: z.exactOptional(text.nullable()),
  skills: z.exactOptional(skills),
});
