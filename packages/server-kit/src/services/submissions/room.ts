// Room for off-the-record answers. Memory is bounded and nothing in it is evicted, so what does not fit is refused with a clear
// status: new forms while there is still room for those that were sent, submits only when there is none (security.md threat 17).
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { utf8 } from '@tellsafe/core/encoding';
import type { FormDefinition } from '@tellsafe/core/form';
import type { Commit } from '../../stores/types.ts';
import { type Kit, type Vault, vaultOf } from '../kit.ts';
import { fullVaultKey } from '../records/keys.ts';

/** How full the volatile store may be when a form with off-the-record questions is sent; the rest is for submits. */
export const SEND_LOAD = 0.9;

/** How long a desk believes a vault that said it is full. */
const TOLD_MS = 60_000;

/**
 * Refuses to send a form whose answers may find no room.
 *
 * @throws TellsafeError `off_the_record_full`
 */
export async function checkRoom(kit: Kit, account: string, definition: FormDefinition): Promise<void> {
  if (!definition.questions.some(({ offTheRecord }) => offTheRecord)) return;
  if (await isFull(kit, account)) throw full(kit, 'invitationSend');
}

async function isFull(kit: Kit, account: string): Promise<boolean> {
  if (kit.vault) return isCrowded(kit.vault);
  const [told = null] = await kit.stores.records.get([fullVaultKey(account)]);
  return told !== null;
}

async function isCrowded({ volatile }: Vault): Promise<boolean> {
  return ((await volatile.load?.()) ?? 0) >= SEND_LOAD;
}

/** Tells the desk that runs apart whether there is room; it hears for {@link TOLD_MS} at most from a vault that is gone. */
export async function tellRoom(kit: Kit, account: string): Promise<void> {
  const { vault } = kit;
  if (!vault?.isApart) return;
  const key = fullVaultKey(account);
  const [told = null] = await kit.stores.records.get([key]);
  const now = kit.clock();
  const group = { account, group: key.group };
  if (!(await isCrowded(vault))) {
    if (told) await kit.stores.records.commit({ ...group, remove: [key] });
  } else if (!told || told.expiresAt < now + TOLD_MS / 2) {
    await kit.stores.records.commit({ ...group, put: [{ ...key, body: utf8('{}'), expiresAt: now + TOLD_MS }] });
  }
}

/**
 * Puts off-the-record parts.
 *
 * @throws TellsafeError `off_the_record_full`
 */
export async function putOffTheRecord(kit: Kit, change: Commit): Promise<void> {
  try {
    await vaultOf(kit).volatile.commit(change);
  } catch (error) {
    throw isTellsafeError(error, 'overloaded') ? full(kit, 'submit', error) : error;
  }
}

/** The operator hears of each refusal: more memory, or shorter lives, are theirs to give. */
function full(kit: Kit, where: string, cause?: unknown): TellsafeError {
  const code = 'off_the_record_full';
  kit.log({ level: 'warn', message: 'A form was refused: the volatile store is full.', code, where });
  return new TellsafeError(code, undefined, { cause });
}
