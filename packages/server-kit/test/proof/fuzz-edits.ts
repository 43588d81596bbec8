// Edits of JSON bodies and of bytes, as data: fast-check makes and shrinks them, a failure prints them.
import fc from 'fast-check';
import { type FuzzText, fuzzTexts } from './fuzz-world.ts';

/** Stands in every text that an edit brings in, so that an answer that repeats one is noticed. */
export const CANARY = 'Zq7';
/** Member names that end so lose the end when they become text: the only way to write a name twice, or `__proto__`. */
const SPELLED = '\u0001';
/** Texts that begin so become what follows, without quotes: numbers that JavaScript does not write, lists in lists in lists. */
const BARE = '\u0002';

const hugeNumbers = ['1e400', '-1e400', '-0', '0.1e-999', '9'.repeat(400), '1E+2', '123456789012345678901234567890'];
const names = ['__proto__', 'constructor', 'prototype', 'toJSON', 'length', '', '0', `${CANARY}name`];

/** A value, or the name of a text of the world. */
export type Hostile = { readonly value: unknown } | { readonly text: FuzzText };

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('\ud800', '\udc00\ud800', '\u0000', '\u202e', '\ufeff', '<script>', '%00', "'; --", '../..'),
  fc.nat(9_000).map((length) => 'x'.repeat(length)),
);
const hostile: fc.Arbitrary<Hostile> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...fuzzTexts).map((text) => ({ text })) },
  { weight: 3, arbitrary: hostileText.map((text) => ({ value: CANARY + text })) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 53, [], {}, '', ' ').map(asValue) },
  { weight: 1, arbitrary: fc.constantFrom(...hugeNumbers).map((number) => ({ value: BARE + number })) },
  { weight: 1, arbitrary: fc.constantFrom(...names).map((name) => ({ value: { [name + SPELLED]: CANARY } })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(12_000), fc.constantFrom('list', 'object'))
      .map(([depth, of]) => ({ value: `${BARE}${of}*${depth}` })),
  },
);

function asValue(value: unknown): Hostile {
  return { value };
}

/** One edit of a JSON value; `at` counts its places, over and over. */
export type JsonEdit =
  | { readonly kind: 'set'; readonly at: number; readonly to: Hostile }
  | { readonly kind: 'drop'; readonly at: number }
  | { readonly kind: 'add'; readonly at: number; readonly name: string; readonly to: Hostile }
  | { readonly kind: 'twice'; readonly at: number; readonly to: Hostile }
  | { readonly kind: 'repeat'; readonly at: number; readonly times: number }
  | { readonly kind: 'turn'; readonly at: number; readonly by: number };

const at = fc.nat(60);
export const jsonEdits: fc.Arbitrary<JsonEdit> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at, to: hostile }),
  fc.record({ kind: fc.constant('drop' as const), at }),
  fc.record({ kind: fc.constant('add' as const), at, name: fc.constantFrom(...names), to: hostile }),
  fc.record({ kind: fc.constant('twice' as const), at, to: hostile }),
  fc.record({ kind: fc.constant('repeat' as const), at, times: fc.nat(300) }),
  fc.record({ kind: fc.constant('turn' as const), at, by: fc.nat(10_000) }),
);

/** One edit of bytes. */
export type ByteEdit =
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: readonly number[] }
  | { readonly kind: 'pad'; readonly length: number };

const byteAt = fc.nat(20_000);
export const byteEdits: fc.Arbitrary<ByteEdit> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: byteAt }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip' as const), at: byteAt, bit: fc.nat(7) }) },
  { weight: 2, arbitrary: insertions() },
  fc.record({ kind: fc.constant('pad' as const), length: fc.constantFrom(1, 1_000, 65_000, 65_536, 65_537, 70_000) }),
);

function insertions() {
  const bytes = fc.array(fc.nat(255), { minLength: 1, maxLength: 4 });
  return fc.record({ kind: fc.constant('insert' as const), at: byteAt, bytes });
}

type Texts = Readonly<Record<FuzzText, string>>;

/** The text of a value after edits. */
export function editedJson(value: unknown, edits: readonly JsonEdit[], texts: Texts): string {
  let root: unknown = structuredClone(value);
  for (const edit of edits) root = applied(root, edit, texts);
  return JSON.stringify(root)
    .replaceAll('\\u0001":', '":')
    .replaceAll(/"\\u0002(list|object)\*(\d+)"/g, (_, of: string, depth: string) => {
      const [open, close] = of === 'list' ? ['[', ']'] : ['{"a":', '}'];
      return `${open.repeat(Number(depth))}1${close.repeat(Number(depth))}`;
    })
    .replaceAll(/"\\u0002([^"]*)"/g, '$1');
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

function applied(root: unknown, edit: JsonEdit, texts: Texts): unknown {
  const places: Place[] = [];
  const boxed: Record<string, unknown> = { root };
  collect(boxed, places);
  const place = places[edit.at % places.length];
  if (!place) return root;
  const { holder, name } = place;
  const current = holder[name];
  switch (edit.kind) {
    case 'set':
      holder[name] = resolved(edit.to, texts);
      break;
    case 'drop':
      if (name !== 'root') delete holder[name];
      break;
    case 'add':
      if (isObject(current)) current[edit.name + SPELLED] = resolved(edit.to, texts);
      break;
    case 'twice':
      if (name !== 'root' && !Array.isArray(holder)) holder[name + SPELLED] = resolved(edit.to, texts);
      break;
    case 'repeat':
      holder[name] = Array.isArray(current)
        ? Array.from({ length: edit.times }, () => current[0])
        : Array.from({ length: edit.times }, () => 1);
      break;
    case 'turn':
      if (typeof current === 'string') holder[name] = turned(current, edit.by);
      break;
  }
  return boxed.root;
}

/** Every member of every object and array below, in their order. */
function collect(holder: Record<string, unknown>, places: Place[]): void {
  for (const name of Object.keys(holder)) {
    places.push({ holder, name });
    const value = holder[name];
    if (typeof value === 'object' && value !== null) collect(value as Record<string, unknown>, places);
  }
}

/** Another character in one place of a text. */
function turned(text: string, by: number): string {
  if (text === '') return 'A';
  if (text.startsWith(BARE)) return text;
  const index = by % text.length;
  const other = text[index] === 'A' ? 'B' : 'A';
  return text.slice(0, index) + other + text.slice(index + 1);
}

function resolved(to: Hostile, texts: Texts): unknown {
  return 'text' in to ? texts[to.text] : structuredClone(to.value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Bytes after edits. */
export function editedBytes(given: Uint8Array, edits: readonly ByteEdit[]): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(given);
  for (const edit of edits) {
    if (edit.kind === 'pad') {
      bytes = Uint8Array.from([...bytes, ...new Uint8Array(edit.length).fill(0x20)]);
      continue;
    }
    const index = bytes.length === 0 ? 0 : edit.at % bytes.length;
    if (edit.kind === 'cut') bytes = bytes.slice(0, index);
    else if (edit.kind === 'flip')
      bytes = bytes.map((byte, place) => (place === index ? byte ^ (1 << edit.bit) : byte));
    else bytes = Uint8Array.from([...bytes.subarray(0, index), ...edit.bytes, ...bytes.subarray(index)]);
  }
  return bytes;
}
