// A page of a list that somebody outside asks for: a cursor that no page gave is their mistake, not a failure.
import { TellsafeError } from '@tellsafe/core';
import type { IndexQuery, Page } from '../stores/types.ts';
import type { Kit } from './kit.ts';

/**
 * Reads a page of the records store.
 *
 * @throws TellsafeError `request_invalid` for a cursor that no page gave
 */
export async function pageOf(kit: Kit, query: IndexQuery): Promise<Page> {
  try {
    return await kit.stores.records.list(query);
  } catch (error) {
    if (!(error instanceof RangeError) || query.cursor === undefined) throw error;
    throw new TellsafeError('request_invalid', { issues: [{ path: 'cursor', code: 'format' }] }, { cause: error });
  }
}
