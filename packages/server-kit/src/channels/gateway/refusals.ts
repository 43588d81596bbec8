// Requests that are not believed, in the log: by entry point and reason, the first one at once and the others as a number each minute, so
// that whoever sends a million of them does not write a million lines.
import type { Kit } from '../../services/kit.ts';

/** A reason is told again after this time. */
const QUIET_MS = 60_000;

/** Most reasons that are counted; there are six of each entry point. */
const MAX_COUNTED = 2_000;

interface Counted {
  readonly toldAt: number;
  readonly since: number;
}

/** Tells the log of a refusal. */
export type TellRefusal = (kit: Pick<Kit, 'log' | 'clock'>, entryPoint: string, reason: string) => void;

/** Makes a count of its own. */
export function countRefusals(): TellRefusal {
  const counts = new Map<string, Counted>();
  return ({ log, clock }, entryPoint, reason) => {
    const name = `${entryPoint}/${reason}`;
    const now = clock();
    const { toldAt, since } = counts.get(name) ?? { toldAt: Number.NEGATIVE_INFINITY, since: 0 };
    if (now - toldAt < QUIET_MS) {
      counts.set(name, { toldAt, since: since + 1 });
      return;
    }
    if (counts.size >= MAX_COUNTED) counts.clear();
    counts.set(name, { toldAt: now, since: 0 });
    const count = since + 1;
    const message = 'Requests to an entry point were refused.';
    log({ level: 'warn', message, code: reason, where: `channels/${entryPoint}`, ...(count > 1 && { count }) });
  };
}
