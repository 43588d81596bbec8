// The kit's ways out into the network, which end when the kit is closed: a push service or a hook that is slow must not hold the
// host's process.
import type { Kit } from '../services/kit.ts';
import { measuredFetch } from '../telemetry/measure.ts';
import type { Telemetry } from '../telemetry/types.ts';

/** Ways out, and what ends them. */
export interface Outbound extends Pick<Kit, 'fetch' | 'notify' | 'webhooks' | 'files'> {
  /** Whatever is under way fails now, as does what begins later. */
  end(): void;
}

/** Makes the ways out of a kit. */
export function createOutbound(
  { fetch, notify, webhooks, files }: Omit<Outbound, 'end'>,
  telemetry: Telemetry,
): Outbound {
  const ending = new AbortController();
  const { signal } = ending;
  const ended = <Init extends RequestInit>(init: Init): Init => ({
    ...init,
    signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal,
  });
  return {
    fetch: measuredFetch(telemetry, 'provider', (url, init) => fetch(url, ended(init))),
    ...(webhooks && {
      webhooks: {
        ...webhooks,
        fetch: measuredFetch(telemetry, 'webhook', (url, init, mayConnect) =>
          webhooks.fetch(url, ended(init), mayConnect),
        ),
      },
    }),
    ...(files && {
      files: { ...files, fetch: measuredFetch(telemetry, 'file', (url, init) => files.fetch(url, ended(init))) },
    }),
    ...(notify && { notify: (event) => untilAborted(signal, async () => notify(event)) }),
    end: () => ending.abort(),
  };
}

async function untilAborted(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([run(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
