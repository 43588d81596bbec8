// Meta's signature, and that the page is ours.

import { text } from '../shared/json.ts';
import { entriesOf, verifyHub } from '../shared/meta.ts';
import type { RawRequest, Verified } from '../types.ts';
import type { MessengerAccount } from './types.ts';

/** Whether Meta sent a request, and for this page. See {@link Channel.verify}. */
export async function verify(request: RawRequest, account: MessengerAccount): Promise<Verified> {
  const verified = await verifyHub(request, account.appSecrets);
  if (!verified.ok) return verified;
  const pages = pagesOf(request);
  return pages.length > 0 && !pages.includes(account.pageId) ? { ok: false, reason: 'unknown_account' } : verified;
}

/** Ids of the pages; what cannot be read is for `parse` to say. */
function pagesOf(request: RawRequest): string[] {
  try {
    return entriesOf(request, 'page').flatMap((entry) => text(entry, 'id') ?? []);
  } catch {
    return [];
  }
}
