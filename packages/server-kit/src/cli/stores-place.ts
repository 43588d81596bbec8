// The records store of a command and, where it is named, the store of sealed answers beside it.
import type { Clock } from '@tellsafe/core';
import type { Store } from '../stores/types.ts';
import { WrongArguments } from './key-command.ts';
import { type OpenRecords, openRecords, type RecordsPlace } from './open-records.ts';
import { type PlaceValues, placeHelp, placeOf, placeOptions } from './records-place.ts';

/** Options of every command that opens both stores. */
export const storesOptions = {
  ...placeOptions,
  'sealed-sqlite': { type: 'string' },
  'sealed-schema': { type: 'string' },
} as const;

/** The same as lines of a help. */
export const storesHelp = `${placeHelp}
      --sealed-sqlite <path>  The file of the sealed answers
      --sealed-schema <name>  Where the tables of the sealed answers are, in the same database`;

/** What was given. */
export interface StoresValues extends PlaceValues {
  readonly 'sealed-sqlite'?: string | undefined;
  readonly 'sealed-schema'?: string | undefined;
}

/** Where both are. */
export interface StoresPlace {
  readonly records: RecordsPlace;
  readonly sealed?: RecordsPlace;
}

/** Stores by name, the records first. */
export interface OpenStores {
  readonly records: Store;
  readonly all: readonly (readonly [name: 'records' | 'sealed', store: Store])[];
  close(): Promise<void>;
}

/**
 * Reads it.
 *
 * @throws WrongArguments
 */
export function storesOf(values: StoresValues): StoresPlace {
  const records = placeOf(values);
  const { 'sealed-sqlite': path, 'sealed-schema': schema } = values;
  if (path !== undefined && schema !== undefined) {
    throw new WrongArguments('Where are the sealed answers? Give one of --sealed-sqlite and --sealed-schema.');
  }
  if (path !== undefined) return { records, sealed: { kind: 'sqlite', path } };
  if (schema === undefined) return { records };
  if (records.kind !== 'postgres') throw new WrongArguments('--sealed-schema belongs to --postgres.');
  return { records, sealed: { kind: 'postgres', url: records.url, schema } };
}

/**
 * Opens them; makes none.
 *
 * @throws Unusable, or TellsafeError `option_invalid`
 */
export async function openStores({ records, sealed }: StoresPlace, clock: Clock): Promise<OpenStores> {
  const opened: OpenRecords[] = [];
  const close = async () => {
    for (const one of opened) await one.close();
  };
  try {
    opened.push(await openRecords(records, clock));
    if (sealed) opened.push(await openRecords(sealed, clock));
  } catch (error) {
    await close();
    throw error;
  }
  const [first, second] = opened as [OpenRecords, OpenRecords?];
  return {
    records: first.store,
    all: [['records', first.store], ...(second ? ([['sealed', second.store]] as const) : [])],
    close,
  };
}
