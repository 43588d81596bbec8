// Shapes of sealed answers as they travel and are stored, and of what they are bound to. Bytes are base64url.
import type { RecipientRole } from '../crypto/hpke.ts';
import type { SuiteId } from '../crypto/suites.ts';
import type { PayloadClass } from '../form/types.ts';

export type { RecipientRole } from '../crypto/hpke.ts';
export type { SuiteId } from '../crypto/suites.ts';
export type { PayloadClass } from '../form/types.ts';

/** One recipient's copy of a payload. */
export interface SealedRecipient {
  role: RecipientRole;
  /** {@link RecipientKey.keyId} of the key that it is sealed to. */
  keyId: string;
  /** {@link RecipientKey.suite} of that key. */
  suite: SuiteId;
  /** Encapsulated secret. */
  enc: string;
  ciphertext: string;
}

/** One payload, sealed once for each recipient that may have it. */
export interface SealedPart {
  class: PayloadClass;
  /** SHA-256(salt ‖ payload), 32 bytes: the same for all recipients, and the associated data of each copy. */
  commitment: string;
  recipients: SealedRecipient[];
}

/** What a consumer's page submits: one part per payload class of the definition, recorded first. */
export interface SealedAnswers {
  version: 1;
  parts: SealedPart[];
}

/** What sealed answers belong to; answers sealed for one context do not open in another. */
export interface SealContext {
  accountId: string;
  conversationId: string;
  invitationId: string;
  /** `hashDefinition` of the form, so that no other version of its questions fits (SF-FORM-07). */
  definitionHash: string;
}

/** A public key that answers are sealed to. */
export interface RecipientKey {
  role: RecipientRole;
  suite: SuiteId;
  /** `recipientKeyId` of the key. */
  keyId: string;
  publicKey: string;
}
