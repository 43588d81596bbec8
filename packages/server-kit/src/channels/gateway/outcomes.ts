// What providers say of messages that were sent; without an outbox there are none.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { Kit } from '../../services/kit.ts';
import type { EventOf } from './events.ts';

/** How a message stands. */
export async function applyStatus(
  _kit: Kit,
  _entryPoint: EntryPointSettings,
  _event: EventOf<'status'>,
): Promise<void> {}

/** A message that the business sent by another way. */
export async function applyEcho(_kit: Kit, _entryPoint: EntryPointSettings, _event: EventOf<'echo'>): Promise<void> {}
