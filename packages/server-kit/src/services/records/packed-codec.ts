// Records that there are many of, as JSON lists instead of JSON objects: the names of their fields would be a third of what is kept,
// written and read. What stands where is said once, beside the record.
import type { Codec } from './codec.ts';
import { bytesOfText, textOfBytes } from './text-bytes.ts';

/** The fields of a value in the order in which they are kept. **New ones go to the end**: what is kept has no names. */
export type Layout<Value> = { readonly [Name in keyof Value]-?: Part<NonNullable<Value[Name]>> };

/** How one field is kept: as it is, by a layout of its own, or, for a list, each item by a layout. */
type Part<Value> =
  | 'plain'
  | (Value extends readonly (infer Item)[] ? Each<Item> : Value extends object ? Layout<Value> : never);

interface Each<Item> {
  readonly each: Layout<Item>;
}

type Fields = Readonly<Record<string, unknown>>;

interface Place {
  readonly name: string;
  readonly places?: readonly Place[];
  readonly isList: boolean;
}

/**
 * A codec over a JSON list. An absent field is `null`, or nothing at the end, so no field may itself be `null`. An object is read
 * as it is: it was kept with its names.
 *
 * @param layout every field of the value; the type sees to it that none is forgotten
 */
export function packedCodec<Value extends object>(layout: Layout<Value>): Codec<Value> {
  const places = placesOf(layout);
  return {
    encode: (value) => bytesOfText(JSON.stringify(packed(value as Fields, places))),
    decode: (bytes) => {
      const kept: unknown = JSON.parse(textOfBytes(bytes));
      return (Array.isArray(kept) ? unpacked(kept, places) : kept) as Value;
    },
  };
}

function placesOf(layout: object): readonly Place[] {
  return Object.entries(layout).map(([name, part]: [string, 'plain' | object]) => {
    if (part === 'plain') return { name, isList: false };
    const isList = 'each' in part;
    return { name, isList, places: placesOf(isList ? (part.each as object) : part) };
  });
}

function packed(value: Fields, places: readonly Place[]): unknown[] {
  const list: unknown[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const { name, places: inner, isList } = places[at] as Place;
    const field = value[name];
    if (field === undefined) continue;
    while (list.length < at) list.push(null);
    if (!inner) list.push(field);
    else if (isList) list.push((field as readonly Fields[]).map((item) => packed(item, inner)));
    else list.push(packed(field as Fields, inner));
  }
  return list;
}

function unpacked(list: readonly unknown[], places: readonly Place[]): Fields {
  const value: Record<string, unknown> = {};
  for (let at = 0; at < list.length && at < places.length; at += 1) {
    const field = list[at];
    if (field === null) continue;
    const { name, places: inner, isList } = places[at] as Place;
    if (!inner) value[name] = field;
    else if (isList) value[name] = (field as readonly (readonly unknown[])[]).map((item) => unpacked(item, inner));
    else value[name] = unpacked(field as readonly unknown[], inner);
  }
  return value;
}
