// Watches one invitation: its status, its form's name and the time left, live and across lost connections (SF-STA-05).
import { isInvitationStatus, isTerminal, statusRank } from '@tellsafe/core/invitation';
import type { WatchStatus } from '@tellsafe/core/wire';
import { openEventStream } from '../internal/event-stream.ts';
import { invitationRoutes } from '../internal/routes.ts';
import type { Transport } from '../transport.ts';

/** What a watch needs. */
export interface WatchOptions {
  readonly transport: Transport;
  readonly handle: string;
  onStatus(status: WatchStatus): void;
  onOnline(online: boolean): void;
  /** The handle is not accepted; there will be no status. */
  onRefused(): void;
}

/**
 * Watches an invitation until it has ended or the watch is stopped. A status never goes backwards.
 *
 * @param options - what to watch and whom to tell
 * @returns a function that stops the watch
 */
export function watchInvitation(options: WatchOptions): () => void {
  const { transport, handle } = options;
  let rank = 0;
  const stop = openEventStream({
    connect: (_, signal) => transport.send(invitationRoutes.watch, { handle }, { signal }),
    onOnline: (online) => options.onOnline(online),
    onRefused: () => options.onRefused(),
    onEvent({ type, data }) {
      const status = type === 'status' ? parseWatchStatus(data) : null;
      if (!status || statusRank(status.status) < rank) return;
      rank = statusRank(status.status);
      if (isTerminal(status.status)) stop();
      options.onStatus(status);
    },
  });
  return stop;
}

/**
 * Checks the data of a `status` event as far as it is shown or acted on.
 *
 * @param data - JSON of the event
 */
export function parseWatchStatus(data: unknown): WatchStatus | null {
  const { status, form, secondsLeft } = (data ?? {}) as Partial<WatchStatus>;
  const texts = [form?.name, form?.description];
  return isInvitationStatus(status) && texts.every((text) => typeof text === 'string') && Number.isFinite(secondsLeft)
    ? (data as WatchStatus)
    : null;
}
