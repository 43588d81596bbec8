// What a time of standstill leaves behind: the records and events of lifecycles that are over.
import type { Store } from '@tellsafe/server-kit';
import { ACCOUNT } from '../servers/form.ts';
import { recordLifecycle } from './record.ts';
import type { Commit } from './template.ts';

/** Forms of one conversation. */
const FORMS = 10;
/** Conversations that are written at the same time, so that they share transactions. */
const AT_ONCE = 50;
/** How long ago all of it was over. */
const AGO_MS = 3_600_000;

/**
 * Writes so many records and events that are over, or a few more.
 *
 * @returns how many it wrote
 */
export async function fillExpired(stores: { readonly records: Store; readonly sealed: Store }, count: number) {
  const templates = await recordLifecycle();
  const expiresAt = Date.now() - AGO_MS;
  const over = (commit: Commit): Commit => ({
    ...commit,
    put: (commit.put ?? []).map((record) => ({ ...record, expiresAt })),
    append: (commit.append ?? []).map((event) => ({ ...event, expiresAt })),
  });
  let written = 0;
  const write = async () => {
    while (written < count) {
      const group = crypto.randomUUID();
      for (const name of ['records', 'sealed'] as const) {
        const commit = over(templates[name].commit(ACCOUNT, FORMS, group));
        written += (commit.put?.length ?? 0) + (commit.append?.length ?? 0);
        await stores[name].commit(commit);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, write));
  return written;
}
