// Schemas of the values that requests and responses share: identifiers, encoded bytes, names, sealed parts. Not whole bodies.
import * as z from 'zod';
import type { RecipientKey, SealContext, SealedAnswers, SealedPart } from '../answers/index.ts';
import { type SuiteId, suiteIds, suiteSizes } from '../crypto/suites.ts';
import { isBase64url } from '../encoding/base64url.ts';
import { isAccountId, isUuid } from '../ids.ts';
import { MESSAGE_LIMIT } from './headers.ts';
import { unprintable } from './unprintable.ts';

export { languageSchema, nameSchema } from './settings.ts';

/** Lower-case UUID; any version, because invitation ids come from a hash. */
export const uuidSchema = z.string().refine(isUuid);

const encodedLength = (bytes: number): number => Math.ceil((bytes * 4) / 3);
const isBase64urlText = (text: string): boolean => isBase64url(text);

/**
 * Canonical base64url of a number of bytes.
 *
 * @param minBytes fewest bytes
 * @param maxBytes most bytes, the same as `minBytes` when left out
 */
export function base64urlSchema(minBytes: number, maxBytes = minBytes): z.ZodString {
  return z.string().min(encodedLength(minBytes)).max(encodedLength(maxBytes)).refine(isBase64urlText);
}

/**
 * A handle, a one-time key or a consumer key as text. Only its length is bounded here: a malformed key must get the very answer
 * that an unknown one gets (SF-OTK-06), so its shape is checked where it is used.
 */
export const secretTextSchema = z.string().min(1).max(200);

/** Account id: 1 to 32 of a-z, 0-9 and inner hyphens. */
export const accountIdSchema = z.string().refine(isAccountId);

/** Form or question id: 1 to 40 of a-z, 0-9, hyphen. */
export const formIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** Agent id as the host's login gives it: opaque, 1 to 128 characters without control characters. */
export const agentIdSchema = z
  .string()
  .min(1)
  .max(128)
  .refine((text) => !unprintable.test(text));

/** The host's own id of a consumer: opaque, 1 to 256 characters without control characters. */
export const consumerIdSchema = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => !unprintable.test(text));

/** Text of a message, 1 to 4,000 UTF-16 code units, not blank; line breaks and tabs are the only control characters. */
export const messageTextSchema = z
  .string()
  .min(1)
  .max(MESSAGE_LIMIT)
  .refine((text) => text.trim() !== '' && !unprintable.test(text.replace(/[\t\n\r]/g, '')));

/** Position in a feed: opaque, `""` is the beginning. */
export const positionSchema = z.string().regex(/^[\x21-\x7e]{0,100}$/);

/** Instant in milliseconds since 1970-01-01 UTC. */
export const instantSchema = z.int().min(0);

/** Whole seconds that are left or last. */
export const secondsSchema = z.int().min(0).max(86_400);

/** Where a browser's push service takes messages (W3C Push API): an https address; whose it may be is the account's rule. */
export const pushEndpointSchema = z
  .string()
  .max(2_000)
  .regex(/^https:\/\/[\x21-\x7e]+$/);

/** Public key for messages to push services, an uncompressed point of P-256 (RFC 8291 §3.2, RFC 8292 §3.2). */
export const pushPublicKeySchema = base64urlSchema(65);

/** HPKE suite; which one a key has is the account's choice, never negotiated. */
export const suiteSchema: z.ZodType<SuiteId> = z.enum(suiteIds);

/** Roles of operators (SF-PERM-01). */
export const operatorRoles = ['agent', 'manager', 'admin'] as const;

/** What somebody is in an account. */
export type OperatorRole = (typeof operatorRoles)[number];

/** Role of an operator. */
export const operatorRoleSchema = z.enum(operatorRoles);

/** SHA-256 output. */
export const digestSchema = base64urlSchema(32);

/** How often the time of an open form can still be extended (SF-TIME-08). */
export const extensionsLeftSchema = z.int().min(0).max(10);

/** Recipient key id: first 16 bytes of a SHA-256. */
export const keyIdSchema = base64urlSchema(16);

const smallest = suiteSizes('x25519');
const largest = suiteSizes('xwing');

/** Public key of some suite; that its length is its own suite's is checked with the suite. */
export const publicKeySchema = base64urlSchema(smallest.publicKey, largest.publicKey);

const roleSchema = z.enum(['agent', 'archive']);

/** A plaintext is a salt of 32 bytes and a payload of 1 to 16 KiB (design.md §4); the tag follows it. */
const sealedRecipientSchema = z.strictObject({
  role: roleSchema,
  keyId: keyIdSchema,
  suite: suiteSchema,
  enc: base64urlSchema(smallest.enc, largest.enc),
  ciphertext: base64urlSchema(32 + 1_024 + smallest.tag, 32 + 16_384 + largest.tag),
});

/** One payload class sealed to its recipients. */
export const sealedPartSchema: z.ZodType<SealedPart> = z.strictObject({
  class: z.enum(['recorded', 'off-the-record']),
  commitment: digestSchema,
  recipients: z.array(sealedRecipientSchema).min(1).max(2),
});

/** The sealed answers of one submit (design.md §4). */
export const sealedAnswersSchema: z.ZodType<SealedAnswers> = z.strictObject({
  version: z.literal(1),
  parts: z.array(sealedPartSchema).min(1).max(2),
});

/** What a seal is bound to. */
export const sealContextSchema: z.ZodType<SealContext> = z.strictObject({
  accountId: accountIdSchema,
  conversationId: uuidSchema,
  invitationId: uuidSchema,
  definitionHash: digestSchema,
});

/** One recipient's public key. */
export const recipientKeySchema: z.ZodType<RecipientKey> = z.strictObject({
  role: roleSchema,
  suite: suiteSchema,
  keyId: keyIdSchema,
  publicKey: publicKeySchema,
});
