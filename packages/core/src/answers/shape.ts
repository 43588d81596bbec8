// The server's side: what can be known about sealed answers without opening them. No cryptography happens here.
import { SHA256_BYTES } from '../crypto/digest.ts';
import { isPossibleEnc, suiteSizes } from '../crypto/suites.ts';
import { fromBase64url, isBase64url } from '../encoding/base64url.ts';
import { TellsafeError } from '../errors.ts';
import { mayReceive } from './context.ts';
import { PAYLOAD_SIZES, SALT_BYTES } from './payload.ts';
import { classesOf, type SealableDefinition } from './seal.ts';
import type { RecipientKey, SealedAnswers, SealedPart } from './types.ts';

type ExpectedRecipient = Pick<RecipientKey, 'role' | 'suite' | 'keyId'>;

/**
 * Checks that sealed answers have exactly the parts, recipients and sizes that this form must give.
 *
 * @param sealed - parsed by the wire schema
 * @param definition - the form version of the invitation
 * @param recipients - the recipients that the page was told, in that order, each with the suite of its copy
 * @throws TellsafeError `request_invalid` naming the first place that is wrong
 */
export function checkSealedShape(
  sealed: SealedAnswers,
  definition: SealableDefinition,
  recipients: readonly ExpectedRecipient[],
): void {
  if (sealed.version !== 1) refuse('version', 'version_unknown');
  const classes = classesOf(definition);
  if (sealed.parts.length !== classes.length) refuse('parts', 'parts_unexpected');
  for (const [at, part] of sealed.parts.entries()) {
    if (part.class !== classes[at]) refuse(`parts.${at}.class`, 'class_unexpected');
    checkPart(part, `parts.${at}`, recipients);
  }
}

function checkPart(part: SealedPart, path: string, recipients: readonly ExpectedRecipient[]): void {
  if (!isBase64url(part.commitment, SHA256_BYTES)) refuse(`${path}.commitment`, 'length_unexpected');
  const expected = recipients.filter((recipient) => mayReceive(recipient, part.class));
  if (part.recipients.length !== expected.length) refuse(`${path}.recipients`, 'recipients_unexpected');
  const length = part.recipients[0]?.ciphertext.length;
  for (const [at, { role, suite, keyId }] of expected.entries()) {
    const copy = part.recipients[at];
    const place = `${path}.recipients.${at}`;
    if (copy?.role !== role || copy.keyId !== keyId) refuse(place, 'recipients_unexpected');
    if (copy.suite !== suite) refuse(`${place}.suite`, 'suite_unexpected');
    const { enc, tag } = suiteSizes(suite);
    if (!isBase64url(copy.enc, enc)) refuse(`${place}.enc`, 'length_unexpected');
    if (!isPossibleEnc(suite, fromBase64url(copy.enc))) refuse(`${place}.enc`, 'point_unexpected');
    // Every copy holds the same bytes, so every copy has the same length.
    const fits = PAYLOAD_SIZES.some((size) => isBase64url(copy.ciphertext, SALT_BYTES + size + tag));
    if (copy.ciphertext.length !== length || !fits) refuse(`${place}.ciphertext`, 'length_unexpected');
  }
}

function refuse(path: string, code: string): never {
  throw new TellsafeError('request_invalid', { issues: [{ path: `sealed.${path}`, code }] });
}
