// @tellsafe/core: the protocol. The main names of every room, free of libraries but hpke; each room has its own subpath, and what
// needs zod or @noble is there alone: ./form/schema, ./wire/schemas, ./crypto/sync, ./crypto/at-rest, ./otk. The suite xwing
// loads @noble on demand.
export {
  checkSealedShape,
  type OpeningRecipient,
  openPart,
  type RecipientKey,
  type SealContext,
  type SealedAnswers,
  type SealedPart,
  type SealedRecipient,
  sealAnswers,
} from './answers/index.ts';
export { type Clock, systemClock } from './clock.ts';
export {
  type ConversationEvent,
  type ConversationStatus,
  conversationTransitions,
  transitionConversation,
} from './conversation/index.ts';
export {
  generateRecipientKeyPair,
  isSuiteId,
  type RecipientKeyPair,
  type RecipientPrivateKey,
  type RecipientRole,
  recipientKeyId,
  type SuiteId,
  suiteSizes,
} from './crypto/hpke.ts';
export {
  createProof,
  equalBytes,
  importProofKey,
  PROOF_HEADER,
  type ProofRequest,
  sha256,
  webRandom,
} from './crypto/index.ts';
export {
  canonicalJson,
  fromBase64url,
  fromUtf8,
  isBase64url,
  type Json,
  lengthPrefixed,
  toBase64url,
  utf8,
} from './encoding/index.ts';
export {
  type ErrorCode,
  type ErrorIssue,
  type ErrorParams,
  errorCodes,
  errorMessage,
  isErrorCode,
  isTellsafeError,
  TellsafeError,
} from './errors.ts';
export {
  type AnswerError,
  type AnswerErrorCode,
  type AnswerFormat,
  type AnswerType,
  type Choice,
  type FormDefinition,
  findMismatches,
  hashDefinition,
  type LintWarning,
  lintDefinition,
  type PayloadClass,
  payloadClassOf,
  type Question,
  validateAnswer,
  validateAnswers,
  yesNoChoices,
} from './form/index.ts';
export { formatText, type LocaleTag, loadTexts, pickLocale, type TextKey, type Texts } from './i18n/index.ts';
export { createUuid, isAccountId, isUuid, type RandomBytes, uuidFromBytes, uuidToBytes } from './ids.ts';
export {
  type InvitationEvent,
  type InvitationStatus,
  invitationTransitions,
  isTerminal,
  transitionInvitation,
} from './invitation/index.ts';
export { deviceIdOf } from './otk/claim.ts';
export { encodeHandle, type Handle, invitationIdOf, parseHandle } from './otk/handle.ts';
export { encodeOneTimeKey, type OneTimeKey, parseOneTimeKey } from './otk/one-time-key.ts';
export type { Purpose } from './otk/purpose.ts';
export {
  checkOneTimeKey,
  issueOneTimeKey,
  type OtkAttempt,
  type OtkOutcome,
  type OtkRecord,
  type OtkRefusal,
  REPEAT_WINDOW_MS,
  spendOneTimeKey,
} from './otk/record.ts';
export {
  defaultTimeLimits,
  END_OF_TIME,
  parseTimeLimits,
  retentionExpiry,
  type TimeLimits,
  timeLimits,
} from './retention/index.ts';
export {
  DEFAULT_BASE_PATH,
  type Problem,
  parseProblem,
  problemOf,
  problemStatuses,
  type RouteName,
  routePaths,
} from './wire/index.ts';
