// Comes back to a form that this device opened before, by its device key (SF-INV-05), in one window at a time.
import type { Opened } from '@tellsafe/core/wire';
import { formRoutes } from '../internal/routes.ts';
import type { DeviceRecord } from '../page/device-store.ts';
import { postSigned } from '../page/signed-post.ts';
import type { FlowSide } from './acting.ts';
import { type OpenForm, type OpeningOptions, repeat } from './opening.ts';
import { holdWindow } from './window-lock.ts';

/**
 * Comes back to a form, unless another window of this device has it or it cannot be opened again: then the flow ends.
 *
 * **Security:** a form that cannot be opened again is not asked for: the server would take this device for a second one and say
 * so to the agent.
 *
 * @param flow - the flow that starts
 * @param record - what this device kept of the form
 * @param takeOver - whether another window shall lose the form
 * @returns the form, or nothing when the flow has ended
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function comeBack(
  flow: FlowSide,
  { key, once }: DeviceRecord,
  takeOver: boolean,
): Promise<OpenForm | undefined> {
  if (once) flow.change({ reopen: 'never' });
  if (!(await claimWindow(flow, takeOver))) flow.end('window');
  else if (key) return resumeForm(flow.opening, key);
  else {
    await flow.settle(() => flow.status !== undefined);
    flow.end('left');
  }
  return undefined;
}

/**
 * Makes this window the one that fills the form in.
 *
 * @param flow - ends when another window takes over
 * @param takeOver - whether another window shall lose the form
 * @returns whether it is
 */
export async function claimWindow(flow: FlowSide, takeOver: boolean): Promise<boolean> {
  const { locks, recordId, signal } = flow.opening;
  flow.claimed = true;
  return holdWindow({ locks, recordId, signal, takeOver, onLost: () => flow.end('window') });
}

/**
 * Resumes a form with a device key; the new submit key replaces an older one.
 *
 * @param options - as for opening
 * @param key - the device key
 * @throws {RequestFailure} the server's code when it refuses
 */
export async function resumeForm(options: OpeningOptions, key: CryptoKey): Promise<OpenForm> {
  const { handle, signal } = options;
  const resumed = await repeat(options, () =>
    postSigned(options, { key, path: formRoutes.resume, body: { handle }, signal }),
  );
  const { deviceKey: _, ...opened } = resumed as Opened;
  return { opened, key };
}
