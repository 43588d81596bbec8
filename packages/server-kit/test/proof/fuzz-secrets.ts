// One-time keys, handles and consumer keys: who presents them where, and every way to write one that is not it.
import { type ProblemCode, problemResponse } from '@tellsafe/core/wire';
import { type Answered, call, fingerprint, readAnswer, requestOf } from '../clients.ts';
import { answers } from '../harness.ts';
import type { FuzzText, FuzzWorld } from './fuzz-world.ts';

/** Presents a text where the genuine one is accepted. */
interface Secret {
  readonly code: ProblemCode;
  /** Bytes before the account id. */
  readonly fixedBytes: number;
  readonly present: (world: FuzzWorld, text: string) => Promise<Answered>;
}

/** What is sealed once, for every attempt to submit. */
const sealed = new WeakMap<FuzzWorld, Promise<unknown>>();

function sealedOf(world: FuzzWorld): Promise<unknown> {
  const made = sealed.get(world) ?? world.device.seal(answers.card);
  sealed.set(world, made);
  return made;
}

/** Every secret text. */
export const secrets = {
  sentHandle: {
    ...{ code: 'invitation_unavailable', fixedBytes: 32 },
    present: ({ harness }, handle) => call(harness, 'POST', '/v1/invitations/begin', { body: { handle } }),
  },
  viewedHandle: {
    ...{ code: 'invitation_unavailable', fixedBytes: 32 },
    present: ({ device }, handle) => device.proven('/v1/forms/resume', { handle }),
  },
  openKey: {
    ...{ code: 'otk_invalid', fixedBytes: 65 },
    present: ({ harness, texts }, openKey) =>
      call(harness, 'POST', '/v1/forms/open', { body: { openKey, claim: texts.claim } }),
  },
  submitKey: {
    ...{ code: 'otk_invalid', fixedBytes: 65 },
    present: async (world, submitKey) =>
      world.device.proven('/v1/forms/submit', { submitKey, sealed: await sealedOf(world) }),
  },
  readKey: {
    ...{ code: 'otk_invalid', fixedBytes: 65 },
    present: ({ ada, texts }, readKey) => ada.tryRead(texts.submission, readKey),
  },
  consumerKey: {
    ...{ code: 'consumer_key_invalid', fixedBytes: 48 },
    present: async ({ harness }, key) => {
      const body = { requestId: '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b0ab', text: 'Hello' };
      const request = requestOf('POST', '/v1/consumer/messages', { body });
      request.headers.set('Authorization', `Bearer ${key}`);
      return readAnswer(await harness.tellsafe.fetch(request));
    },
  },
} as const satisfies Partial<Record<FuzzText, Secret>>;
export type SecretName = keyof typeof secrets;
export const secretNames = Object.keys(secrets) as SecretName[];

/** One way to write a text that is not the secret. */
export type Forgery =
  | { readonly kind: 'flip'; readonly bit: number }
  | { readonly kind: 'cut'; readonly characters: number }
  | { readonly kind: 'cut-bytes'; readonly bytes: number }
  | { readonly kind: 'extend'; readonly by: string }
  | { readonly kind: 'put'; readonly at: number; readonly text: string }
  | { readonly kind: 'bytes'; readonly at: number; readonly of: FuzzText }
  | { readonly kind: 'account'; readonly id: string };

const foreignCharacters = ['+', '/', '=', ' ', '.', '~', '\u00e9', '\u212a', '%', '\u0000'];

/** Every forgery of a secret that is a single step away from it. */
export function everyForgery(name: SecretName, text: string): readonly Forgery[] {
  const { length } = Buffer.from(text, 'base64url');
  const indices = (count: number) => Array.from({ length: count }, (_, index) => index);
  const { fixedBytes } = secrets[name];
  return [
    ...indices(length * 8).map((bit): Forgery => ({ kind: 'flip', bit })),
    ...indices(text.length).map((characters): Forgery => ({ kind: 'cut', characters })),
    ...indices(length).map((bytes): Forgery => ({ kind: 'cut-bytes', bytes })),
    ...['A', 'AA', '=', '==', ' ', '\n', '\u0000', text, 'x'.repeat(100)].map(
      (by): Forgery => ({ kind: 'extend', by }),
    ),
    ...indices(text.length).flatMap((at) => ['-', 'A'].map((put): Forgery => ({ kind: 'put', at, text: put }))),
    ...foreignCharacters.flatMap((put) =>
      [0, 20, text.length - 1].map((at): Forgery => ({ kind: 'put', at, text: put })),
    ),
    ...secretNames.flatMap((of) => indices(fixedBytes).map((at): Forgery => ({ kind: 'bytes', at, of }))),
    ...['globex', 'acme-', 'ACME', 'acm', 'unknown', '', 'a'.repeat(33), 'acme\u0000'].map(
      (id): Forgery => ({ kind: 'account', id }),
    ),
  ];
}

/** The text of a forgery. */
export function forged(name: SecretName, text: string, forgery: Forgery, { texts }: FuzzWorld): string {
  const bytes = Buffer.from(text, 'base64url');
  switch (forgery.kind) {
    case 'flip':
      bytes[forgery.bit >> 3] = (bytes[forgery.bit >> 3] ?? 0) ^ (1 << (forgery.bit & 7));
      return bytes.toString('base64url');
    case 'cut':
      return text.slice(0, forgery.characters);
    case 'cut-bytes':
      return bytes.subarray(0, forgery.bytes).toString('base64url');
    case 'extend':
      return text + forgery.by;
    case 'put':
      return text.slice(0, forgery.at) + forgery.text + text.slice(forgery.at + 1);
    case 'bytes':
      // The head of this one, the rest of another: keys of other purposes, conversations, invitations.
      return Buffer.concat([
        bytes.subarray(0, forgery.at),
        Buffer.from(texts[forgery.of], 'base64url').subarray(forgery.at),
      ]).toString('base64url');
    case 'account':
      return Buffer.concat([bytes.subarray(0, secrets[name].fixedBytes), Buffer.from(forgery.id)]).toString(
        'base64url',
      );
  }
}

/** Rejects unless a forged text is refused like every other one, without an effect. */
export async function judgeForgery(world: FuzzWorld, name: SecretName, text: string): Promise<void> {
  if (text === world.texts[name]) return;
  world.takeCommits();
  const { code, present }: Secret = secrets[name];
  // No header can hold what is not Latin-1, and no handle is empty or longer than 200 characters: there the schema refuses.
  if (name === 'consumerKey' && (/[^\x20-\x7e]/.test(text) || text.trim() !== text)) return;
  const answer = await present(world, text);
  const shape = text === '' || text.length > 200;
  const expected: ProblemCode = shape && name !== 'consumerKey' ? 'request_invalid' : code;
  const { status, body } = problemResponse(expected);
  const said = answer.status === status && (expected === 'request_invalid' || answer.text === body);
  if (!said) throw new Error(`${name} was answered by ${answer.status} ${answer.text.slice(0, 200)}`);
  const odd = world.takeCommits().filter(({ batch }) => [...(batch.put ?? []), ...(batch.remove ?? [])].length > 0);
  if (odd.length > 0) throw new Error(`${name} had an effect`);
  if (expected === code) judgeFingerprint(world, code, fingerprint(answer));
}

const fingerprints = new WeakMap<FuzzWorld, Map<ProblemCode, string>>();

function judgeFingerprint(world: FuzzWorld, code: ProblemCode, print: string): void {
  const known = fingerprints.get(world) ?? new Map<ProblemCode, string>();
  fingerprints.set(world, known);
  if (!known.has(code)) known.set(code, print);
  if (known.get(code) !== print) throw new Error(`two answers for ${code}: ${known.get(code)} and ${print}`);
}
