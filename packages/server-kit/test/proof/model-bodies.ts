// Sealed answers that are made once and used again in each invitation: a server cannot tell, and sealing is what costs.
import { type SealedAnswers, sealAnswers } from '@tellsafe/core/answers';
import { recipientKeyId, type SuiteId } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { ACCOUNT, answers, forms, random } from '../harness.ts';
import type { FormId } from './model-state.ts';

export const suite: SuiteId = 'x25519';

/** What every agent sends forms with; nobody needs to open anything. */
export const publicKey = toBase64url(new Uint8Array(32).fill(9));

const sealed = new Map<FormId, Promise<readonly SealedAnswers[]>>();

/** Two bodies that fit a form. */
export function sealedBodies(form: FormId): Promise<readonly SealedAnswers[]> {
  const bodies = sealed.get(form) ?? Promise.all([sealBody(form), sealBody(form)]);
  sealed.set(form, bodies);
  return bodies;
}

async function sealBody(form: FormId): Promise<SealedAnswers> {
  const definition = parseFormDefinition(forms.find(({ id }) => id === form));
  const context = { accountId: ACCOUNT, conversationId: '-', invitationId: '-', definitionHash: '-' };
  const keyId = await recipientKeyId(suite, fromBase64url(publicKey));
  const recipients = [{ role: 'agent', suite, keyId, publicKey }] as const;
  return sealAnswers(definition, answers[form], context, recipients, random);
}
