// @tellsafe/core/answers: sealing in the consumer's page, opening by a recipient, and what a server can check in between.
export { type OpeningRecipient, openPart } from './open.ts';
export { PAYLOAD_SIZES } from './payload.ts';
export { type SealableDefinition, sealAnswers } from './seal.ts';
export { checkSealedShape } from './shape.ts';
export type {
  PayloadClass,
  RecipientKey,
  RecipientRole,
  SealContext,
  SealedAnswers,
  SealedPart,
  SealedRecipient,
  SuiteId,
} from './types.ts';
