// The frame's end of the channel to the host page (design.md §7): answers a hello from an allowed origin, takes the handle, lets
// status, typed-or-not, focus and height out. Nothing else has a way out.
import { type FrameMessage, type FrameStatus, HELLO, type HostMessage, parseHostMessage } from '../internal/channel.ts';

/** What the host page asks for. */
export type HostRequest = Extract<HostMessage, { type: 'handle' }>;

/** Channel to the page around. */
export interface HostChannel {
  send(message: FrameMessage): void;
}

/** What the channel needs. */
export interface HostChannelOptions {
  readonly window: Window;
  /** Origins that may hold the page. */
  readonly hosts: readonly string[];
  /** The host page wants the form shown, or to know whether this device can go on with it. Called once. */
  onRequest(request: HostRequest): void;
  /** The host page wants to close the form. */
  onClose(): void;
}

/**
 * Waits for the host page's hello.
 *
 * **Security:** only a hello of the direct parent from an allowed origin counts, and only the first.
 *
 * @param options - who may ask, whom to tell
 */
export function awaitHost({ window, hosts, onRequest, onClose }: HostChannelOptions): HostChannel {
  let port: MessagePort | undefined;
  let asked = false;

  window.addEventListener('message', (event: MessageEvent) => {
    const data: unknown = event.data;
    if (port || event.source !== window.parent || !hosts.includes(event.origin)) return;
    if (typeof data !== 'object' || data === null || (data as { type?: unknown }).type !== HELLO) return;
    port = event.ports[0];
    if (!port) return;
    port.onmessage = ({ data }) => {
      const message = parseHostMessage(data);
      if (message?.type === 'close') onClose();
      else if (message && !asked) {
        asked = true;
        onRequest(message);
      }
    };
    port.postMessage({ type: 'status', status: 'ready' satisfies FrameStatus });
  });

  return { send: (message) => port?.postMessage(message) };
}
