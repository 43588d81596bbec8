// @tellsafe/core/wire/settings: schemas of single values that an account's settings and a link hold. Apart from the bodies of requests, so
// that a server checks its settings at the start and makes the other schemas when the first request needs one.
import * as z from 'zod/mini';
import { unprintable } from './unprintable.ts';

/** Name of a person, 1 to 80 characters, not blank, one line. */
export const nameSchema = z.string().check(
  z.minLength(1),
  z.maxLength(80),
  z.refine((text) => text.trim() !== '' && !unprintable.test(text)),
);

/** Language tag (BCP 47), at most 35 characters. */
export const languageSchema = z.string().check(z.maxLength(35), z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/));

/** What a link does on a computer (SF-CN-04). */
export const desktopPolicySchema = z.enum(['block', 'handoff', 'allow']);
