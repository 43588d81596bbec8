// T8: sealed answers of which anything was changed are refused, by the server's check or by whoever tries to open them (SF-FLOW-04,
// SF-ACC-01). Each suite, alone and mixed.
import { openPart, type SealedPart } from '@tellsafe/core/answers';
import { hpkeOpen, hpkeSeal, serializeRecipientPrivateKey } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealInfo } from '../../../core/src/answers/context.ts';
import { referenceOpen } from '../../../core/test/reference-hpke.ts';
import { type EnvelopeEdit, editedEnvelope, envelopeEdits } from './fuzz-envelope-edits.ts';
import {
  type Envelopes,
  everyLayout,
  flipped,
  judgeSealed,
  type Opening,
  type Place,
  placesOf,
  real,
  textAt,
  withTextAt,
} from './fuzz-envelopes.ts';
import { FUZZ_TIMEOUT_MS, fuzz, fuzzSeed, TIME_BOX_MS } from './fuzz-run.ts';
import { createSalamander } from './fuzz-salamander.ts';
import { sized } from './size.ts';

let layouts: readonly Envelopes[];
beforeAll(async () => {
  layouts = await everyLayout();
});

/** Every single-bit flip of a layout, one after another place so that each place has its share when the time is short. */
function everyFlip({ genuine }: Envelopes): readonly { readonly place: Place; readonly bit: number }[] {
  const all = placesOf(genuine).flatMap((place) => {
    const bits = Buffer.from(textAt(genuine, place), 'base64url').length * 8;
    return Array.from({ length: bits }, (_, bit) => ({ place, bit: (bit * 7_919) % bits, order: bit / bits }));
  });
  return all.sort((one, other) => one.order - other.order);
}

/** Flips that are judged at the same time: most of the work is done outside the thread of the test. */
const AT_ONCE = 16;

function judgeFlip(layout: Envelopes, place: Place, bit: number): Promise<string | undefined> {
  const changed = withTextAt(layout.genuine, place, flipped(textAt(layout.genuine, place), bit));
  const found = judgeSealed(layout, changed, real, [place.part]);
  return found.then(
    () => undefined,
    (error: unknown) => `${layout.name}: ${JSON.stringify({ place, bit })}: ${error}`,
  );
}

describe('T8 SF-FLOW-04 envelopes', () => {
  test('genuine ones open to what was sealed', async () => {
    expect(layouts.length).toBeGreaterThan(2);
    for (const layout of layouts) {
      for (const sealed of [layout.genuine, ...layout.others.slice(0, 1)]) await judgeSealed(layout, sealed);
      expect(layout.views.size).toBe(layout.holders.length * 2 + 2);
    }
  });

  test('every single-bit flip, as far as the time goes', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const alone = layouts.filter(({ holders }) => holders.length === 1);
    for (const layout of alone) {
      const endsAt = performance.now() + sized((TIME_BOX_MS * 0.6) / alone.length, Number.POSITIVE_INFINITY);
      const all = everyFlip(layout);
      const from = fuzzSeed % all.length;
      const flips = [...all.slice(from), ...all.slice(0, from)];
      let done = 0;
      while (done < flips.length && performance.now() < endsAt) {
        const some = flips.slice(done, done + AT_ONCE);
        const found = await Promise.all(some.map(({ place, bit }) => judgeFlip(layout, place, bit)));
        expect(found.filter((each) => each !== undefined)).toEqual([]);
        done += some.length;
      }
      console.info(`T8 envelopes, ${layout.name}: ${done} of ${flips.length} single-bit flips, seed ${fuzzSeed}`);
      expect(done).toBeGreaterThan(50);
    }
  });

  test('cuts, longer texts, swapped fields, other places', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    expect((await fuzz(target(), { boxMs: TIME_BOX_MS * 0.4 })).failure).toBeUndefined();
  });

  test('one ciphertext that is authentic under the keys of two recipients opens for neither', async () => {
    const layout = layouts.find(({ name }) => name === 'x25519 and x25519');
    const part = layout?.genuine.parts[0];
    if (!layout || !part) throw new Error('no such layout');
    const commitment = new Uint8Array(fromBase64url(part.commitment));
    const contexts = await Promise.all(
      layout.holders.map(async (holder) => {
        const info = new Uint8Array(sealInfo(layout.context, part.class, holder));
        const binding = { info, aad: commitment };
        const { enc, ciphertext } = await hpkeSeal(
          holder.suite,
          fromBase64url(holder.publicKey),
          new Uint8Array(1_056),
          binding,
        );
        const raw = await serializeRecipientPrivateKey(holder.suite, holder.privateKey);
        const { key, nonce } = await referenceOpen({ keyBytes: 32, id: 2 }, raw, enc, ciphertext, binding);
        return { holder, binding, enc, key, nonce };
      }),
    );
    const [one, other] = contexts;
    if (!one || !other) throw new Error('no two recipients');
    const ciphertext = createSalamander([one, other], commitment, 1_056);
    const texts = await Promise.all(
      contexts.map(({ holder, enc, binding }) => hpkeOpen(holder.suite, holder.privateKey, enc, ciphertext, binding)),
    );
    // Control: without the commitment both would read something, and not the same.
    expect(texts.map(({ length }) => length)).toEqual([1_056, 1_056]);
    expect(Buffer.from(texts[0] ?? '').equals(texts[1] ?? Buffer.alloc(0))).toBe(false);
    const copies = contexts.map(({ holder: { role, keyId, suite }, enc }) => ({
      ...{ role, keyId, suite },
      ...{ enc: toBase64url(enc), ciphertext: toBase64url(ciphertext) },
    }));
    const forged: SealedPart = { ...part, recipients: copies };
    for (const holder of layout.holders) {
      await expect(openPart(forged, layout.context, holder)).rejects.toMatchObject({ code: 'answers_invalid' });
    }
  });

  test('two texts under one commitment: at most one of them opens', async () => {
    const layout = layouts.find(({ holders }) => holders.length === 2);
    const [first, second] = [layout?.genuine.parts[0], layout?.others[0]?.parts[0]];
    const [agent, archive] = [first?.recipients[0], second?.recipients[1]];
    if (!layout || !first || !second || !agent || !archive) throw new Error('no such layout');
    for (const { commitment } of [first, second]) {
      const mixed = { ...first, commitment, recipients: [agent, archive] };
      const opened = await Promise.allSettled(layout.holders.map((holder) => openPart(mixed, layout.context, holder)));
      expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });
});

function target(opening: Opening = real) {
  const inputs = fc.record({
    layout: fc.nat(layouts.length - 1),
    edits: fc.array(envelopeEdits, { minLength: 1, maxLength: 3 }),
  });
  const check = async (input: { readonly layout: number; readonly edits: readonly EnvelopeEdit[] }) => {
    const layout = layouts[input.layout];
    if (!layout) return;
    const changed = input.edits.reduce((before, edit) => editedEnvelope(layout, before, edit), layout.genuine);
    await judgeSealed(layout, changed, opening);
  };
  return { name: 'envelopes', inputs, check };
}

/** An opener that looks at another part than the one it got. */
const looking = (at: (part: SealedPart, layout: Envelopes) => SealedPart): Opening => ({
  ...real,
  open: async (part, context, holder) => {
    const layout = layouts.find(({ holders }) => holders.some(({ keyId }) => keyId === holder.keyId));
    return openPart(layout ? at(part, layout) : part, context, holder);
  },
});

const planted: readonly (readonly [mistake: string, said: RegExp, opening: Opening])[] = [
  [
    'an opener that takes a copy for whomever it names',
    /the (?:agent|archive) got/,
    looking((part, { holders }) => {
      const copies = part.recipients.map((copy) => ({
        ...copy,
        keyId: holders.find(({ role }) => role === copy.role)?.keyId ?? '',
      }));
      return { ...part, recipients: copies };
    }),
  ],
  [
    'an opener that does not look at the class',
    /got \{/,
    looking((part, { genuine }) => {
      const home = genuine.parts.find(({ commitment }) => commitment === part.commitment);
      return { ...part, class: home?.class ?? part.class };
    }),
  ],
  [
    'an opener that does not look at the last byte of the tag',
    /got \{/,
    looking((part, { genuine }) => {
      const heads = new Map(
        genuine.parts.flatMap(({ recipients }) =>
          recipients.map(({ ciphertext }) => [ciphertext.slice(0, -3), ciphertext]),
        ),
      );
      const mended = part.recipients.map((copy) => ({
        ...copy,
        ciphertext: heads.get(copy.ciphertext.slice(0, -3)) ?? copy.ciphertext,
      }));
      return { ...part, recipients: mended };
    }),
  ],
  [
    'a server that does not look at the suite',
    /the server took/,
    {
      ...real,
      checkShape: (sealed, definition, recipients) => {
        const parts = sealed.parts.map((part) => ({
          ...part,
          recipients: part.recipients.map((copy, at) => ({ ...copy, suite: recipients[at]?.suite ?? copy.suite })),
        }));
        real.checkShape({ ...sealed, parts }, definition, recipients);
      },
    },
  ],
];

test.each(planted)('T8 control: %s', { timeout: FUZZ_TIMEOUT_MS }, async (_mistake, said, opening) => {
  expect((await fuzz(target(opening), { isControl: true })).failure).toMatch(said);
});
