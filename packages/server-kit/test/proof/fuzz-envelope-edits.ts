// Changes of sealed answers: bits, lengths, fields taken from elsewhere, parts and copies that are missing, twice or in another order.
import type { SealedAnswers } from '@tellsafe/core/answers';
import fc from 'fast-check';
import { type Envelopes, flipped, placesOf, textAt, withTextAt } from './fuzz-envelopes.ts';

/** One change of sealed answers, as data. */
export type EnvelopeEdit =
  | { readonly kind: 'flip'; readonly place: number; readonly bit: number }
  | { readonly kind: 'cut' | 'extend'; readonly place: number; readonly by: number }
  | { readonly kind: 'take'; readonly from: number; readonly field: string; readonly at: number; readonly of: number }
  | { readonly kind: 'drop' | 'double' | 'reverse'; readonly what: 'parts' | 'recipients'; readonly at: number };

const fields = ['class', 'commitment', 'role', 'keyId', 'suite', 'enc', 'ciphertext'] as const;
const what = fc.constantFrom('parts' as const, 'recipients' as const);
export const envelopeEdits: fc.Arbitrary<EnvelopeEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    place: fc.nat(20),
    bit: fc.oneof(fc.nat(20_000), fc.integer({ min: -16, max: -1 })),
  }),
  fc.record({
    kind: fc.constantFrom('cut' as const, 'extend' as const),
    place: fc.nat(20),
    by: fc.integer({ min: 1, max: 1_100 }),
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('take' as const),
      from: fc.nat(3),
      field: fc.constantFrom(...fields),
      at: fc.nat(20),
      of: fc.nat(20),
    }),
  },
  fc.record({ kind: fc.constantFrom('drop' as const, 'double' as const, 'reverse' as const), what, at: fc.nat(3) }),
);

/** The n-th copy of all parts, with its part. */
function copyAt(sealed: SealedAnswers, at: number) {
  const all = sealed.parts.flatMap((part) => part.recipients.map((copy) => ({ part, copy })));
  return all[at % Math.max(1, all.length)];
}

/** Sealed answers after a change. */
export function editedEnvelope(layout: Envelopes, before: SealedAnswers, edit: EnvelopeEdit): SealedAnswers {
  const sealed = structuredClone(before);
  if (edit.kind === 'take') {
    const source = copyAt([layout.genuine, ...layout.others][edit.from] ?? layout.genuine, edit.of);
    const goal = copyAt(sealed, edit.at);
    if (!source || !goal) return sealed;
    const { field } = edit;
    const isOfPart = field === 'class' || field === 'commitment';
    Object.assign(isOfPart ? goal.part : goal.copy, { [field]: { ...source.part, ...source.copy }[field as 'enc'] });
    return sealed;
  }
  if ('what' in edit) {
    const list: unknown[] =
      edit.what === 'parts'
        ? sealed.parts
        : (sealed.parts[edit.at % Math.max(1, sealed.parts.length)]?.recipients ?? []);
    if (edit.kind === 'drop') list.splice(edit.at % Math.max(1, list.length), 1);
    else if (edit.kind === 'double') list.push(structuredClone(list[edit.at % Math.max(1, list.length)] ?? {}));
    else list.reverse();
    return sealed;
  }
  const places = placesOf(sealed);
  const place = places[edit.place % Math.max(1, places.length)];
  if (!place) return sealed;
  const text = textAt(sealed, place);
  if (text === '') return sealed;
  if (edit.kind === 'flip') return withTextAt(sealed, place, flipped(text, edit.bit));
  const bytes = Buffer.from(text, 'base64url');
  const longer = Buffer.concat([bytes, Buffer.alloc(edit.by)]);
  return withTextAt(sealed, place, (edit.kind === 'cut' ? bytes.subarray(0, -edit.by) : longer).toString('base64url'));
}
