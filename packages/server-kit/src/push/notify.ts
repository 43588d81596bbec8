// The host's hook: for native apps behind APNs and FCM, or for any other way to reach a consumer who is not looking.
import { logFailure } from '../log.ts';
import type { Kit } from '../services/kit.ts';
import { within } from '../timer.ts';

/** A hook that takes longer has failed. */
export const NOTIFY_TIMEOUT_MS = 30_000;

/** A form was sent. Holds nothing that opens it: the app shows the text and, on a tap, the conversation. */
export interface NotifyEvent {
  readonly accountId: string;
  readonly conversationId: string;
  /** Names the message: what comes twice after a crash has the same one. */
  readonly invitationId: string;
  readonly agentName: string;
  readonly formName: string;
  /** `<Agent Name>:<Secure form name>` (SF-INV-06). */
  readonly text: string;
  /** When the invitation ends by itself, epoch ms: the message is of no use afterwards. */
  readonly expiresAt: number;
}

/** Is called once for each form that is sent; again after a crash, or when it failed, at most four times. */
export type Notify = (event: NotifyEvent) => void | Promise<void>;

/**
 * Calls the hook. Never rejects.
 *
 * @returns whether it did its work in time
 */
export async function callNotify({ notify, log }: Pick<Kit, 'notify' | 'log'>, event: NotifyEvent): Promise<boolean> {
  if (!notify) return true;
  try {
    await within(NOTIFY_TIMEOUT_MS, () => notify(event));
    return true;
  } catch (error) {
    logFailure(log, 'notify', error);
    return false;
  }
}
