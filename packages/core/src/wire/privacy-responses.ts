// Answers about privacy (SF-RET-03): what is held about somebody, what was exported or erased, which legal holds there are.
import * as z from 'zod';
import { HOLD_PAGE_LIMIT, PRIVACY_PAGE_LIMIT } from './privacy-requests.ts';
import {
  accountIdSchema,
  base64urlSchema,
  consumerIdSchema,
  formIdSchema,
  instantSchema,
  languageSchema,
  nameSchema,
  uuidSchema,
} from './values.ts';
import {
  agentViewSchema,
  conversationStatusSchema,
  historyReadingSchema,
  invitationStatusSchema,
  invitationTimesSchema,
  messageSchema,
} from './views.ts';

/** MAC of the host's id of a consumer, under a key of the account. */
const consumerMacSchema = base64urlSchema(32);
const cursorSchema = z.string();

/** Whether ciphertext of answers is kept, which the server cannot open. */
const answersSchema = z.enum(['sealed', 'erased']);

/** One legal hold. */
export const legalHoldSchema = z.strictObject({ holdId: z.string().max(80), at: instantSchema });

/** A form in a conversation of `privacyFind`. */
const heldFormSchema = z.strictObject({
  invitationId: uuidSchema,
  name: z.string().max(200),
  status: invitationStatusSchema,
  sentAt: instantSchema,
  /** Present when it was submitted. */
  submission: z
    .strictObject({ submissionId: uuidSchema, submittedAt: instantSchema, answers: answersSchema })
    .exactOptional(),
});

/** A conversation of `privacyFind`: ids and instants, nothing that was said. */
export const heldConversationSchema = z.strictObject({
  conversationId: uuidSchema,
  status: conversationStatusSchema,
  startedAt: instantSchema,
  closedAt: instantSchema.exactOptional(),
  /** It is gone at this instant, unless it changes before or is held then. */
  keptUntil: instantSchema,
  /** Its own holds, without those of its consumer. */
  holds: z.array(legalHoldSchema).readonly(),
  /** In order of their sending. */
  forms: z.array(heldFormSchema).readonly(),
});

/** Answer of `privacyFind`. */
export const privacyFindResponseSchema = z.strictObject({
  /** Absent for a conversation whose consumer the host never named. */
  consumerMac: consumerMacSchema.exactOptional(),
  /** Holds of the consumer as a whole. */
  holds: z.array(legalHoldSchema).readonly(),
  /** When the erasure of exactly this was asked for; of a consumer the latest one. */
  erasedAt: instantSchema.exactOptional(),
  /** The oldest first. */
  conversations: z.array(heldConversationSchema).max(PRIVACY_PAGE_LIMIT).readonly(),
  /** Absent on the last page. */
  cursor: cursorSchema.exactOptional(),
});

/** Answer of `privacyErase`. */
export const privacyEraseResponseSchema = z.strictObject({ erasedAt: instantSchema });

/** Answer of `privacyHolds`: what is held, the longest held first. */
export const privacyHoldsResponseSchema = z.strictObject({
  held: z
    .array(
      z.strictObject({
        kind: z.enum(['consumer-mac', 'conversation']),
        id: z.string().max(64),
        holds: z.array(legalHoldSchema).readonly(),
      }),
    )
    .max(HOLD_PAGE_LIMIT)
    .readonly(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: cursorSchema.exactOptional(),
});

/** Answer of `privacyStatus`. */
export const privacyStatusResponseSchema = z.strictObject({
  /** Calendar months that conversations and sealed answers are kept. */
  retentionMonths: z.int().min(1),
  /** Seconds that off-the-record answers live. */
  offTheRecordTtlSec: z.int().min(1),
  /** How long the oldest of what is over waits to be deleted, in ms; of all accounts of the server. */
  lagMs: z.int().min(0),
  /** Erasures of this account that were begun and not finished; 1000 are counted at most. */
  erasures: z.int().min(0),
});

const exportedInvitationSchema = z.strictObject({
  invitationId: uuidSchema,
  form: z.strictObject({ id: formIdSchema, version: z.int().min(1), name: z.string().max(200) }),
  agent: agentViewSchema,
  status: invitationStatusSchema,
  at: invitationTimesSchema,
  submission: z.strictObject({ submissionId: uuidSchema, answers: answersSchema }).exactOptional(),
});

/** Answer of `privacyExport`; docs/privacy.md says what each member is. */
export const privacyExportResponseSchema = z.strictObject({
  version: z.literal(1),
  accountId: accountIdSchema,
  /** Absent in the export of one conversation. */
  consumerId: consumerIdSchema.exactOptional(),
  exportedAt: instantSchema,
  holds: z.array(z.string().max(80)).readonly(),
  conversations: z
    .array(
      z.strictObject({
        conversationId: uuidSchema,
        status: conversationStatusSchema,
        startedAt: instantSchema,
        closedAt: instantSchema.exactOptional(),
        name: z.exactOptional(nameSchema),
        language: z.exactOptional(languageSchema),
        agent: agentViewSchema.nullable(),
        holds: z.array(z.string().max(80)).readonly(),
        messages: z.array(messageSchema).readonly(),
        /** There are more messages: ask for this conversation with it. */
        cursor: cursorSchema.exactOptional(),
        invitations: z.array(exportedInvitationSchema).readonly(),
        historyReads: z.array(historyReadingSchema).readonly(),
      }),
    )
    .readonly(),
  quarantined: z
    .array(z.strictObject({ entryPoint: z.string().max(32), at: instantSchema, text: z.string() }))
    .readonly()
    .exactOptional(),
  /** There are more conversations: ask again with it. */
  cursor: cursorSchema.exactOptional(),
});

/** One legal hold. */
export type HoldView = z.infer<typeof legalHoldSchema>;
/** A conversation of what is held about somebody. */
export type HeldConversation = z.infer<typeof heldConversationSchema>;
/** Answer of `privacyFind`. */
export type PrivacyFindResponse = z.infer<typeof privacyFindResponseSchema>;
/** Answer of `privacyErase`. */
export type PrivacyEraseResponse = z.infer<typeof privacyEraseResponseSchema>;
/** Answer of `privacyHolds`. */
export type PrivacyHoldsResponse = z.infer<typeof privacyHoldsResponseSchema>;
/** Answer of `privacyStatus`. */
export type PrivacyStatusResponse = z.infer<typeof privacyStatusResponseSchema>;
/** Answer of `privacyExport`. */
export type PrivacyExportResponse = z.infer<typeof privacyExportResponseSchema>;
