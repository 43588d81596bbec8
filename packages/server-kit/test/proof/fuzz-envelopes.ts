// Sealed answers in several layouts, what may be changed of them, and who could open what comes out.
import { isTellsafeError } from '@tellsafe/core';
import {
  checkSealedShape,
  openPart,
  type RecipientKey,
  type RecipientRole,
  type SealContext,
  type SealedAnswers,
  type SealedPart,
  type SealedRecipient,
  sealAnswers,
} from '@tellsafe/core/answers';
import {
  generateRecipientKeyPair,
  type RecipientPrivateKey,
  recipientKeyId,
  type SuiteId,
  suiteIds,
} from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { sealedAnswersSchema } from '@tellsafe/core/wire/schemas';
import { random } from '../harness.ts';

const definition = {
  questions: [
    { id: 'holder', offTheRecord: false },
    { id: 'cvv', offTheRecord: true },
  ],
};

/** A recipient with both halves of its key. */
export interface Holder extends RecipientKey {
  readonly privateKey: RecipientPrivateKey;
}

/** Sealed answers of one place, with others to take parts from. */
export interface Envelopes {
  readonly name: string;
  readonly holders: readonly Holder[];
  readonly context: SealContext;
  readonly genuine: SealedAnswers;
  /** Genuine ones: other answers for the same place; the same recipients at another invitation; another account's. */
  readonly others: readonly SealedAnswers[];
  /** What an opener may see, by {@link viewOf}, and the answers that it then gets. */
  readonly views: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Every layout: each suite alone, and each mixture of an agent's and an archive's suite. */
export async function everyLayout(): Promise<readonly Envelopes[]> {
  const mixtures = suiteIds.flatMap((agent) => [[agent], ...suiteIds.map((archive) => [agent, archive])]);
  return Promise.all(mixtures.map(envelopesOf));
}

async function envelopesOf(suites: readonly SuiteId[]): Promise<Envelopes> {
  const roles: readonly RecipientRole[] = ['agent', 'archive'];
  const holders = await Promise.all(suites.map((suite, at) => createHolder(suite, roles[at] ?? 'agent')));
  const context = contextOf('acme', '9fe06a38-ec06-4ef6-9833-aa504fee591a');
  const answers = { holder: 'Ada Lovelace', cvv: '737' };
  const otherAnswers = { holder: 'Grace Hopper', cvv: '123' };
  const seal = (place: SealContext, values: Record<string, string>) =>
    sealAnswers(definition, values, place, holders, random);
  const genuine = await seal(context, answers);
  const same = await seal(context, otherAnswers);
  const elsewhere = await seal(contextOf('acme', '1fe06a38-ec06-4ef6-9833-aa504fee591b'), otherAnswers);
  const foreign = await seal(contextOf('globex', context.invitationId), otherAnswers);
  const views = new Map<string, Record<string, string>>();
  for (const [sealed, values] of [
    [genuine, answers],
    [same, otherAnswers],
  ] as const) {
    for (const part of sealed.parts) {
      const id = part.class === 'recorded' ? 'holder' : 'cvv';
      for (const copy of part.recipients) views.set(viewOf(part, copy), { [id]: values[id] });
    }
  }
  return { name: suites.join(' and '), holders, context, genuine, others: [same, elsewhere, foreign], views };
}

async function createHolder(suite: SuiteId, role: RecipientRole): Promise<Holder> {
  const { publicKey, privateKey } = await generateRecipientKeyPair(suite);
  return { role, suite, keyId: await recipientKeyId(suite, publicKey), publicKey: toBase64url(publicKey), privateKey };
}

function contextOf(accountId: string, invitationId: string): SealContext {
  const conversationId = '8b34dbc2-c05e-44d7-a25d-48efeace8245';
  return { accountId, conversationId, invitationId, definitionHash: 'WkWaTB6Siquhzx4c7i2Rknuka1_wZISt7XMS8xKmdi0' };
}

/** All of a part that one recipient looks at. */
function viewOf(part: SealedPart, { role, keyId, suite, enc, ciphertext }: SealedRecipient): string {
  return [part.class, part.commitment, role, keyId, suite, enc, ciphertext].join();
}

/** Where bytes are: a commitment, or `enc` or `ciphertext` of a copy. */
export interface Place {
  readonly part: number;
  /** The commitment of the part when absent. */
  readonly copy?: number;
  readonly field: 'commitment' | 'enc' | 'ciphertext';
}

export function placesOf(sealed: SealedAnswers): readonly Place[] {
  return sealed.parts.flatMap(({ recipients }, part) => [
    { part, field: 'commitment' as const },
    ...recipients.flatMap((_, copy) => (['enc', 'ciphertext'] as const).map((field) => ({ part, copy, field }))),
  ]);
}

export function textAt(sealed: SealedAnswers, { part, copy, field }: Place): string {
  const found = sealed.parts[part];
  if (field === 'commitment') return found?.commitment ?? '';
  return found?.recipients[copy ?? 0]?.[field] ?? '';
}

/** The same sealed answers with another text in one place. */
export function withTextAt(sealed: SealedAnswers, place: Place, text: string): SealedAnswers {
  const parts = sealed.parts.map((part, at) => {
    if (at !== place.part) return part;
    if (place.field === 'commitment') return { ...part, commitment: text };
    const recipients = part.recipients.map((copy, index) =>
      index === place.copy ? { ...copy, [place.field]: text } : copy,
    );
    return { ...part, recipients };
  });
  return { ...sealed, parts };
}

/** The text of bytes with one bit turned; bits count round, also backwards. */
export function flipped(text: string, at: number): string {
  const bytes = Buffer.from(text, 'base64url');
  const count = bytes.length * 8;
  const bit = ((at % count) + count) % count;
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString('base64url');
}

/** What opens and what checks; controls bring broken ones. */
export interface Opening {
  readonly open: typeof openPart;
  readonly checkShape: typeof checkSealedShape;
}

export const real: Opening = { open: openPart, checkShape: checkSealedShape };

/**
 * Rejects unless changed sealed answers are refused: by the server's check, and by every recipient whose view has changed.
 *
 * @param touched which parts to open; all when absent
 */
export async function judgeSealed(
  envelopes: Envelopes,
  changed: SealedAnswers,
  opening: Opening = real,
  touched?: readonly number[],
): Promise<void> {
  const { genuine, holders, views, context } = envelopes;
  if (isAccepted(changed, holders, opening) && outlineOf(changed) !== outlineOf(genuine)) {
    throw new Error('the server took what does not fit the form');
  }
  for (const [at, part] of changed.parts.entries()) {
    if (touched && !touched.includes(at)) continue;
    for (const holder of holders) {
      const copies = part.recipients.filter(({ role, keyId }) => role === holder.role && keyId === holder.keyId);
      const [copy] = copies;
      const known = copy && copies.length === 1 ? views.get(viewOf(part, copy)) : undefined;
      const opened = await opening.open(part, context, holder).catch((error: unknown) => {
        if (!isTellsafeError(error, 'answers_invalid')) throw error;
      });
      if (JSON.stringify(opened) !== JSON.stringify(known))
        throw new Error(`the ${holder.role} got ${JSON.stringify(opened)}`);
    }
  }
}

function isAccepted(sealed: unknown, holders: readonly Holder[], { checkShape }: Opening): boolean {
  const parsed = sealedAnswersSchema.safeParse(sealed);
  if (!parsed.success) return false;
  try {
    checkShape(parsed.data, definition, holders);
    return true;
  } catch (error) {
    if (isTellsafeError(error, 'request_invalid')) return false;
    throw error;
  }
}

/** All that a server can know without opening. */
function outlineOf({ version, parts }: SealedAnswers): string {
  const copyOf = ({ role, keyId, suite, enc, ciphertext }: SealedRecipient) => [
    role,
    keyId,
    suite,
    enc.length,
    ciphertext.length,
  ];
  return JSON.stringify([
    version,
    parts.map((part) => [part.class, part.commitment.length, part.recipients.map(copyOf)]),
  ]);
}
