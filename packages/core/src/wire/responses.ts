// Bodies of successful JSON answers. Problems are in problem-codes.ts, event streams in events.ts.
import * as z from 'zod';
import { canonicalJson, type Json } from '../encoding/canonical-json.ts';
import { parseFormDefinition } from '../form/schema.ts';
import type { FormDefinition } from '../form/types.ts';
import { themeSchema } from '../theme/schema.ts';
import {
  accountIdSchema,
  base64urlSchema,
  digestSchema,
  extensionsLeftSchema,
  formIdSchema,
  instantSchema,
  languageSchema,
  nameSchema,
  operatorRoleSchema,
  positionSchema,
  pushPublicKeySchema,
  recipientKeySchema,
  sealContextSchema,
  sealedPartSchema,
  secondsSchema,
  secretTextSchema,
  suiteSchema,
  uuidSchema,
} from './values.ts';
import {
  agentViewSchema,
  conversationSummarySchema,
  historyReadingSchema,
  invitationStatusSchema,
  invitationViewSchema,
  messageSchema,
} from './views.ts';

/** A definition with every default filled in: what travels is what was hashed, so nothing may be left to add. */
export const definitionSchema: z.ZodType<FormDefinition> = z.custom<FormDefinition>(isComplete);

/** Answer of `live` and `ready`: all that is told is that it is so. */
export const healthResponseSchema = z.strictObject({ status: z.literal('pass') });

/** Answer of `received` and `decline`. */
export const statusResponseSchema = z.strictObject({ status: invitationStatusSchema });

/** Answer of `begin`. */
export const beginResponseSchema = z.strictObject({ openKey: secretTextSchema, secondsLeft: secondsSchema });

/** Answer of `open` and `resume`: all that the page needs to show, seal and submit. */
export const openedResponseSchema = z.strictObject({
  context: sealContextSchema,
  definition: definitionSchema,
  recipients: z.array(recipientKeySchema).min(1).max(2).readonly(),
  submitKey: secretTextSchema,
  /** 32 bytes, from `open` only; the page imports it and wipes it. */
  deviceKey: digestSchema.exactOptional(),
  secondsLeft: secondsSchema,
  extensionsLeft: extensionsLeftSchema,
  /** Length of one extension. */
  extensionSeconds: secondsSchema,
  reopen: z.enum(['same-device', 'never']),
  agentName: nameSchema,
  language: z.exactOptional(languageSchema),
  /** The account's; the definition's own lies over it. */
  theme: z.exactOptional(themeSchema),
});

/** Answer of `extend`. */
export const extendResponseSchema = z.strictObject({
  submitKey: secretTextSchema,
  secondsLeft: secondsSchema,
  extensionsLeft: extensionsLeftSchema,
});

/** Answer of `submit`. */
export const submitResponseSchema = z.strictObject({ status: z.literal('submitted') });

/** Answer of `sessionStart`. */
export const sessionStartResponseSchema = z.strictObject({
  sessionId: uuidSchema,
  sessionKey: digestSchema,
  agent: agentViewSchema.extend({ skills: z.array(z.string().max(80)).readonly() }),
  accountId: accountIdSchema,
  /** Suite of the recipient keys that this session makes (SF-FLOW-01); any other is refused. */
  suite: suiteSchema,
  /** Role in the account; a host's own login may know none. */
  role: operatorRoleSchema.optional(),
  /** What this session may do (SF-PERM-01), for what is shown: the server asks its own table at each request. */
  permissions: z.array(z.string().max(80)).max(100).readonly(),
  /** The session ends after this long without activity. */
  idleSeconds: secondsSchema,
  /** The server's clock, for the first proof. */
  now: instantSchema,
});

/** Answer of `sessionActivity`. */
export const sessionActivityResponseSchema = z.strictObject({ idleSeconds: secondsSchema });

/** A form that this agent may send. */
export const agentFormSchema = z.strictObject({
  id: formIdSchema,
  version: z.int().min(1),
  hash: digestSchema,
  definition: definitionSchema,
});

/** Answer of `agentForms`. */
export const agentFormsResponseSchema = z.strictObject({ forms: z.array(agentFormSchema).readonly() });

/** Answer of `agentConversations`: mine and unassigned, open first, newest first. */
export const agentConversationsResponseSchema = z.strictObject({
  conversations: z.array(conversationSummarySchema).max(100).readonly(),
});

/** Answer of `agentConversation`; `position` is where the event stream goes on. */
export const agentConversationResponseSchema = z.strictObject({
  conversation: conversationSummarySchema,
  messages: z.array(messageSchema).readonly(),
  invitations: z.array(invitationViewSchema).readonly(),
  /** Readings by managers, the oldest first; absent when there was none. */
  historyReads: z.array(historyReadingSchema).readonly().exactOptional(),
  position: positionSchema,
});

/** Answer of `invitationSend` and `invitationRevoke`. */
export const invitationResponseSchema = z.strictObject({ invitation: invitationViewSchema });

/** Answer of `invitationList`. */
export const invitationListResponseSchema = z.strictObject({ invitations: z.array(invitationViewSchema).readonly() });

/** Answer of `readKey`. */
export const readKeyResponseSchema = z.strictObject({ readKey: secretTextSchema, secondsLeft: secondsSchema });

/** Answer of `read`; a part is `null` when the form has none of that class or it is gone (SF-OTR-03). */
export const readResponseSchema = z.strictObject({
  context: sealContextSchema,
  definition: definitionSchema,
  parts: z.strictObject({ recorded: sealedPartSchema.nullable(), offTheRecord: sealedPartSchema.nullable() }),
  offTheRecordSecondsLeft: secondsSchema,
  submittedAt: instantSchema,
});

/** Answer of `conversationStart`. */
export const conversationStartResponseSchema = z.strictObject({
  conversationId: uuidSchema,
  consumerKey: base64urlSchema(16 + 32 + 1, 16 + 32 + 32),
});

/** Answer of `conversationMessage` and `consumerMessage`. */
export const messageResponseSchema = z.strictObject({ message: messageSchema });

/** Answer of `conversationAssign`, `conversationTransfer` and `conversationClose`. */
export const conversationResponseSchema = z.strictObject({ conversation: conversationSummarySchema });

/** Answer of `consumerPush`. */
export const consumerPushResponseSchema = z.strictObject({
  /** The account's key to subscribe with (`applicationServerKey`); absent when the account sends no push messages. */
  publicKey: pushPublicKeySchema.exactOptional(),
  /** Whether the endpoint that was asked about gets the messages of this conversation. */
  subscribed: z.boolean(),
});

/** Answer of `received` and `decline`. */
export type StatusResponse = z.infer<typeof statusResponseSchema>;
/** Answer of `begin`. */
export type BeginResponse = z.infer<typeof beginResponseSchema>;
/** Answer of `open` and `resume`. */
export type Opened = z.infer<typeof openedResponseSchema>;
/** Answer of `extend`. */
export type ExtendResponse = z.infer<typeof extendResponseSchema>;
/** Answer of `submit`. */
export type SubmitResponse = z.infer<typeof submitResponseSchema>;
/** Answer of `sessionStart`. */
export type SessionStartResponse = z.infer<typeof sessionStartResponseSchema>;
/** Answer of `sessionActivity`. */
export type SessionActivityResponse = z.infer<typeof sessionActivityResponseSchema>;
/** A form that this agent may send. */
export type AgentForm = z.infer<typeof agentFormSchema>;
/** Answer of `agentForms`. */
export type AgentFormsResponse = z.infer<typeof agentFormsResponseSchema>;
/** Answer of `agentConversations`. */
export type AgentConversationsResponse = z.infer<typeof agentConversationsResponseSchema>;
/** Answer of `agentConversation`. */
export type AgentConversationResponse = z.infer<typeof agentConversationResponseSchema>;
/** Answer of `invitationSend` and `invitationRevoke`. */
export type InvitationResponse = z.infer<typeof invitationResponseSchema>;
/** Answer of `invitationList`. */
export type InvitationListResponse = z.infer<typeof invitationListResponseSchema>;
/** Answer of `readKey`. */
export type ReadKeyResponse = z.infer<typeof readKeyResponseSchema>;
/** Answer of `read`. */
export type ReadResponse = z.infer<typeof readResponseSchema>;
/** Answer of `conversationStart`. */
export type ConversationStartResponse = z.infer<typeof conversationStartResponseSchema>;
/** Answer of `conversationMessage` and `consumerMessage`. */
export type MessageResponse = z.infer<typeof messageResponseSchema>;
/** Answer of `conversationAssign`, `conversationTransfer` and `conversationClose`. */
export type ConversationResponse = z.infer<typeof conversationResponseSchema>;
/** Answer of `consumerPush`. */
export type ConsumerPushResponse = z.infer<typeof consumerPushResponseSchema>;

function isComplete(value: unknown): boolean {
  try {
    return canonicalJson(parseFormDefinition(value) as unknown as Json) === canonicalJson(value as Json);
  } catch {
    return false;
  }
}
