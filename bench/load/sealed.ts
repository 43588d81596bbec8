// What the load has ready before it starts: a key pair of an agent and answers sealed to it. Sealing costs more than all requests
// together, so it is done beforehand and used again and again. The server cannot open it and so cannot tell: the invitation
// that the seal names is not the one it is sent for, everything else is as a page would send it.
import { createUuid } from '@tellsafe/core';
import { type RecipientKey, sealAnswers } from '@tellsafe/core/answers';
import { webRandom } from '@tellsafe/core/crypto';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { FormDefinition } from '@tellsafe/core/form';

import { ANSWER_LENGTH } from '../servers/form.ts';

/** A recipient and what is sealed to it. */
export interface Prepared {
  readonly recipientPublicKey: string;
  /** JSON of the sealed answers. */
  readonly sealed: string;
  /** What must come back. */
  readonly ciphertext: string;
}

/** Makes one. */
export async function prepareSealed(
  definition: FormDefinition,
  definitionHash: string,
  accountId: string,
  conversationId: string,
): Promise<Prepared> {
  const suite = 'x25519';
  const { publicKey } = await generateRecipientKeyPair(suite);
  const recipient: RecipientKey = {
    role: 'agent',
    suite,
    keyId: await recipientKeyId(suite, publicKey),
    publicKey: toBase64url(publicKey),
  };
  const context = { accountId, conversationId, invitationId: createUuid(webRandom), definitionHash };
  // With the names around them close to 1 KB, the first size of a payload.
  const answers = Object.fromEntries(definition.questions.map(({ id }) => [id, 'x'.repeat(ANSWER_LENGTH)]));
  const sealed = await sealAnswers(definition, answers, context, [recipient], webRandom);
  return {
    recipientPublicKey: recipient.publicKey,
    sealed: JSON.stringify(sealed),
    ciphertext: sealed.parts[0]?.recipients[0]?.ciphertext ?? '',
  };
}
