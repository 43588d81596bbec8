// The time after the consumer's last message in which a provider lets a business write freely.
import type { SendState } from '../types.ts';

const HOUR_MS = 3_600_000;

/** Whether a window of so many hours is open. At its end it is closed. */
export function windowIsOpen({ now, lastInboundAt }: SendState, hours: number): boolean {
  return lastInboundAt !== undefined && now - lastInboundAt < hours * HOUR_MS;
}
