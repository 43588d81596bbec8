import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { generateRecipientKeyPair, hpkeOpen, hpkeSeal, recipientKeyId } from '../crypto/hpke.ts';
import { webRandom } from '../crypto/random.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { ANSWERS_LIMIT } from '../form/limits.ts';
import { BODY_LIMIT_BYTES } from '../wire/headers.ts';
import { sealInfo } from './context.ts';
import {
  checkSealedShape,
  openPart,
  type RecipientKey,
  type SealContext,
  type SealedAnswers,
  type SealedPart,
  type SuiteId,
  sealAnswers,
} from './index.ts';
import type { OpeningRecipient } from './open.ts';
import { commitPayload, SALT_BYTES } from './payload.ts';

const definition = {
  questions: [
    { id: 'card', offTheRecord: false },
    { id: 'cvv', offTheRecord: true },
    { id: 'name', offTheRecord: false },
  ],
};
const answers = { card: '4242424242424242', cvv: '123', name: "O'Brien 日本" };
const context: SealContext = {
  accountId: 'acme',
  conversationId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  invitationId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  definitionHash: toBase64url(new Uint8Array(32)),
};
const invalid = { code: 'answers_invalid' };

interface Person {
  readonly key: RecipientKey;
  readonly opening: OpeningRecipient;
}

async function person(role: 'agent' | 'archive', suite: SuiteId = 'x25519'): Promise<Person> {
  const { publicKey, privateKey } = await generateRecipientKeyPair(suite);
  const keyId = await recipientKeyId(suite, publicKey);
  const key: RecipientKey = { role, suite, keyId, publicKey: toBase64url(publicKey) };
  return { key, opening: { role, keyId, suite, privateKey } };
}

function partOf(sealed: SealedAnswers, at: number): SealedPart {
  const part = sealed.parts[at];
  if (part === undefined) throw new Error(`no part ${at}`);
  return structuredClone(part);
}

let agent: Person;
let archive: Person;
let sealed: SealedAnswers;

beforeAll(async () => {
  agent = await person('agent');
  archive = await person('archive');
  sealed = await sealAnswers(definition, answers, context, [agent.key, archive.key], webRandom);
});

const open = (part: SealedPart, who: Person = agent, where: SealContext = context) =>
  openPart(part, where, who.opening);

describe('SF-FLOW-04 sealing', () => {
  test('the agent opens both payloads, exactly as they were typed', async () => {
    expect(await open(partOf(sealed, 0))).toEqual({ card: answers.card, name: answers.name });
    expect(await open(partOf(sealed, 1))).toEqual({ cvv: '123' });
  });

  test('SF-ACC-04 SF-OTR-01 the archive gets recorded answers and never off-the-record ones', async () => {
    expect(sealed.parts.map((part) => [part.class, part.recipients.map(({ role }) => role)])).toEqual([
      ['recorded', ['agent', 'archive']],
      ['off-the-record', ['agent']],
    ]);
    expect(await open(partOf(sealed, 0), archive)).toEqual({ card: answers.card, name: answers.name });
    await expect(open(partOf(sealed, 1), archive)).rejects.toMatchObject(invalid);
  });

  test('a definition with questions of one class gives one part', async () => {
    for (const offTheRecord of [false, true]) {
      const one = { questions: [{ id: 'a', offTheRecord }] };
      const { parts } = await sealAnswers(one, { a: 'x' }, context, [agent.key], webRandom);
      expect(parts.map((part) => part.class)).toEqual([offTheRecord ? 'off-the-record' : 'recorded']);
    }
  });

  test('nothing of an answer is readable in what is sent', () => {
    const text = JSON.stringify(sealed);
    const values = Object.values(answers);
    const encoded = values
      .filter(({ length }) => length > 5)
      .map((value) => toBase64url(new TextEncoder().encode(value)));
    expect(encoded).toHaveLength(2);
    expect(tracesOf(text, [...values, ...encoded])).toEqual([]);
  });

  test('the plaintext is wiped after sealing, also when sealing fails', async () => {
    const salts: Uint8Array[] = [];
    const tracked: Uint8Array[] = [];
    const original = Uint8Array.prototype.fill;
    Uint8Array.prototype.fill = function (this: Uint8Array, ...rest) {
      if (rest[0] === 0 && this.length >= 1024) tracked.push(this);
      return original.apply(this, rest);
    };
    try {
      await sealAnswers(definition, answers, context, [agent.key], (length) => {
        const salt = webRandom(length);
        salts.push(salt);
        return salt;
      });
    } finally {
      Uint8Array.prototype.fill = original;
    }
    expect(salts.length).toBe(2);
    expect(tracked.length).toBe(2);
    expect(tracked.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  test('the same answers are never sealed to the same bytes', async () => {
    const again = await sealAnswers(definition, answers, context, [agent.key, archive.key], webRandom);
    expect(again.parts[0]?.commitment).not.toBe(sealed.parts[0]?.commitment);
    expect(again.parts[0]?.recipients[0]?.ciphertext).not.toBe(sealed.parts[0]?.recipients[0]?.ciphertext);
  });

  test('any answers come back', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (card, cvv) => {
        const round = await sealAnswers(definition, { card, cvv }, context, [agent.key], webRandom);
        expect(await open(partOf(round, 0))).toEqual({ card });
        expect(await open(partOf(round, 1))).toEqual({ cvv });
      }),
      { numRuns: 25 },
    );
  });
});

describe('refusals when sealing', () => {
  const seal = (recipients: readonly RecipientKey[], values: Record<string, string> = answers) =>
    sealAnswers(definition, values, context, recipients, webRandom);
  const keyInvalid = { code: 'recipient_key_invalid' };

  test('exactly one agent and at most one archive', async () => {
    const second = await person('agent');
    const secondArchive = await person('archive');
    const wrong = [
      [],
      [archive.key],
      [agent.key, second.key],
      [agent.key, agent.key],
      [agent.key, archive.key, secondArchive.key],
    ];
    for (const recipients of wrong) await expect(seal(recipients)).rejects.toMatchObject(keyInvalid);
  });

  test('threat 3: a key under the id of another key, a malformed key, a low-order key', async () => {
    const other = await person('agent');
    const zero = new Uint8Array(32);
    const zeroKey = { publicKey: toBase64url(zero), keyId: await recipientKeyId('x25519', zero) };
    const wrong = [
      { ...agent.key, publicKey: other.key.publicKey },
      { ...agent.key, keyId: other.key.keyId },
      { ...agent.key, publicKey: 'not base64url!' },
      { ...agent.key, publicKey: agent.key.publicKey.slice(4) },
      { ...agent.key, ...zeroKey },
    ];
    for (const key of wrong) await expect(seal([key])).rejects.toMatchObject(keyInvalid);
  });

  test('a suite that is unknown, or another than that of the key', async () => {
    const unknown = { code: 'suite_unavailable' };
    await expect(seal([{ ...agent.key, suite: 'p256' as SuiteId }])).rejects.toMatchObject(unknown);
    await expect(seal([agent.key, { ...archive.key, suite: 'p256' as SuiteId }])).rejects.toMatchObject(unknown);
    await expect(seal([{ ...agent.key, suite: 'xwing' }])).rejects.toMatchObject(keyInvalid);
    await expect(seal([agent.key, { ...archive.key, suite: 'xwing' }])).rejects.toMatchObject(keyInvalid);
    const relabelled = await recipientKeyId('xwing', fromBase64url(agent.key.publicKey));
    await expect(seal([{ ...agent.key, suite: 'xwing', keyId: relabelled }])).rejects.toMatchObject(keyInvalid);
  });

  test('answers to questions that the form does not have, and answers beyond 16 KiB', async () => {
    await expect(seal([agent.key], { ...answers, other: 'x' })).rejects.toMatchObject(invalid);
    await expect(seal([agent.key], { name: 'x'.repeat(16_384) })).rejects.toMatchObject(invalid);
    await expect(seal([agent.key], { name: '\ud800' })).rejects.toMatchObject(invalid);
  });
});

describe('T8 altered sealed answers', () => {
  test('sampled single-bit flips of every field are refused', async () => {
    const part = partOf(sealed, 0);
    const [copy, ...rest] = part.recipients;
    if (copy === undefined) throw new Error('no copy');
    type Change = (text: string) => SealedPart;
    const fields: [string, Change, string][] = [
      ['commitment', (commitment) => ({ ...part, commitment }), part.commitment],
      ['enc', (enc) => ({ ...part, recipients: [{ ...copy, enc }, ...rest] }), copy.enc],
      ['ciphertext', (ciphertext) => ({ ...part, recipients: [{ ...copy, ciphertext }, ...rest] }), copy.ciphertext],
    ];
    let tried = 0;
    for (const [name, change, text] of fields) {
      const bytes = fromBase64url(text);
      const bits = bytes.length * 8;
      for (let bit = 0; bit < bits; bit += name === 'ciphertext' ? 61 : 5) {
        const flipped = bytes.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        await expect(open(change(toBase64url(flipped)))).rejects.toMatchObject(invalid);
        tried += 1;
      }
      // X25519 ignores the top bit of a point; the key schedule does not, so that this flip is refused as well.
      const topBit = bytes.slice();
      topBit[31] = (topBit[31] ?? 0) ^ 0x80;
      await expect(open(change(toBase64url(topBit)))).rejects.toMatchObject(invalid);
    }
    expect(tried).toBeGreaterThan(200);
    expect(await open(part)).toEqual({ card: answers.card, name: answers.name });
  });

  test('truncated, extended, emptied and non-canonical fields are refused', async () => {
    const part = partOf(sealed, 0);
    const changes = [
      (text: string) => text.slice(0, -4),
      (text: string) => `${text}AAAA`,
      () => '',
      (text: string) => `${text}=`,
    ];
    for (const change of changes) {
      for (const name of ['enc', 'ciphertext'] as const) {
        const recipients = part.recipients.map((each) => ({ ...each, [name]: change(each[name]) }));
        await expect(open({ ...part, recipients })).rejects.toMatchObject(invalid);
      }
      await expect(open({ ...part, commitment: change(part.commitment) })).rejects.toMatchObject(invalid);
    }
  });

  test('SF-FORM-07 answers open only where they belong: each field of the context', async () => {
    for (const name of ['accountId', 'conversationId', 'invitationId', 'definitionHash'] as const) {
      const elsewhere = { ...context, [name]: `${context[name].slice(0, -1)}0` };
      expect(elsewhere[name]).not.toBe(context[name]);
      await expect(open(partOf(sealed, 0), agent, elsewhere)).rejects.toMatchObject(invalid);
    }
    const { accountId, conversationId } = context;
    const swapped = { ...context, accountId: conversationId, conversationId: accountId };
    await expect(open(partOf(sealed, 0), agent, swapped)).rejects.toMatchObject(invalid);
  });

  test('class, role, key id and copies cannot be exchanged', async () => {
    const part = partOf(sealed, 0);
    const [mine, theirs] = part.recipients;
    if (mine === undefined || theirs === undefined) throw new Error('no copies');
    const variants: SealedPart[] = [
      { ...part, class: 'off-the-record' },
      { ...part, commitment: partOf(sealed, 1).commitment },
      { ...part, recipients: [{ ...theirs, role: 'agent', keyId: mine.keyId }] },
      { ...part, recipients: [{ ...mine, role: 'archive' }] },
      { ...part, recipients: [{ ...mine, keyId: theirs.keyId }] },
      { ...part, recipients: [mine, mine] },
      { ...part, recipients: [] },
    ];
    for (const variant of variants) await expect(open(variant)).rejects.toMatchObject(invalid);
    const renamed = { ...part, recipients: [{ ...mine, role: 'archive' as const }] };
    const posing = { ...agent.opening, role: 'archive' as const };
    await expect(openPart(renamed, context, posing)).rejects.toMatchObject(invalid);
  });

  test('SF-ACC-01 another key does not open, even under the same name', async () => {
    const other = await person('agent');
    const posing = { ...other.opening, keyId: agent.key.keyId };
    await expect(openPart(partOf(sealed, 0), context, posing)).rejects.toMatchObject(invalid);
  });
});

describe('suites by recipient', () => {
  let strongAgent: Person;
  let strongArchive: Person;
  beforeAll(async () => {
    strongAgent = await person('agent', 'xwing');
    strongArchive = await person('archive', 'xwing');
  });

  test.each([
    ['x25519', 'x25519'],
    ['x25519', 'xwing'],
    ['xwing', 'x25519'],
    ['xwing', 'xwing'],
  ] as const)('SF-FLOW-04 agent %s, archive %s: each copy is under the suite of its key', async (one, other) => {
    const [who, keeper] = [one === 'xwing' ? strongAgent : agent, other === 'xwing' ? strongArchive : archive];
    const made = await sealAnswers(definition, answers, context, [who.key, keeper.key], webRandom);
    expect(made.parts.map((part) => part.recipients.map(({ suite }) => suite))).toEqual([[one, other], [one]]);
    const recorded = { card: answers.card, name: answers.name };
    expect(await open(partOf(made, 0), who)).toEqual(recorded);
    expect(await open(partOf(made, 0), keeper)).toEqual(recorded);
    expect(await open(partOf(made, 1), who)).toEqual({ cvv: answers.cvv });
    expect(() => checkSealedShape(made, definition, [who.key, keeper.key])).not.toThrow();
  });

  test('a copy under another suite than that of the key is refused, in either direction', async () => {
    const made = await sealAnswers(definition, answers, context, [strongAgent.key, archive.key], webRandom);
    const part = partOf(made, 0);
    const relabelled = (suite: SuiteId) => ({
      ...part,
      recipients: part.recipients.map((copy) => ({ ...copy, suite })),
    });
    await expect(open(relabelled('x25519'), strongAgent)).rejects.toMatchObject(invalid);
    await expect(open(relabelled('xwing'), archive)).rejects.toMatchObject(invalid);
    for (const who of [strongAgent, archive]) {
      const suite = who === archive ? 'xwing' : 'x25519';
      await expect(open(part, { ...who, opening: { ...who.opening, suite } })).rejects.toMatchObject(invalid);
      await expect(open(relabelled(suite), { ...who, opening: { ...who.opening, suite } })).rejects.toMatchObject(
        invalid,
      );
    }
  });

  test('T8 sampled single-bit flips of an xwing copy are refused', async () => {
    const made = await sealAnswers(definition, answers, context, [strongAgent.key], webRandom);
    const part = partOf(made, 1);
    const [copy] = part.recipients;
    if (copy === undefined) throw new Error('no copy');
    const bytes = fromBase64url(copy.enc);
    for (let bit = 0; bit < bytes.length * 8; bit += 97) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const recipients = [{ ...copy, enc: toBase64url(flipped) }];
      await expect(open({ ...part, recipients }, strongAgent)).rejects.toMatchObject(invalid);
    }
    expect(await open(part, strongAgent)).toEqual({ cvv: answers.cvv });
  });
});

describe('one text for all recipients', () => {
  /** What a dishonest page would send: one commitment, but another text for the archive. */
  async function twoFaced() {
    const honest = await commitPayload({ card: '4242424242424242' }, webRandom);
    const other = await commitPayload({ card: '4000000000000002' }, webRandom);
    const copy = async (who: Person, plaintext: Uint8Array) => {
      const binding = { info: sealInfo(context, 'recorded', who.key), aad: honest.commitment };
      const { enc, ciphertext } = await hpkeSeal('x25519', fromBase64url(who.key.publicKey), plaintext, binding);
      const { role, keyId, suite } = who.key;
      return { role, keyId, suite, enc: toBase64url(enc), ciphertext: toBase64url(ciphertext) };
    };
    const recipients = [await copy(agent, honest.plaintext), await copy(archive, other.plaintext)];
    const part: SealedPart = { class: 'recorded', commitment: toBase64url(honest.commitment), recipients };
    return { part, commitment: honest.commitment, other: other.plaintext };
  }

  test('a copy that differs from the commitment is refused', async () => {
    const { part } = await twoFaced();
    expect(await open(part, agent)).toEqual({ card: '4242424242424242' });
    await expect(open(part, archive)).rejects.toMatchObject(invalid);
  });

  test('control: without the commitment check the differing copy opens', async () => {
    const { part, commitment, other } = await twoFaced();
    const copy = part.recipients[1];
    if (copy === undefined) throw new Error('no copy');
    const binding = { info: sealInfo(context, 'recorded', archive.key), aad: commitment };
    const bytes = [fromBase64url(copy.enc), fromBase64url(copy.ciphertext)] as const;
    expect(await hpkeOpen('x25519', archive.opening.privateKey, ...bytes, binding)).toEqual(other);
  });

  test('a shape check cannot see it, which is why recipients check', async () => {
    const { part } = await twoFaced();
    const one = { questions: [{ id: 'card', offTheRecord: false }] };
    const both = [agent.key, archive.key];
    expect(() => checkSealedShape({ version: 1, parts: [part] }, one, both)).not.toThrow();
  });
});

describe('sizes', () => {
  test('the largest answers fit a request, sealed to an agent and an archive under the larger suite', async () => {
    const people = [await person('agent', 'xwing'), await person('archive', 'xwing')];
    const both = {
      questions: Array.from({ length: 20 }, (_, at) => ({ id: `${at}`.padStart(40, 'q'), offTheRecord: at >= 10 })),
    };
    let largest = 0;
    for (let recorded = 0; recorded <= ANSWERS_LIMIT; recorded += 250) {
      const each = (at: number) => (at < 10 ? recorded : ANSWERS_LIMIT - recorded) / 10;
      const entries = both.questions.map(({ id }, at) => [id, '語'.repeat(each(at))] as const);
      const keys = people.map(({ key }) => key);
      const made = await sealAnswers(both, Object.fromEntries(entries), context, keys, webRandom);
      const body = JSON.stringify({ submitKey: 'A'.repeat(136), sealed: made });
      largest = Math.max(largest, body.length);
    }
    expect(largest).toBeGreaterThan(50_000);
    expect(largest).toBeLessThan(BODY_LIMIT_BYTES);
  });

  const many = { questions: Array.from({ length: 20 }, (_, at) => ({ id: `q-${at}`, offTheRecord: false })) };
  const lengthOf = async (values: Record<string, string>) => {
    const { parts } = await sealAnswers(many, values, context, [agent.key], webRandom);
    return fromBase64url(parts[0]?.recipients[0]?.ciphertext ?? '').length;
  };

  test('none to twenty short answers have the same size', async () => {
    const sizes = new Set<number>();
    for (let count = 0; count <= 20; count += 1) {
      const some = many.questions.slice(0, count).map(({ id }) => [id, '4242424242424242'] as const);
      sizes.add(await lengthOf(Object.fromEntries(some)));
    }
    expect([...sizes]).toEqual([SALT_BYTES + 1024 + 16]);
  });

  test('longer answers climb in powers of two up to 16 KiB', async () => {
    const overhead = 4 + '{"answers":{"q-0":""}}'.length;
    for (const size of [1024, 2048, 4096, 8192, 16_384]) {
      expect(await lengthOf({ 'q-0': 'x'.repeat(size - overhead) })).toBe(SALT_BYTES + size + 16);
      const next = lengthOf({ 'q-0': 'x'.repeat(size - overhead + 1) });
      if (size < 16_384) expect(await next).toBe(SALT_BYTES + size * 2 + 16);
      else await expect(next).rejects.toMatchObject(invalid);
    }
  });
});
