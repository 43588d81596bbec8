// Erasing, exporting, holding: what a host does for people who ask for it, for courts, and for the end of keys (SF-RET-03).
import { hostCaller } from '../services/caller.ts';
import type { ConversationPlace } from '../services/conversations/change.ts';
import type { Kit } from '../services/kit.ts';
import {
  type Erased,
  eraseConsumer,
  eraseConversation,
  eraseSubmission,
  type SubmissionName,
} from '../services/privacy/erasure.ts';
import {
  type ConsumerExport,
  type ConversationExport,
  type ExportPart,
  exportConsumer,
  exportConversation,
  type MessagePart,
} from '../services/privacy/export.ts';
import { findHeld, type PrivacyFind, type PrivacyFound } from '../services/privacy/find.ts';
import { type HoldListQuery, type HoldPage, listHolds } from '../services/privacy/hold-list.ts';
import {
  type ConsumerPlace,
  type HeldPlace,
  type HoldName,
  holdConsumer,
  holdConversation,
  releaseHold,
} from '../services/privacy/holds.ts';
import { type PurgeLag, purgeLag } from '../services/privacy/purge-lag.ts';
import { type TranscriptExport, type TranscriptFormat, writeTranscript } from '../services/privacy/transcript-text.ts';
import { type KeyRenewal, type RenewedKeys, renewKeys } from '../services/privacy/wrapped-keys.ts';

/**
 * Privacy. Every call leaves entries in the audit, refused ones as well. An erasure that a crash interrupts is finished by
 * maintenance; repeating it gives the same answer.
 */
export interface PrivacyMethods {
  /**
   * Erases the answers of one submission.
   *
   * @throws TellsafeError `conversation_unknown`; `legal_hold`, whose `params.holds` names the holds
   */
  eraseSubmission(name: SubmissionName): Promise<Erased>;
  /**
   * Erases a conversation with its messages, forms and answers.
   *
   * @throws TellsafeError `conversation_unknown`; `legal_hold`, whose `params.holds` names the holds
   */
  eraseConversation(place: ConversationPlace): Promise<Erased>;
  /**
   * Erases every conversation that was started with this `consumerId`, or none when one of them is held.
   *
   * @throws TellsafeError `legal_hold`, whose `params.holds` names the holds; RangeError for a wrong id
   */
  eraseConsumer(consumer: ConsumerPlace): Promise<Erased>;
  /** Everything about a consumer; answers are named, never included. @throws RangeError for a wrong id */
  exportConsumer(consumer: ConsumerPlace & ExportPart): Promise<ConsumerExport>;
  /**
   * Everything about one conversation, at most 5,000 messages at a time: with a `conversation.cursor` there are more. Answers are named, never
   * included.
   *
   * @throws TellsafeError `conversation_unknown`; `request_invalid` for a cursor that no part gave; RangeError for a wrong limit
   */
  exportConversation(place: ConversationPlace & MessagePart): Promise<ConversationExport>;
  /**
   * The messages of a conversation as a text that people read, or as CSV, in the same parts.
   *
   * @throws TellsafeError `conversation_unknown`; `request_invalid` for a cursor that no part gave; RangeError for another format or a wrong limit
   */
  exportTranscript(
    place: ConversationPlace & MessagePart & { readonly format: TranscriptFormat },
  ): Promise<TranscriptExport>;
  /**
   * Keeps a conversation from purge and erasure until the hold of this name is released.
   *
   * @throws TellsafeError `conversation_unknown`; RangeError for a wrong name, or when there are 100 holds already
   */
  holdConversation(input: ConversationPlace & HoldName): Promise<void>;
  /** The same for all conversations of a consumer, also later ones. @throws RangeError for a wrong id or name */
  holdConsumer(input: ConsumerPlace & HoldName): Promise<void>;
  /** Ends a hold of a conversation or of a consumer. What should have expired meanwhile is purged by the next maintenance. */
  releaseHold(input: HeldPlace & HoldName): Promise<void>;
  /** What is held about a consumer or in a conversation: ids, instants, names of forms and holds. @throws TellsafeError `conversation_unknown` */
  find(wanted: PrivacyFind): Promise<PrivacyFound>;
  /** What is held, the longest held first. @throws RangeError for a wrong limit */
  holds(query: HoldListQuery): Promise<HoldPage>;
  /**
   * Wraps what lives under the current key-encryption key, so that retiring the other one erases only what was erased or purged,
   * in every copy. Call it until `left` is false.
   *
   * @throws RangeError for a wrong limit or the current key; TellsafeError `key_unknown` when the key is not held
   */
  renewKeys(renewal: KeyRenewal): Promise<RenewedKeys>;
  /** How far maintenance is behind, for a monitor. */
  purgeLag(): Promise<PurgeLag>;
}

/** Builds the methods. @param whenReady waits for the start work */
export function privacyMethods(
  kit: Kit,
  whenReady: <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>,
): PrivacyMethods {
  const ofAccount = <Input extends { readonly accountId: string }, Result>(run: (input: Input) => Promise<Result>) =>
    whenReady(async (input: Input) => {
      kit.accounts.get(input.accountId);
      return run(input);
    });
  return {
    eraseSubmission: ofAccount((name) => eraseSubmission(kit, hostCaller, name)),
    eraseConversation: ofAccount((place) => eraseConversation(kit, hostCaller, place)),
    eraseConsumer: ofAccount((consumer) => eraseConsumer(kit, hostCaller, consumer)),
    exportConsumer: ofAccount((consumer) => exportConsumer(kit, hostCaller, consumer)),
    exportConversation: ofAccount((place) => exportConversation(kit, hostCaller, place)),
    exportTranscript: ofAccount(async ({ format, ...place }) => {
      const { conversation } = await exportConversation(kit, hostCaller, place);
      const { cursor } = conversation;
      const text = writeTranscript(format, conversation, place.cursor === undefined);
      return { text, ...(cursor !== undefined && { cursor }) };
    }),
    holdConversation: ofAccount((input) => holdConversation(kit, hostCaller, input)),
    holdConsumer: ofAccount((input) => holdConsumer(kit, hostCaller, input)),
    releaseHold: ofAccount((input) => releaseHold(kit, hostCaller, input)),
    find: ofAccount((wanted) => findHeld(kit, wanted)),
    holds: ofAccount((query) => listHolds(kit, query)),
    renewKeys: whenReady((renewal) => renewKeys(kit, hostCaller, renewal)),
    purgeLag: () => whenReady<undefined, PurgeLag>(() => purgeLag(kit))(undefined),
  };
}
