// Room for off-the-record answers. Memory is bounded and nothing in it is evicted, so what does not fit is refused with a clear
// status: new forms while there is still room for those that were sent, submits only when there is none (security.md threat 17).
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import type { FormDefinition } from '@tellsafe/core/form';
import type { Commit } from '../../stores/types.ts';
import type { Kit } from '../kit.ts';

/** How full the volatile store may be when a form with off-the-record questions is sent; the rest is for submits. */
export const SEND_LOAD = 0.9;

/**
 * Refuses to send a form whose answers may find no room.
 *
 * @throws TellsafeError `off_the_record_full`
 */
export async function checkRoom(kit: Kit, definition: FormDefinition): Promise<void> {
  if (!definition.questions.some(({ offTheRecord }) => offTheRecord)) return;
  const load = (await kit.stores.volatile.load?.()) ?? 0;
  if (load >= SEND_LOAD) throw full(kit, 'invitationSend');
}

/**
 * Puts off-the-record parts.
 *
 * @throws TellsafeError `off_the_record_full`
 */
export async function putOffTheRecord(kit: Kit, change: Commit): Promise<void> {
  try {
    await kit.stores.volatile.commit(change);
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
