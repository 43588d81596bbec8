// Statuses that come before the answer which names their message: providers do not wait for us. They are kept for a day, and applied
// when the answer is there. Whoever keeps one looks once more afterwards, so that none falls between the two.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitWithRetry } from '../../services/commit.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { type EarlyStatus, earlyStatusCodec, earlyStatusKey, providerHash } from './records.ts';
import { applyToProvider } from './settle.ts';

/** How long a status waits for its message, ms. */
const EARLY_MS = 86_400_000;

/** More than a provider has. */
const MAX_EARLY = 16;

/** Keeps a status of a message that nobody knows yet. */
export async function keepEarly(
  kit: Kit,
  { accountId: account, id }: EntryPointSettings,
  providerId: string,
  status: EarlyStatus,
): Promise<void> {
  const key = earlyStatusKey(account, providerHash(id, providerId));
  await commitWithRetry(
    kit,
    async () => decodeRecord(earlyStatusCodec, (await kit.stores.records.get([key]))[0]),
    (known) => {
      const statuses = [...(known?.value.statuses ?? []), status].slice(-MAX_EARLY);
      const put = [{ ...key, body: earlyStatusCodec.encode({ statuses }), expiresAt: kit.clock() + EARLY_MS }];
      const expect = [{ key, version: known?.version ?? ('absent' as const) }];
      return { result: undefined, change: { account, group: key.group, expect, put } };
    },
  );
}

/** Applies what came before the provider's id was known. */
export async function applyEarly(kit: Kit, entryPoint: EntryPointSettings, providerId: string): Promise<void> {
  const { accountId: account, id } = entryPoint;
  const key = earlyStatusKey(account, providerHash(id, providerId));
  const known = decodeRecord(earlyStatusCodec, (await kit.stores.records.get([key]))[0])?.value;
  if (!known) return;
  for (const status of known.statuses) await applyToProvider(kit, entryPoint, providerId, status);
}
