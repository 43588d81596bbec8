// The consumer's side: answers become sealed answers. Nothing typed leaves a page in any other form.
import { hpkeSeal, recipientKeyId } from '../crypto/hpke.ts';
import { assertSuite } from '../crypto/suites.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { TellsafeError } from '../errors.ts';
import { payloadClassOf } from '../form/question.ts';
import type { Question } from '../form/types.ts';
import type { RandomBytes } from '../ids.ts';
import { mayReceive, sealInfo } from './context.ts';
import { commitPayload } from './payload.ts';
import type {
  PayloadClass,
  RecipientKey,
  RecipientRole,
  SealContext,
  SealedAnswers,
  SealedPart,
  SealedRecipient,
} from './types.ts';

/** Both classes in the order in which parts are written. */
export const payloadClasses: readonly PayloadClass[] = Object.freeze(['recorded', 'off-the-record']);

/** What sealing needs to know of a form definition. */
export interface SealableDefinition {
  readonly questions: readonly Pick<Question, 'id' | 'offTheRecord'>[];
}

interface ImportedRecipient extends RecipientKey {
  readonly rawPublicKey: Uint8Array;
}

/**
 * The payload classes that a definition has questions for, in order.
 *
 * @param definition - its questions
 */
export function classesOf(definition: SealableDefinition): PayloadClass[] {
  return payloadClasses.filter((each) => definition.questions.some((question) => payloadClassOf(question) === each));
}

/**
 * Seals answers to the recipients of a form: recorded and off-the-record answers apart, each copy bound to its place and under
 * the suite of its recipient's key.
 *
 * @param definition - the form version that was shown
 * @param answers - normalised values by question id; unanswered questions may be left out
 * @param context - what the answers belong to
 * @param recipients - exactly one agent, at most one archive (which gets recorded answers only)
 * @param random - source of the salts
 * @throws TellsafeError `answers_invalid` for unknown question ids and for more than 16 KiB per class,
 *   `recipient_key_invalid`, `suite_unavailable`, `network_failed`, `secure_context_required`
 */
export async function sealAnswers(
  definition: SealableDefinition,
  answers: Readonly<Record<string, string>>,
  context: SealContext,
  recipients: readonly RecipientKey[],
  random: RandomBytes,
): Promise<SealedAnswers> {
  checkQuestionIds(definition, answers);
  checkRecipients(recipients);
  const imported = await Promise.all(recipients.map(importRecipient));
  const parts: SealedPart[] = [];
  for (const payloadClass of classesOf(definition)) {
    const ids = definition.questions.filter((each) => payloadClassOf(each) === payloadClass).map(({ id }) => id);
    const own = Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));
    const { plaintext, commitment } = await commitPayload(own, random);
    try {
      const sealTo = (recipient: ImportedRecipient) =>
        sealCopy(recipient, plaintext, sealInfo(context, payloadClass, recipient), commitment);
      const receiving = imported.filter((recipient) => mayReceive(recipient, payloadClass));
      const copies = await Promise.all(receiving.map(sealTo));
      parts.push({ class: payloadClass, commitment: toBase64url(commitment), recipients: copies });
    } finally {
      plaintext.fill(0);
    }
  }
  return { version: 1, parts };
}

async function sealCopy(
  recipient: ImportedRecipient,
  plaintext: Uint8Array,
  info: Uint8Array,
  aad: Uint8Array,
): Promise<SealedRecipient> {
  const { role, keyId, suite, rawPublicKey } = recipient;
  const { enc, ciphertext } = await hpkeSeal(suite, rawPublicKey, plaintext, { info, aad });
  return { role, keyId, suite, enc: toBase64url(enc), ciphertext: toBase64url(ciphertext) };
}

function checkQuestionIds(definition: SealableDefinition, answers: Readonly<Record<string, string>>): void {
  const known = new Set(definition.questions.map(({ id }) => id));
  if (Object.keys(answers).some((id) => !known.has(id))) {
    throw new TellsafeError('answers_invalid', { issues: [{ path: 'answers', code: 'question_unknown' }] });
  }
}

function checkRecipients(recipients: readonly RecipientKey[]): void {
  const count = (wanted: RecipientRole) => recipients.filter(({ role }) => role === wanted).length;
  if (count('agent') !== 1 || count('archive') > 1) throw new TellsafeError('recipient_key_invalid');
  for (const { suite } of recipients) assertSuite(suite);
}

/** Decodes a key and checks that its id is its own, because people and contexts know it by that id. */
async function importRecipient(recipient: RecipientKey): Promise<ImportedRecipient> {
  const rawPublicKey = decodePublicKey(recipient.publicKey);
  if ((await recipientKeyId(recipient.suite, rawPublicKey)) !== recipient.keyId) {
    throw new TellsafeError('recipient_key_invalid');
  }
  return { ...recipient, rawPublicKey };
}

function decodePublicKey(publicKey: string): Uint8Array {
  try {
    return fromBase64url(publicKey);
  } catch (cause) {
    throw new TellsafeError('recipient_key_invalid', undefined, { cause });
  }
}
