import { describe, expect, test } from 'vitest';
import { suiteSizes } from '../crypto/suites.ts';
import { toBase64url } from '../encoding/base64url.ts';
import { checkSealedShape, type RecipientKey, type SealedAnswers, type SealedPart } from './index.ts';

const definition = {
  questions: [
    { id: 'card', offTheRecord: false },
    { id: 'cvv', offTheRecord: true },
  ],
};
const text = (length: number) => toBase64url(new Uint8Array(length));
const agent: RecipientKey = { role: 'agent', suite: 'x25519', keyId: text(16), publicKey: text(32) };
const archive: RecipientKey = { ...agent, role: 'archive', keyId: toBase64url(new Uint8Array(16).fill(1)) };
const recipients = [agent, archive];

const copy = ({ role, keyId, suite }: RecipientKey, size = 1024) => ({
  role,
  keyId,
  suite,
  enc: toBase64url(new Uint8Array(suiteSizes(suite).enc).fill(9)),
  ciphertext: text(32 + size + 16),
});
const recorded: SealedPart = { class: 'recorded', commitment: text(32), recipients: [copy(agent), copy(archive)] };
const offTheRecord: SealedPart = { class: 'off-the-record', commitment: text(32), recipients: [copy(agent)] };
const sealed: SealedAnswers = { version: 1, parts: [recorded, offTheRecord] };

function place(value: SealedAnswers, form = definition, expected: readonly RecipientKey[] = recipients): string | null {
  try {
    checkSealedShape(value, form, expected);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: 'request_invalid' });
    return (error as { params: { issues: { path: string }[] } }).params.issues[0]?.path ?? '';
  }
}

const withParts = (...parts: SealedPart[]): SealedAnswers => ({ ...sealed, parts });
const withCopies = (...copies: SealedPart['recipients']) =>
  withParts({ ...recorded, recipients: copies }, offTheRecord);

describe('shape of sealed answers', () => {
  test('what a page makes for this form is accepted, at every size', () => {
    expect(place(sealed)).toBeNull();
    for (const size of [1024, 2048, 4096, 8192, 16_384]) {
      expect(place(withCopies(copy(agent, size), copy(archive, size)))).toBeNull();
    }
    expect(place(withParts(recorded), { questions: [{ id: 'a', offTheRecord: false }] })).toBeNull();
    expect(place(withParts({ ...recorded, recipients: [copy(agent)] }, offTheRecord), definition, [agent])).toBeNull();
  });

  test('SF-OTR-04 parts must be exactly those of the form: an off-the-record answer cannot pass as recorded', () => {
    expect(place(withParts(recorded))).toBe('sealed.parts');
    expect(place(withParts())).toBe('sealed.parts');
    expect(place(withParts(recorded, offTheRecord, offTheRecord))).toBe('sealed.parts');
    expect(place(withParts(offTheRecord, recorded))).toBe('sealed.parts.0.class');
    expect(place(withParts(recorded, { ...recorded }))).toBe('sealed.parts.1.class');
    expect(place(withParts(recorded), { questions: [{ id: 'a', offTheRecord: true }] })).toBe('sealed.parts.0.class');
  });

  test('recipients must be exactly those that the page was told', () => {
    const stranger = { ...agent, keyId: toBase64url(new Uint8Array(16).fill(9)) };
    expect(place(withCopies(copy(agent)))).toBe('sealed.parts.0.recipients');
    expect(place(withCopies(copy(agent), copy(archive), copy(agent)))).toBe('sealed.parts.0.recipients');
    expect(place(withCopies(copy(archive), copy(agent)))).toBe('sealed.parts.0.recipients.0');
    expect(place(withCopies(copy(agent), copy(agent)))).toBe('sealed.parts.0.recipients.1');
    expect(place(withCopies(copy(stranger), copy(archive)))).toBe('sealed.parts.0.recipients.0');
    const both = { ...offTheRecord, recipients: [copy(agent), copy(archive)] };
    expect(place(withParts(recorded, both))).toBe('sealed.parts.1.recipients');
  });

  test('the version must be the expected one', () => {
    expect(place({ ...sealed, version: 2 as 1 })).toBe('sealed.version');
  });

  test('SF-FLOW-04 each copy must be under the suite that the page was told for its recipient', () => {
    const strong: RecipientKey = { ...archive, suite: 'xwing' };
    const mixed = [agent, strong];
    expect(place(withCopies(copy(agent), copy(strong)), definition, mixed)).toBeNull();
    expect(place(withCopies(copy(agent), copy(archive)), definition, mixed)).toBe('sealed.parts.0.recipients.1.suite');
    expect(place(withCopies(copy({ ...agent, suite: 'xwing' }), copy(archive)))).toBe(
      'sealed.parts.0.recipients.0.suite',
    );
    const relabelled = { ...copy(archive), suite: 'xwing' as const };
    expect(place(withCopies(copy(agent), relabelled), definition, mixed)).toBe('sealed.parts.0.recipients.1.enc');
    const lowOrder = toBase64url(new Uint8Array(1120).fill(9, 0, 1088));
    const weak = { ...copy(strong), enc: lowOrder };
    expect(place(withCopies(copy(agent), weak), definition, mixed)).toBe('sealed.parts.0.recipients.1.enc');
  });

  test('an encapsulated secret of low order is refused before it is stored', () => {
    for (const enc of [text(32), 'X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc']) {
      expect(place(withCopies({ ...copy(agent), enc }, copy(archive)))).toBe('sealed.parts.0.recipients.0.enc');
    }
  });

  test('every length is exact', () => {
    const withEnc = (enc: string) => withCopies({ ...copy(agent), enc }, copy(archive));
    for (const enc of [text(31), text(33), '', `${text(31)}B`, `${text(32).slice(0, -1)}!`]) {
      expect(place(withEnc(enc))).toBe('sealed.parts.0.recipients.0.enc');
    }
    for (const size of [0, 1023, 1025, 1536, 32_768]) {
      expect(place(withCopies(copy(agent, size), copy(archive, size)))).toBe('sealed.parts.0.recipients.0.ciphertext');
    }
    expect(place(withCopies(copy(agent, 1024), copy(archive, 2048)))).toBe('sealed.parts.0.recipients.1.ciphertext');
    for (const commitment of [text(31), text(33), '', 'x']) {
      expect(place(withParts({ ...recorded, commitment }, offTheRecord))).toBe('sealed.parts.0.commitment');
    }
  });
});
